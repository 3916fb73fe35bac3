import {
  type Column,
  type Dialect,
  type Index,
  type IndexOptions,
  implied,
  type Key,
  type Origin,
  type Problem,
  type Relation,
  type Table,
} from '@refint/model';
import { columnType } from '../types/column-type.ts';
import { constraintName, primaryKeyName } from './constraint-names.ts';
import { columnDefault, defaultValue } from './defaults.ts';
import { type FieldDraft, type ModelDraft, notUnderstood } from './draft.ts';
import type { IndexDraft } from './model-indexes.ts';

/** The table that a model asks for, with everything but its relations, which come from all models together. */
export function tableOf(
  model: ModelDraft,
  indexes: readonly IndexDraft[],
  relations: readonly Relation[],
  dialect: Dialect,
  problems: Problem[],
): Table {
  const { schema, name, id } = model.table;
  const columns: Column[] = [];
  for (const field of model.fields.values()) if (isColumn(field)) columns.push(columnOf(field, dialect));
  // Views have no keys and indexes of their own; Prisma only takes note of what is unique in them.
  const made: Made[] = [];
  for (const draft of model.kind === 'view' ? [] : indexes) {
    const one = indexOf(model, draft, dialect, problems);
    if (one) made.push(one);
  }
  const placed = model.at(model.block.tree.name.span);
  return {
    kind: 'table',
    id,
    schema,
    name,
    model: model.name,
    form: model.kind === 'view' ? 'view' : 'ordinary',
    columns,
    primaryKey: made.find(({ key }) => key?.kind === 'primary-key')?.key,
    uniques: made.flatMap(({ key }) => (key?.kind === 'unique' ? [key] : [])),
    indexes: made.map(({ index }) => index),
    foreignKeys: [],
    checks: [],
    relations,
    doubt: model.doubt,
    origin: placed,
    origins: model.mapped ? { name: model.at(model.mapped.span) } : undefined,
  };
}

/** Relation fields are no columns; embedded documents are. */
export const isColumn = ({ meaning }: FieldDraft): boolean => meaning.kind !== 'object' || meaning.of.kind === 'type';

function columnOf(field: FieldDraft, dialect: Dialect): Column {
  const { model, tree, mapped } = field;
  const { type, origin } = columnType(field, dialect);
  const value = defaultValue(tree);
  const typeAt = model.at(tree.typeSpan);
  const origins: Record<string, Origin> = { type: origin, nullable: typeAt };
  // Prisma writes `TEXT[]` without NOT NULL, although its client takes a missing list for an empty one.
  const list = tree.arity === 'list';
  if (list) origins['nullable'] = implied(typeAt, 'Prisma never makes list columns NOT NULL');
  if (mapped) origins['name'] = model.at(mapped.span);
  if (value) origins['default'] = model.at(value.span);
  return {
    kind: 'column',
    table: model.table.id,
    name: field.column,
    field: field.name,
    type,
    nullable: list || tree.arity === 'optional',
    default: columnDefault(field),
    identity: undefined,
    generated: undefined,
    origin: model.at(tree.name.span),
    origins,
  };
}

interface Made {
  readonly index: Index;
  readonly key: Key | undefined;
}

/** An index, and the key that it serves. */
function indexOf(model: ModelDraft, draft: IndexDraft, dialect: Dialect, problems: Problem[]): Made | undefined {
  const columns = columnsOf(model, draft, problems);
  if (columns.length === 0) return undefined;
  const table = model.table.id;
  const implicit =
    draft.type === 'id'
      ? primaryKeyName(dialect, model.table.name)
      : constraintName(dialect, model.table.name, columns, draft.type === 'unique' ? '_key' : '_idx');
  const name = draft.databaseName ?? implicit;
  const origins = {
    name: draft.mapSpan
      ? model.at(draft.mapSpan)
      : implied(draft.origin, 'no map is written, and so Prisma makes up the name'),
    columns: model.at(draft.membersSpan),
  };
  // Everywhere but on SQL Server, Prisma makes a unique index rather than a unique constraint.
  const constraint =
    draft.type === 'id' ? 'primary-key' : draft.type === 'unique' && dialect === 'sqlserver' ? 'unique' : undefined;
  const index: Index = {
    kind: 'index',
    table,
    name,
    columns,
    expressions: false,
    include: [],
    unique: draft.type === 'id' || draft.type === 'unique',
    method: draft.type === 'fulltext' ? 'fulltext' : (draft.algorithm?.toLowerCase() ?? 'btree'),
    predicate: draft.where?.text,
    nullsNotDistinct: false,
    constraint,
    options: draft.fields.some(isKeptOtherwise) ? draft.fields.map(optionsOf) : undefined,
    origin: draft.origin,
    origins,
  };
  const key: Key | undefined = constraint && {
    kind: constraint,
    table,
    name,
    columns,
    deferrable: false,
    origin: draft.origin,
    origins,
  };
  return { index, key };
}

type Member = IndexDraft['fields'][number];

const isKeptOtherwise = ({ sort, operatorClass }: Member): boolean => sort === 'desc' || operatorClass !== undefined;

const optionsOf = (member: Member): IndexOptions | undefined =>
  isKeptOtherwise(member)
    ? {
        collation: undefined,
        operatorClass: member.operatorClass && sqlName(member.operatorClass),
        // Prisma's own names begin with a capital.
        ...(/^[^A-Z]/.test(member.operatorClass ?? '') && { rawClass: true as const }),
        descending: member.sort === 'desc',
        nulls: undefined,
      }
    : undefined;

/** `JsonbPathOps` is `jsonb_path_ops`, and `Int4MinMaxMultiOps` is `int4_minmax_multi_ops`; raw names stay as they are. */
const sqlName = (operatorClass: string): string =>
  operatorClass
    .replace('MinMax', 'Minmax')
    .replace('TimestampTz', 'Timestamptz')
    .replace('TsVector', 'Tsvector')
    .replace('TsQuery', 'Tsquery')
    .replace(/(?!^)[A-Z]/g, '_$&')
    .toLowerCase();

function columnsOf(model: ModelDraft, { words, attribute }: IndexDraft, problems: Problem[]): readonly string[] {
  const columns: string[] = [];
  for (const word of words) {
    // `address.city` is a member of an embedded document: there is no column of that name.
    const field = model.fields.get(word.text);
    if (field && isColumn(field)) columns.push(field.column);
    else if (!word.text.includes('.') && model.doubt === undefined) {
      problems.push(
        notUnderstood(
          model.block,
          word,
          `@@${attribute.name.text} names "${word.text}", which is no column of ${model.name}`,
        ),
      );
    }
  }
  return columns.length === words.length ? columns : [];
}
