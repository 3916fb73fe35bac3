import type { Change, Statement } from './change.ts';
import { nearest } from './near.ts';
import { type Origin, written } from './origin.ts';
import type { Reference } from './reference.ts';
import { remembered } from './remembered.ts';
import { picking } from './same-list.ts';
import { splitTableId, type Table } from './table.ts';
import { tableMeant, tableOf } from './tables-of.ts';
import type { Failure, Missing, Moment, Timeline } from './timeline.ts';

/** A statement of a file that cannot run, and why. */
export interface FailingStatement {
  /** The first of its moments. */
  readonly moment: Moment;
  readonly failure: Failure;
  /** What in it makes it fail, or all of it where that is not known. */
  readonly at: Origin;
}

/** The statements of files that cannot run, in order. What fails in a block of code fails the statement around it. */
export const failingStatements = ({ moments }: Timeline): readonly FailingStatement[] => statementsOf(failed(moments));

type Failed = Moment & { readonly outcome: { readonly kind: 'failed' } };

const failed = picking((moment: Moment): moment is Failed => moment.outcome.kind === 'failed');

const statementsOf = remembered((moments: readonly Failed[]): readonly FailingStatement[] => {
  const found = new Map<Moment['within'], FailingStatement>();
  for (const moment of moments) {
    const { outcome, within, change } = moment;
    if (found.has(within)) continue;
    const { failure } = outcome;
    found.set(within, { moment, failure, at: failure.at ?? written(change.source, change.span) });
  }
  return [...found.values()];
});

/**
 * Statements that fail because of a foreign key in them, which names what is not there or has types that cannot be
 * compared: what is wrong with them is wrong with that reference.
 */
export const failingForReferences = remembered(
  (references: readonly Reference[]): ReadonlySet<Statement> => new Set(references.flatMap(failingFor)),
);

function failingFor({ foreignKey, event }: Reference): readonly Statement[] {
  const { failure, what, moment } = event ?? {};
  const isOwn = failure?.code === '42804' || targets.has(failure?.missing?.kind);
  return !foreignKey && what === 'failing' && isOwn && moment ? [moment.within] : [];
}

const targets: ReadonlySet<string | undefined> = new Set(['table', 'column', 'key']);

const near = new WeakMap<Missing, { readonly moment: Moment; readonly name: string | undefined }>();

/** A name that is there and is nearly the one that is missing. */
export function nearMissing(missing: Missing, moment: Moment): string | undefined {
  let known = near.get(missing);
  if (known?.moment !== moment) near.set(missing, (known = { moment, name: nearestTo(missing, moment) }));
  return known.name;
}

function nearestTo({ kind, name, table }: Missing, { before }: Moment): string | undefined {
  if (kind === 'table')
    return nearest(
      name,
      before.tables.map((one) => one.name),
    );
  if (kind !== 'column' || table === undefined) return undefined;
  return nearest(name, before.table(table)?.columns.map((one) => one.name) ?? []);
}

/** Why a statement fails: what took away what it needs, or what made what it wants to make. */
export interface Cause {
  readonly did: 'dropped' | 'renamed' | 'made';
  readonly at: Origin;
}

const causes = new WeakMap<Moment, { readonly cause: Cause | undefined }>();

/** The fact behind a failure, where the history has one. What comes later has no part in it, so that it is looked for once. */
export function causeOf(timeline: Timeline, failing: FailingStatement): Cause | undefined {
  const { moment } = failing;
  let known = causes.get(moment);
  if (!known) causes.set(moment, (known = { cause: causeIn(timeline, failing) }));
  return known.cause;
}

function causeIn(timeline: Timeline, { moment, failure }: FailingStatement): Cause | undefined {
  if (taken.has(failure.code)) return makerOf(failing(timeline, moment, failure));
  const { missing } = failure;
  if (missing?.kind !== 'table' && missing?.kind !== 'column') return undefined;
  const { moments } = timeline;
  const earlier = moments.slice(0, moments.indexOf(moment));
  const gone = earlier.findLast((one) => one.outcome.kind === 'done' && takesAway(one, missing));
  return gone && { did: gone.change.kind === 'rename' ? 'renamed' : 'dropped', at: placeOfChange(gone.change) };
}

/** SQLSTATEs of names that are taken. */
const taken: ReadonlySet<string> = new Set(['42P07', '42710', '42701']);

const placeOfChange = ({ source, span }: Change): Origin => written(source, span);

/** The moment of a statement that its failure is about: all of a statement fail with one. */
function failing({ moments }: Timeline, { within }: Moment, { at }: Failure): Moment | undefined {
  if (at?.kind !== 'written') return undefined;
  return moments.find((one) => one.within === within && one.change.span.start === at.span.start);
}

/** The thing that has the name which a change wants to give. */
function makerOf(moment: Moment | undefined): Cause | undefined {
  if (moment?.change.kind !== 'add') return undefined;
  const { change, before } = moment;
  const table = before.table(tableOf(moment) ?? '');
  const at = table && originIn(table, change);
  return at && { did: 'made', at };
}

function originIn(table: Table, change: Extract<Change, { readonly kind: 'add' }>): Origin | undefined {
  const named = (list: readonly Named[] | undefined, name: string | undefined) =>
    list?.find((one) => one.name === name)?.origin;
  switch (change.entity) {
    case 'table':
      return table.origin;
    case 'column':
      return named(table.columns, change.column.name.name);
    case 'index':
      return 'index' in change ? named(table.indexes, change.index.name?.name) : undefined;
    case 'trigger':
      return named(table.triggers, change.name.name);
    case 'constraint': {
      const keys = [...table.uniques, ...(table.primaryKey ? [table.primaryKey] : [])];
      return named([...table.foreignKeys, ...table.checks, ...keys], change.constraint.name?.name);
    }
    default:
      return undefined;
  }
}

interface Named {
  readonly name: string;
  readonly origin: Origin;
}

/** Whether a change took a table, or a column of one, away from under its name. */
function takesAway(moment: Moment, { kind, name, table }: Missing): boolean {
  const { change, before, after } = moment;
  if (change.kind !== 'drop' && change.kind !== 'rename') return false;
  if (kind === 'column') {
    return change.entity === 'column' && change.name.name === name && tableOf(moment) === table;
  }
  if (change.entity !== 'table') return false;
  const id = tableMeant(moment, change.name);
  const isName = name === change.name.name || name === `${splitTableId(id).schema}.${change.name.name}`;
  return isName && before.table(id) !== undefined && after.table(id) === undefined;
}
