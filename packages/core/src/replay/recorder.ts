import {
  type Change,
  type ColumnDefinition,
  type ConstraintDefinition,
  type Failure,
  type ForeignKeyDefinition,
  type ForeignKeyEvent,
  type Migration,
  type Moment,
  type Outcome,
  type Snapshot,
  type Statement,
  tableId,
  written,
} from '@refint/model';
import type { Effect } from './applied.ts';
import { apply } from './apply.ts';
import { endsOf, originsOf } from './foreign-keys.ts';
import { likelySchema, tableNamed, type World } from './world.ts';

/**
 * A moment that may still be undone: an error later in its block or transaction takes back what was done before it.
 * Drafts are the one thing in a replay that is changed in place; they become moments once their file has been read.
 */
export interface Draft {
  readonly change: Change;
  readonly statement: Statement;
  readonly within: Statement;
  readonly world: World;
  before: Snapshot;
  after: Snapshot;
  readonly transaction: number;
  outcome: Outcome;
  effects: readonly Effect[];
  /** The foreign key that is to blame for a failure. */
  culprit: ForeignKeyDefinition | undefined;
}

/** Adds the moments of a file, and the events of foreign keys in them, to those of the files before. */
export function record(
  migration: Migration,
  drafts: readonly Draft[],
  moments: Moment[],
  events: ForeignKeyEvent[],
): void {
  for (const draft of drafts) {
    const { change, statement, within, before, after, transaction, outcome } = draft;
    const { searchPath } = draft.world;
    const moment: Moment = { change, statement, within, migration, before, after, searchPath, transaction, outcome };
    moments.push(moment);
    const isMended = outcome.kind === 'failed' && before !== after;
    if (outcome.kind === 'done' || outcome.kind === 'doubtful' || isMended) {
      for (const effect of draft.effects) events.push(ofEffect(effect, moment));
    } else {
      const what = outcome.kind === 'failed' ? 'failing' : outcome.kind;
      for (const definition of definedBy(change)) events.push(ofDefinition(definition, what, draft, moment));
    }
  }
}

function ofEffect({ what, foreignKey, origin }: Effect, moment: Moment): ForeignKeyEvent {
  const { table, name, columns, referencedTable, referencedColumns, origins } = foreignKey;
  return {
    kind: 'foreign-key-event',
    what,
    table,
    name,
    columns,
    referencedTable,
    referencedColumns,
    moment,
    foreignKey,
    origin,
    origins: what === 'added' ? origins : undefined,
  };
}

function ofDefinition(
  definition: ForeignKeyDefinition,
  what: 'failing' | 'skipped' | 'swallowed' | 'unchanged',
  draft: Draft,
  moment: Moment,
): ForeignKeyEvent {
  const { outcome } = draft;
  const table = referencingTable(draft);
  const ends = endsOf(draft.world, table, definition);
  const name = definition.name?.name;
  const isBlamed = draft.culprit === undefined || draft.culprit.span === definition.span;
  const failure = outcome.kind === 'failed' || outcome.kind === 'swallowed' ? outcome.failure : undefined;
  return {
    kind: 'foreign-key-event',
    what,
    ...ends,
    name,
    moment,
    foreignKey:
      what === 'unchanged' ? draft.before.table(table)?.foreignKeys.find((key) => key.name === name) : undefined,
    failure: failure && (isBlamed ? failure : ownFailure(draft, definition)),
    origin: written(draft.change.source, definition.span),
    origins: originsOf(definition, draft.change.source),
  };
}

/** Why a foreign key can't be made that goes down with a statement for which another one is to blame first. */
function ownFailure({ change, world }: Draft, definition: ForeignKeyDefinition): Failure | undefined {
  const applied = apply(world, withOnly(definition, change), new Set());
  return applied.kind === 'failed' && applied.culprit?.span === definition.span ? applied.failure : undefined;
}

/** A change that makes one foreign key of all that it would make. */
function withOnly(definition: ForeignKeyDefinition, change: Change): Change {
  const kept = (constraints: readonly ConstraintDefinition[]) =>
    constraints.filter((one) => one.kind !== 'foreign-key' || one === definition);
  const inColumn = (column: ColumnDefinition) => ({ ...column, constraints: kept(column.constraints) });
  if (change.kind !== 'add') return change;
  if (change.entity === 'column') return { ...change, column: inColumn(change.column) };
  if (change.entity !== 'table') return change;
  return { ...change, columns: change.columns.map(inColumn), constraints: kept(change.constraints) };
}

/** The table whose foreign keys a change defines, found or guessed. */
function referencingTable({ change, world }: Draft): string {
  const name =
    change.kind === 'add' && change.entity === 'table'
      ? change.name
      : change.kind === 'add' && (change.entity === 'column' || change.entity === 'constraint')
        ? change.table
        : undefined;
  if (!name) return '';
  return tableNamed(world, name)?.id ?? tableId(likelySchema(world, name.schema), name.name);
}

/** Every foreign key that a change would make. */
export function definedBy(change: Change): readonly ForeignKeyDefinition[] {
  if (change.kind !== 'add') return [];
  const constraints =
    change.entity === 'table'
      ? [...change.columns.flatMap((column) => column.constraints), ...change.constraints]
      : change.entity === 'column'
        ? change.column.constraints
        : change.entity === 'constraint'
          ? [change.constraint]
          : [];
  return constraints.filter((constraint) => constraint.kind === 'foreign-key');
}
