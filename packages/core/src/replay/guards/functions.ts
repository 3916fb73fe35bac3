import type { World } from '../world.ts';
import { arrayFunctions } from './array-functions.ts';
import { format } from './format.ts';
import { quotedIdentifier, quotedLiteral } from './identifiers.ts';
import { lookedUp } from './lookups.ts';
import { classOid } from './oids.ts';
import { database } from './table-rows.ts';
import { strict, textFunctions } from './text-functions.ts';
import { isOid, textOf, unknown, type Value } from './values.ts';

const functions: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
  ...textFunctions,
  ...arrayFunctions,
  quote_ident: strict((text = '') => quotedIdentifier(text)),
  quote_literal: strict((text = '') => quotedLiteral(text)),
  quote_nullable: ([value]) => (textOf(value) === null ? 'NULL' : strict((text = '') => quotedLiteral(text))([value])),
  format: (args) => format(args),
  format_type: ([type, modifier]) => {
    if (type === null || !isOid(type)) return type === null ? null : unknown;
    if (isOid(modifier)) return modifier.text;
    return modifier === null || modifier === -1 ? type.text : unknown;
  },
  abs: ([value]) => (typeof value === 'number' ? Math.abs(value) : value === null ? null : unknown),
};

/** Functions of PostgreSQL itself that are known here. */
export const isBuiltin = (name: string): boolean => Object.hasOwn(functions, name);

/** What a function gives, without failing: what is not known here is unknown. */
export function called(world: World, name: string, args: readonly Value[]): Value {
  const known = functions[name];
  if (known) return known(args);
  switch (name) {
    case 'current_schema':
      return world.searchPath.find((schema) => world.snapshot.schemas.includes(schema)) ?? null;
    case 'current_schemas': {
      const schemas = world.searchPath.filter((schema) => world.snapshot.schemas.includes(schema));
      return args[0] === true ? ['pg_catalog', ...schemas] : schemas;
    }
    case 'current_database':
    case 'current_catalog':
      return database;
    case 'pg_table_is_visible':
      return isVisible(world, args[0], 'class ', (schema, name) => classOid(world, schema, name).text);
    case 'to_regclass':
    case 'to_regtype':
    case 'to_regnamespace':
      return lookedUp(world, name.slice(3), args[0]);
    default:
      return unknown;
  }
}

/** Whether the search path leads to a relation: then its name is written without a schema. */
function isVisible(world: World, value: Value, kind: string, shown: (schema: string, name: string) => string): Value {
  if (!isOid(value) || !value.of || !value.oid.startsWith(kind)) return value === null ? null : unknown;
  const { schema, name } = value.of;
  if (!world.snapshot.relationNamed(schema, name)) return unknown;
  return shown(schema, name) === quotedIdentifier(name);
}
