import {
  type Change,
  type ConstraintDefinition,
  isStronger,
  type Lock,
  type LockMode,
  type MigrationRun,
  type Moment,
  type Origin,
  shownTableId,
  stops,
  type Table,
  tableOf,
  written,
} from '@refint/model';
import type { Fix, Note } from '@refint/rule';

/** Work on the rows of a table while others wait for it. */
export interface Work {
  readonly table: Table;
  /** All locks that somebody may wait for, the worked-on table's among them. */
  readonly locks: readonly Lock[];
  readonly rewrites: boolean;
}

/** The work that a moment does on the rows of a table that people may be using; nothing where it reads none of them. */
export function workOf(run: MigrationRun, moment: Moment): Work | undefined {
  const locks = run.locksFelt(moment);
  if (!locks.some(({ scans }) => scans)) return undefined;
  const table = moment.before.table(tableOf(moment) ?? '');
  return table && { table, locks, rewrites: locks.some(({ rewrites }) => rewrites) };
}

/** Who waits while locks are held: "nobody can write to orders or customers". Partitions go without saying. */
export function waiting(run: MigrationRun, moment: Moment, locks: readonly Lock[]): string {
  const all = new Set(locks.map(({ table }) => table));
  const whole = locks.filter(({ table }) => !moment.before.table(table)?.parents?.some((parent) => all.has(parent)));
  const named = (what: string): string =>
    whole
      .flatMap((lock) => (stops(strongest(run, moment, lock)) === what ? [shownTableId(lock.table)] : []))
      .join(' or ');
  const [both, writes] = [named('reads and writes'), named('writes')];
  const parts = [both && `read or write ${both}`, writes && `write to ${writes}`].filter((part) => part !== '');
  return `nobody can ${parts.join(', or ')}`;
}

function strongest(run: MigrationRun, moment: Moment, { table, mode }: Lock): LockMode {
  const held = run.heldOn(table, moment)?.lock.mode;
  return held && isStronger(held, mode) ? held : mode;
}

/** Earlier statements of the transaction that hold a stronger lock than a moment needs itself. */
export function heldNotes(run: MigrationRun, moment: Moment, locks: readonly Lock[]): readonly Note[] {
  const since = new Map<Moment, { readonly mode: LockMode; readonly tables: string[] }>();
  for (const { table, mode } of locks) {
    const held = run.heldOn(table, moment);
    if (!held || !isStronger(held.lock.mode, mode)) continue;
    const known = since.get(held.moment);
    if (known) known.tables.push(shownTableId(table));
    else since.set(held.moment, { mode: held.lock.mode, tables: [shownTableId(table)] });
  }
  return [...since].map(([at, { mode, tables }]) => ({
    text: `${mode} on ${tables.join(' and ')} is held since here, and until the transaction ends`,
    at: placeOfMoment(at),
  }));
}

/** Where a moment is written. */
export const placeOfMoment = ({ change }: Moment): Origin => written(change.source, change.span);

/** The constraints that a change adds, in a column or by themselves. */
export function constraintsIn(change: Change): readonly ConstraintDefinition[] {
  if (change.kind !== 'add') return [];
  if (change.entity === 'constraint') return [change.constraint];
  return change.entity === 'column' ? change.column.constraints : [];
}

/** Puts NOT VALID behind a constraint of a table, where it stands as it is run. */
export function notValid({ change, statement, within }: Moment, title: string): Fix | undefined {
  if (change.kind !== 'add' || change.entity !== 'constraint' || statement !== within) return undefined;
  const { end } = change.constraint.span;
  return { title, safe: false, edits: [{ source: change.source, span: { start: end, end }, text: ' NOT VALID' }] };
}
