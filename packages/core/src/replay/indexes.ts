import {
  columnOf,
  type Failure,
  type Index,
  type IndexDefinition,
  type Origin,
  type RowName,
  type Source,
  type Span,
  type Table,
  written,
} from '@refint/model';
import { absentColumn, absentName } from './columns.ts';
import { duplicateRelation, keyWithoutPartitionKey, noColumnHere, virtualIndex } from './failures.ts';
import { isRelationName, joinedColumns, partNames, relationName } from './names.ts';
import { withIndexBelow } from './partitions.ts';
import { type World, withSnapshot } from './world.ts';

/** The table with an index that a definition makes, or why it can't be made. */
export function withIndexFrom(
  world: World,
  table: Table,
  definition: IndexDefinition,
  source: Source,
  span: Span,
  only = false,
): World | Failure {
  const name = definition.name?.name ?? defaultIndexName(world, table, definition);
  const columns = definition.parts.map((part) => part.text);
  const include = definition.include.map((column) => column.name);
  const expressions = definition.parts.some((part) => part.kind === 'expression');
  const named = expressions ? columns.filter((_, at) => definition.parts[at]?.kind === 'column') : columns;
  const unknown = absentName(table, namesOf(definition));
  if (unknown) return unknown;
  const absent = absentColumn(table, named) ?? absentColumn(table, include);
  if (absent !== undefined && !table.doubt) return noColumnHere(table, absent);
  if (named.some((column) => columnOf(table, column)?.isVirtual)) return virtualIndex();
  if (isRelationName(world.snapshot, table.schema, name)) return duplicateRelation(name);
  if (definition.unique && table.partitionKey?.some((column) => !columns.includes(column))) {
    return keyWithoutPartitionKey(table);
  }
  // Most indexes are over one column, and then that is all that they mention.
  const hasOptions = definition.parts.some((part) => part.options);
  const isPlain = columns.length === 1 && !expressions && absent === undefined && !definition.predicate;
  const index: Index = {
    kind: 'index',
    table: table.id,
    name,
    columns,
    expressions,
    include,
    unique: definition.unique,
    method: definition.method,
    predicate: definition.predicate?.value,
    mentions: isPlain ? columns : mentioned(table, mentionsOf(definition)),
    nullsNotDistinct: definition.nullsNotDistinct,
    constraint: undefined,
    options: hasOptions ? definition.parts.map((part) => part.options) : undefined,
    storage: definition.storage,
    origin: written(source, span),
    origins: originsOf(definition, source),
  };
  const now = withSnapshot(world, world.snapshot.withTable({ ...table, indexes: [...table.indexes, index] }));
  return only || table.form !== 'partitioned' ? now : withIndexBelow(now, table.id, index, index.origin);
}

function originsOf({ name, predicate }: IndexDefinition, source: Source): Record<string, Origin> {
  const origins: Record<string, Origin> = {};
  if (name) origins['name'] = written(source, name.span);
  if (predicate) origins['predicate'] = written(source, predicate.span);
  return origins;
}

const mentionsOf = ({ parts, predicateMentions }: IndexDefinition): readonly string[] => [
  ...parts.flatMap((part) => part.mentions),
  ...predicateMentions,
];

/** Names that must be columns: those of the predicate before those of expressions. */
const namesOf = ({ parts, predicateNames }: IndexDefinition): readonly RowName[] => [
  ...predicateNames,
  ...parts.flatMap(({ names }) => names),
];

/** `T_a_b_idx`, as DefineIndex chooses it: included columns take part, expressions are called `expr`. */
export function defaultIndexName(
  world: World,
  table: { readonly schema: string; readonly name: string },
  definition: IndexDefinition,
): string {
  const included = definition.include.map((column) => ({ kind: 'column' as const, text: column.name }));
  const columns = joinedColumns(partNames([...definition.parts, ...included]));
  return relationName(world.snapshot, table.schema, table.name, columns, 'idx');
}

/** Those of the words in an expression that are columns of the table. */
export const mentioned = (table: Table, words: readonly string[]): readonly string[] =>
  words.length === 0 ? words : [...new Set(words.filter((word) => columnOf(table, word)))];
