import { type DataType, formatType, type Table, type TableId, tableId } from '@refint/model';
import { relationNamed, type World } from '../world.ts';
import { quotedIdentifier } from './identifiers.ts';
import type { Oid, Value } from './values.ts';

/** The identity of a relation. Its text is its name, with its schema where the search path does not lead to it. */
export const classOid = (world: World, schema: string, name: string): Oid => ({
  oid: `class ${tableId(schema, name)}`,
  text: shown(world, schema, name),
  of: { table: tableId(schema, name), schema, name },
});

export const tableOid = (world: World, { schema, name }: Table): Oid => classOid(world, schema, name);

export const namespaceOid = (name: string): Oid => ({ oid: `namespace ${name}`, text: quotedIdentifier(name) });

/** The identity of anything that belongs to a table and has a name in it. */
export const partOid = (
  kind: 'constraint' | 'trigger' | 'policy',
  table: TableId,
  schema: string,
  name: string,
): Oid => ({
  oid: `${kind} ${table} ${name}`,
  text: '',
  of: { table, schema, name },
});

/** Types of PostgreSQL itself by name, those that users made with their schema. */
export const typeOid = (type: DataType): Oid => {
  const bare: DataType = { ...type, modifiers: [] };
  return {
    oid: `type ${bare.schema ?? 'pg_catalog'} ${bare.name}${'[]'.repeat(Math.min(1, bare.dimensions))}`,
    text: formatType(bare),
  };
};

/** The modifiers of a type, whose number only PostgreSQL knows: format_type makes its text of them. */
export const typeModifier = (type: DataType): Value =>
  type.modifiers.length === 0 ? -1 : { oid: `modifiers ${formatType(type)}`, text: formatType(type) };

function shown(world: World, schema: string, name: string): string {
  const found = relationNamed(world, { schema: undefined, name });
  const own = found?.kind === 'table' ? found.table : found?.holder;
  const isSeen = own === undefined ? schema === 'public' : own.schema === schema;
  return isSeen ? quotedIdentifier(name) : `${quotedIdentifier(schema)}.${quotedIdentifier(name)}`;
}
