import {
  columnOf,
  type Failure,
  type Index,
  type IndexDefinition,
  type Source,
  type Span,
  type Table,
  written,
} from '@refint/model';
import { duplicateRelation, noColumn } from './failures.ts';
import { isRelationName, joinedColumns, partNames, relationName } from './names.ts';
import { type World, withSnapshot } from './world.ts';

/** The table with an index that a definition makes, or why it can't be made. */
export function withIndexFrom(
  world: World,
  table: Table,
  definition: IndexDefinition,
  source: Source,
  span: Span,
): World | Failure {
  const name = definition.name?.name ?? defaultName(world, table, definition);
  const named = definition.parts.filter((part) => part.kind === 'column').map((part) => part.text);
  const absent = [...named, ...definition.include.map((column) => column.name)].find(
    (column) => !columnOf(table, column),
  );
  if (absent !== undefined && !table.doubt) return noColumn(table, absent);
  if (isRelationName(world.snapshot, table.schema, name)) return duplicateRelation(name);
  const mentions = [...definition.parts.flatMap((part) => part.mentions), ...definition.predicateMentions];
  const index: Index = {
    kind: 'index',
    table: table.id,
    name,
    columns: definition.parts.map((part) => part.text),
    expressions: definition.parts.some((part) => part.kind === 'expression'),
    include: definition.include.map((column) => column.name),
    unique: definition.unique,
    method: definition.method,
    predicate: definition.predicate?.value,
    mentions: mentioned(table, mentions),
    nullsNotDistinct: definition.nullsNotDistinct,
    constraint: undefined,
    origin: written(source, span),
    origins: {
      ...(definition.name && { name: written(source, definition.name.span) }),
      ...(definition.predicate && { predicate: written(source, definition.predicate.span) }),
    },
  };
  return withSnapshot(world, world.snapshot.withTable({ ...table, indexes: [...table.indexes, index] }));
}

/** `T_a_b_idx`, as DefineIndex chooses it: included columns take part, expressions are called `expr`. */
function defaultName(world: World, table: Table, definition: IndexDefinition): string {
  const included = definition.include.map((column) => ({ kind: 'column' as const, text: column.name }));
  const columns = joinedColumns(partNames([...definition.parts, ...included]));
  return relationName(world.snapshot, table.schema, table.name, columns, 'idx');
}

/** Those of the words in an expression that are columns of the table. */
export const mentioned = (table: Table, words: readonly string[]): readonly string[] => [
  ...new Set(words.filter((word) => columnOf(table, word))),
];
