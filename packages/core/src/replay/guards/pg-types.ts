import type { DataType } from '@refint/model';
import { isBuiltinType } from '../builtin-types.ts';
import { internalName } from '../internal-names.ts';
import { isUnsure, type World } from '../world.ts';
import { namespaceOid, typeOid } from './oids.ts';
import { type Hints, hintedTexts, type Rows, row } from './relations.ts';
import { tablesAsked } from './tables-asked.ts';
import { isOid, type Row, unknown } from './values.ts';

/** Types that were made, and those of PostgreSQL itself that the query names. */
export function typeRows(world: World, hints: Hints): Rows {
  const { snapshot } = world;
  const names = hintedTexts(hints, 'typname');
  const made = names
    ? [...new Set(names)].flatMap((name) =>
        snapshot.schemas.flatMap((schema) => snapshot.typeNamed(schema, name) ?? []),
      )
    : snapshot.types;
  const kinds = { enum: 'e', domain: 'd', other: unknown } as const;
  const rows = made.map(({ schema, name, kind }) =>
    row({
      oid: typeOid({ name, schema, modifiers: [], dimensions: 0 }),
      typname: name,
      typnamespace: namespaceOid(schema),
      typtype: kinds[kind],
    }),
  );
  // The rows of a table have a type of its name.
  const tables = names
    ? tablesAsked(world, hints, { table: ['typname'] }).tables.map(({ schema, name }) =>
        row({
          oid: typeOid({ name, schema, modifiers: [], dimensions: 0 }),
          typname: name,
          typnamespace: namespaceOid(schema),
          typtype: 'c',
        }),
      )
    : [];
  const complete = !isUnsure(world) && !(world.looseTypes && made.length === 0);
  const found = [...rows, ...tables, ...[...new Set(names)].flatMap(builtinType)];
  return { rows: found, others: names ? names.flatMap(arrayType) : unlisted(world, hints), complete };
}

/** Types of which no name is asked: those of PostgreSQL itself, of the rows of tables, and arrays of all of them. */
function unlisted({ snapshot }: World, hints: Hints): readonly Row[] {
  const ids = hints.get('oid');
  if (ids?.every((id) => isOid(id) && !id.oid.startsWith('type pg_catalog '))) return [];
  const own = snapshot.schemas.flatMap((schema) => ['c', 'b'].map((typtype) => [schema, typtype] as const));
  const system = ['pg_catalog', 'information_schema', 'pg_toast'].flatMap((schema) =>
    ['b', 'c', 'd', 'p', 'r', 'm'].map((typtype) => [schema, typtype] as const),
  );
  return [...own, ...system].map(([schema, typtype]) => row({ typnamespace: namespaceOid(schema), typtype }));
}

/** `_mood` is the array of `mood`, unless the name was taken. */
const arrayType = (name: string): readonly Row[] =>
  name.startsWith('_') ? [row({ typname: name, typtype: 'b' })] : [];

/** `int4` and its kin: guards rarely ask, but then they must not be told that there is no such type. */
function builtinType(name: string): readonly Row[] {
  const type: DataType = { name, modifiers: [], dimensions: 0 };
  const isInternal =
    /^(int[248]|text|varchar|bpchar|bool|uuid|jsonb?|numeric|date|time(stamp)?(tz)?|bytea|float[48]|interval|char|bit|varbit|name|money)$/.test(
      name,
    );
  if (!isInternal && (!isBuiltinType(name) || internalName(type) !== name)) return [];
  return [row({ oid: typeOid(type), typname: name, typnamespace: namespaceOid('pg_catalog'), typtype: 'b' })];
}

export function enumRows(world: World): Rows {
  const rows = world.snapshot.types.flatMap((type) =>
    type.kind === 'enum'
      ? type.values.map((value, at) =>
          row({
            enumtypid: typeOid({ name: type.name, schema: type.schema, modifiers: [], dimensions: 0 }),
            enumlabel: value,
            enumsortorder: at + 1,
          }),
        )
      : [],
  );
  return { rows, complete: !isUnsure(world) };
}
