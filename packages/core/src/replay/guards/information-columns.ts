import { type Column, type DataType, formatType, type Table } from '@refint/model';
import { internalName } from '../internal-names.ts';
import { numberedColumns } from '../numbered-columns.ts';
import type { World } from '../world.ts';
import { classOid } from './oids.ts';
import { row } from './relations.ts';
import { database, remembered } from './table-rows.ts';
import { type Row, something, unknown, type Value } from './values.ts';

/** The rows of information_schema.columns for a table. */
export function columnRows(table: Table, world: World): readonly Row[] {
  const hasSequence = table.columns.some((column) => column.default?.kind === 'sequence');
  return hasSequence ? numbered(table, world) : plainColumnRows(table, world);
}

/** What the text of a default is may depend on the search path. */
const numbered = (table: Table, world: World): readonly Row[] =>
  numberedColumns(table).map(({ column, number }) => columnRow(table, column, number, world));

const plainColumnRows = remembered(numbered);

function columnRow({ schema, name }: Table, column: Column, position: number, world: World): Row {
  const { type } = column;
  const known = type ? typeFields(type) : {};
  return row({
    table_catalog: database,
    table_schema: schema,
    table_name: name,
    column_name: column.name,
    ordinal_position: position,
    is_nullable: column.nullable ? 'YES' : 'NO',
    column_default: defaultText(column, world),
    is_identity: column.identity ? 'YES' : 'NO',
    identity_generation: column.identity === 'always' ? 'ALWAYS' : column.identity ? 'BY DEFAULT' : null,
    is_generated: column.generated === undefined ? 'NEVER' : 'ALWAYS',
    ...known,
  });
}

/** The default as PostgreSQL writes it, where that is plain. */
function defaultText(column: Column, world: World): Value {
  if (column.default === undefined) return null;
  const { kind, text } = column.default;
  if (kind === 'sequence') {
    const { sequence } = column.default;
    const own = world.snapshot
      .sequencesOf(column.table)
      .find(({ number }) => number !== undefined && number === sequence);
    return own ? `nextval('${classOid(world, own.schema, own.name).text}'::regclass)` : something;
  }
  const type = column.type && formatType(column.type);
  if (kind === 'constant' && type === 'integer' && /^\d{1,9}$/.test(text)) return text;
  if (kind === 'constant' && type === 'boolean' && /^(?:true|false)$/i.test(text)) return text.toLowerCase();
  return something;
}

const wholeNumbers: Readonly<Record<string, number>> = { smallint: 16, integer: 32, bigint: 64 };

function numericFields({ name, modifiers, dimensions }: DataType): Record<string, Value> {
  const bits = dimensions > 0 ? undefined : wholeNumbers[name];
  if (bits !== undefined) return { numeric_precision: bits, numeric_scale: 0 };
  if (name !== 'numeric' || dimensions > 0) {
    const isFloat = name === 'real' || name === 'double precision';
    return { numeric_precision: isFloat ? unknown : null, numeric_scale: null };
  }
  const [precision, scale = 0] = modifiers.map(Number);
  return { numeric_precision: precision ?? null, numeric_scale: precision === undefined ? null : scale };
}

function typeFields(type: DataType): Record<string, Value> {
  const isText = ['character varying', 'character'].includes(type.name) && type.dimensions === 0;
  return {
    data_type: type.dimensions > 0 ? 'ARRAY' : type.schema === undefined ? type.name : 'USER-DEFINED',
    ...numericFields(type),
    udt_name: internalName(type),
    udt_schema: type.schema ?? 'pg_catalog',
    character_maximum_length: isText && type.modifiers[0] !== undefined ? Number(type.modifiers[0]) : null,
  };
}
