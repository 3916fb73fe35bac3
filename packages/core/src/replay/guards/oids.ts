import { type DataType, formatType, quoted, type Table, tableId } from '@refint/model';
import { temporary } from '../world.ts';
import type { Oid } from './values.ts';

/** The identities of things. Their text is what a cast gives when `public` is on the search path. */
export const classOid = (schema: string, name: string): Oid => ({
  oid: `class ${tableId(schema, name)}`,
  text: shown(schema, name),
});

export const tableOid = ({ schema, name }: Table): Oid => classOid(schema, name);

export const namespaceOid = (name: string): Oid => ({ oid: `namespace ${name}`, text: quoted(name) });

export const constraintOid = (table: Table, name: string): Oid => ({ oid: `constraint ${table.id} ${name}`, text: '' });

/** Types of PostgreSQL itself by name, those that users made with their schema. */
export const typeOid = (type: DataType): Oid => {
  const bare: DataType = { ...type, modifiers: [] };
  return {
    oid: `type ${bare.schema ?? 'pg_catalog'} ${bare.name}${'[]'.repeat(Math.min(1, bare.dimensions))}`,
    text: formatType(bare),
  };
};

const shown = (schema: string, name: string): string =>
  schema === 'public' || schema === temporary ? quoted(name) : `${quoted(schema)}.${quoted(name)}`;
