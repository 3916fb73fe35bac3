import { isBuiltinType } from '../builtin-types.ts';
import { printedName } from '../internal-names.ts';
import { userTypeNamed } from '../type-names.ts';
import { isUnsure, relationNamed, type World } from '../world.ts';
import { identifierParts } from './identifiers.ts';
import { classOid, namespaceOid, typeOid } from './oids.ts';
import { isOid, plain, textOf, unknown, type Value } from './values.ts';

/** The thing that a text names, as a cast to `regclass`, `regtype` or `regnamespace` finds it; NULL when there is none. */
export function lookedUp(world: World, kind: string, value: Value): Value {
  const one = plain(value);
  if (isOid(one)) return one;
  const text = textOf(one);
  if (text === null || text === unknown) return text;
  const parts = identifierParts(text.trim());
  const name = parts?.at(-1);
  const schema = parts && parts.length > 1 ? parts.at(-2) : undefined;
  // `timestamp with time zone`, `numeric(10,2)`: types may be more than names.
  if (name === undefined) return unknown;
  switch (kind) {
    case 'regclass': {
      const found = relationNamed(world, { schema, name });
      if (!found) return isUnsure(world) || schema === 'pg_catalog' || schema === 'information_schema' ? unknown : null;
      const thing = found.kind === 'table' ? found.table : found.holder;
      return classOid(world, thing.schema, thing.name);
    }
    case 'regtype': {
      const made = userTypeNamed(world, { schema, name });
      if (made) return typeOid({ name: made.name, schema: made.schema, modifiers: [], dimensions: 0 });
      const own = printedName(name);
      if (isBuiltinType(own)) return typeOid({ name: own, modifiers: [], dimensions: 0 });
      return isUnsure(world) || world.looseTypes ? unknown : null;
    }
    case 'regnamespace':
      return world.snapshot.schemas.includes(name)
        ? namespaceOid(name)
        : isUnsure(world) || name.startsWith('pg_')
          ? unknown
          : null;
    default:
      return unknown;
  }
}
