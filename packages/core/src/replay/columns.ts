import {
  type Column,
  type ColumnDefinition,
  columnOf,
  type Default,
  type DefaultValue,
  type Failure,
  type Holder,
  type Origin,
  quoted,
  type RowName,
  type Source,
  type Table,
  written,
} from '@refint/model';
import { isFailure, noName } from './failures.ts';
import { relationName } from './names.ts';
import { resolvedType } from './type-names.ts';
import { columnFailure } from './values.ts';
import { isUnsure, relationNamed, temporary, type World } from './world.ts';

/** A column as its definition makes it, with the sequence that comes along for serial and identity columns. */
export function columnFrom(
  world: World,
  table: Table,
  definition: ColumnDefinition,
  source: Source,
): { readonly column: Column; readonly sequence: Holder | undefined } | Failure {
  const type = definition.type && resolvedType(world, definition.type);
  if (isFailure(type)) return type;
  const refused = isUnsure(world) ? undefined : columnFailure(world, table.name, type, definition);
  if (refused) return refused;
  const serial = definition.type?.serial === true;
  const isIdentity = definition.identity !== undefined;
  const sequence = serial || isIdentity ? sequenceFor(world, table, definition.name.name, isIdentity) : undefined;
  const key = definition.constraints.length > 0 && definition.constraints.find(({ kind }) => kind === 'primary-key');
  const origins: Record<string, Origin> = { name: written(source, definition.name.span) };
  if (definition.type) origins['type'] = written(source, definition.type.span);
  const nullability = definition.notNull ?? key;
  if (nullability) origins['nullable'] = written(source, nullability.span);
  if (definition.default) origins['default'] = written(source, definition.default.span);
  return {
    column: {
      kind: 'column',
      table: table.id,
      name: definition.name.name,
      field: definition.name.name,
      type,
      // A serial or identity column is NOT NULL though nobody writes it (PostgreSQL, "Serial Types", CREATE TABLE).
      nullable: !(definition.notNull?.value === true || key || serial || definition.identity),
      default: serial && sequence ? nextOf(sequence) : defaultOf(world, definition.default?.value),
      identity: definition.identity?.value,
      generated: definition.generated?.value,
      generatedFrom: definition.generatedFrom,
      isVirtual: definition.isVirtual ? true : undefined,
      notNullName: definition.notNullName,
      heritage: undefined,
      requirement: undefined,
      origin: written(source, definition.span),
      origins,
    },
    sequence,
  };
}

export function defaultOf(world: World, value: DefaultValue | undefined): Default | undefined {
  if (value === undefined || value.kind === 'null') return undefined;
  const { kind, text } = value;
  if (kind !== 'sequence') return { kind, text };
  const sequence = sequenceIn(world, text);
  return sequence === undefined ? { kind, text } : { kind, text, sequence };
}

/** The sequence that `nextval('…')` names, in quotes or not. */
function sequenceIn(world: World, text: string): number | undefined {
  const written = /nextval\s*\(\s*'((?:[^']|'')+)'/i.exec(text)?.[1]?.replaceAll("''", "'");
  const parts = written
    ?.match(/"(?:[^"]|"")+"|[^".]+/g)
    ?.map((part) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.toLowerCase()));
  const name = parts?.at(-1);
  if (name === undefined) return undefined;
  const found = relationNamed(world, { schema: parts?.at(-2), name });
  return found?.kind === 'other' ? found.holder.number : undefined;
}

/** The sequence behind a column, under the name that PostgreSQL chooses for it. */
export function sequenceFor({ snapshot }: World, table: Table, column: string, isIdentity: boolean): Holder {
  const name = relationName(snapshot, table.schema, table.name, column, 'seq');
  const { schema, id } = table;
  return { kind: 'sequence', schema, name, table: id, column, number: snapshot.newNumber(), isIdentity };
}

function nextOf({ schema, name, number }: Holder): Default {
  const shown = schema === 'public' || schema === temporary ? quoted(name) : `${quoted(schema)}.${quoted(name)}`;
  return { kind: 'sequence', text: `nextval('${shown}'::regclass)`, sequence: number };
}

/** The first of the names that no column of the table has. */
export function absentColumn(table: Table, names: readonly string[]): string | undefined {
  for (const name of names) if (!columnOf(table, name)) return name;
  return undefined;
}

/**
 * What PostgreSQL says of the first of the names in an expression over a table that no column of it has. Columns that every table has are none of
 * its own, its name stands for a row as a whole, and `a.b` may be a part of a value.
 */
export function absentName(table: Table, names: readonly RowName[]): Failure | undefined {
  if (table.doubt) return undefined;
  for (const { of, name } of names) {
    const isOwn = of === undefined ? name !== table.name : of === table.name;
    if (isOwn && !columnOf(table, name) && !systemColumns.has(name)) return noName({ of, name }, table.id);
  }
  return undefined;
}

/** Columns that every table has. */
export const systemColumns: ReadonlySet<string> = new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid']);

/** The table with one column in place of the one that has its name. */
export const withColumn = (table: Table, column: Column): Table => ({
  ...table,
  columns: table.columns.map((other) => (other.name === column.name ? column : other)),
});

/** The columns of a table when those of its primary key are NOT NULL because of it. */
export const columnsRequired = (table: Table, names: readonly string[], origin: Origin): readonly Column[] =>
  names.every((name) => columnOf(table, name)?.nullable === false)
    ? table.columns
    : table.columns.map((column) =>
        column.nullable && names.includes(column.name)
          ? { ...column, nullable: false, origins: { ...column.origins, nullable: origin } }
          : column,
      );
