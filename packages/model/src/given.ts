import type { Statement } from './change.ts';
import { type DataType, type Dialect, dataType } from './data-type.ts';
import type { ForeignKey } from './foreign-key.ts';
import { written } from './origin.ts';
import type { Relation } from './relation.ts';
import { Snapshot } from './snapshot.ts';
import { sourceOf } from './source.ts';
import {
  bareTable,
  type Check,
  type Column,
  type Index,
  type Key,
  splitTableId,
  type Table,
  tableId,
} from './table.ts';
import type { ForeignKeyEvent, Moment, Outcome, Timeline } from './timeline.ts';

/** States and histories in a few words, for the tests of this package. Tables are in the schema `public`. */

const source = sourceOf('given.sql', 'given');
export const anywhere = written(source, { start: 0, end: 5 });

const idOf = (table: string) => tableId('public', table);

export const column = (
  table: string,
  name: string,
  type: DataType = dataType('integer'),
  nullable = false,
): Column => ({
  kind: 'column',
  table: idOf(table),
  name,
  field: name,
  type,
  nullable,
  default: undefined,
  identity: undefined,
  generated: undefined,
  origin: anywhere,
});

export const key = (kind: Key['kind'], table: string, columns: readonly string[], deferrable = false): Key => ({
  kind,
  table: idOf(table),
  name: `${table}_${kind === 'unique' ? `${columns.join('_')}_key` : 'pkey'}`,
  columns,
  deferrable,
  origin: anywhere,
});

export const index = (table: string, name: string, columns: readonly string[], more: Partial<Index> = {}): Index => ({
  kind: 'index',
  table: idOf(table),
  name,
  columns,
  expressions: false,
  include: [],
  unique: false,
  method: 'btree',
  predicate: undefined,
  nullsNotDistinct: false,
  constraint: undefined,
  origin: anywhere,
  ...more,
});

export const check = (table: string, name: string): Check => ({
  kind: 'check',
  table: idOf(table),
  name,
  expression: 'true',
  columns: [],
  validated: true,
  origin: anywhere,
});

/** A type as `format_type` prints it, in parts. No name may contain parentheses. */
export function printed(text: string, schema?: string | undefined): DataType {
  const [, first = '', inside, zone = '', brackets = ''] =
    /^(.*?)(?:\((.*?)\))?( with(?:out)? time zone)?((?:\[\])*)$/.exec(text) ?? [];
  return { name: first + zone, schema, modifiers: inside?.split(',') ?? [], dimensions: brackets.length / 2 };
}

interface Ends {
  readonly table: string;
  readonly columns: readonly string[];
  readonly referencedTable: string;
  readonly referencedColumns: readonly string[];
}

/** What an arrow such as `posts.author_id -> users.id` or `a.x+y -> b.x+y` says. */
function ends(arrow: string): Ends {
  const [from = '', to = ''] = arrow.split(' -> ');
  const [table = '', columns = ''] = from.split('.');
  const [referencedTable = '', referencedColumns = ''] = to.split('.');
  return {
    table: idOf(table),
    columns: columns.split('+'),
    referencedTable: idOf(referencedTable),
    referencedColumns: referencedColumns === '' ? [] : referencedColumns.split('+'),
  };
}

export function foreignKey(arrow: string, more: Partial<ForeignKey> = {}): ForeignKey {
  const of = ends(arrow);
  return {
    kind: 'foreign-key',
    ...of,
    name: `${arrow.split('.')[0]}_${of.columns.join('_')}_fkey`,
    onDelete: 'no-action',
    onUpdate: 'no-action',
    setColumns: undefined,
    match: 'simple',
    deferrable: false,
    initiallyDeferred: false,
    validated: true,
    origin: anywhere,
    ...more,
  };
}

export function relation(arrow: string, more: Partial<Relation> = {}): Relation {
  const of = ends(arrow);
  return {
    kind: 'relation',
    ...of,
    model: of.table,
    field: 'field',
    name: 'name',
    constraint: `${arrow.split('.')[0]}_${of.columns.join('_')}_fkey`,
    fields: of.columns,
    referencedModel: of.referencedTable,
    referencedFields: of.referencedColumns,
    onDelete: 'restrict',
    onUpdate: 'cascade',
    implicitManyToMany: false,
    origin: anywhere,
    ...more,
  };
}

export const table = (name: string, more: Partial<Table> = {}): Table => ({
  ...bareTable('public', name, anywhere),
  ...more,
});

/** A state with a table for every end of the arrows, which are all relations or all foreign keys. */
export function stateOf(made: readonly (Relation | ForeignKey)[], dialect: Dialect = 'postgresql'): Snapshot {
  const held = new Map<string, { relations: Relation[]; foreignKeys: ForeignKey[] }>();
  for (const one of made) {
    for (const id of [one.table, one.referencedTable])
      if (!held.has(id)) held.set(id, { relations: [], foreignKeys: [] });
    if (one.kind === 'relation') held.get(one.table)?.relations.push(one);
    else held.get(one.table)?.foreignKeys.push(one);
  }
  return Snapshot.of(dialect, { tables: [...held].map(([id, more]) => table(splitTableId(id).name, more)) });
}

/** Something that a migration called `1_init` did, or failed to do, about a foreign key. */
export function event(
  arrow: string,
  what: ForeignKeyEvent['what'],
  outcome: Outcome = { kind: 'done' },
): ForeignKeyEvent {
  const span = { start: 0, end: 5 };
  const state = Snapshot.empty('postgresql');
  const statement: Statement = { source, span, verb: 'ALTER TABLE', changes: [] };
  const moment: Moment = {
    change: { kind: 'opaque', entity: 'unknown', touches: [], because: 'a test needs no more', source, span },
    statement,
    within: statement,
    migration: { name: '1_init', source },
    before: state,
    after: state,
    searchPath: ['public'],
    transaction: 0,
    outcome,
  };
  const name = undefined;
  return { kind: 'foreign-key-event', what, ...ends(arrow), name, moment, foreignKey: undefined, origin: anywhere };
}

export const timelineOf = (last: Snapshot, more: Partial<Timeline> = {}): Timeline => ({
  runner: 'prisma',
  files: [],
  migrations: [],
  moments: [],
  last,
  foreignKeyEvents: [],
  leftPaths: [],
  incomplete: undefined,
  doubt: undefined,
  ...more,
});
