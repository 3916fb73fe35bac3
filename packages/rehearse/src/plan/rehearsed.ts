import {
  type Disagreement,
  loadComparison,
  type RefusedStatement,
  type RehearsedPlan,
  type RehearsedRows,
} from '@refint/core';
import { type Source, sourceOf, type TableId } from '@refint/model';
import { readSql } from '@refint/sql';
import type { PlanFiles } from '../ask.ts';
import { failureOf } from '../history/failures.ts';
import { type Ran, type Running, ran } from '../history/run.ts';
import { locksCompared } from '../locks/compared.ts';
import { type Seeded, seeded } from '../rows/seeded.ts';
import { type Session, serverError } from '../servers/session.ts';
import { audited } from './audited.ts';
import { stepsOf } from './steps.ts';
import type { Timelines } from './timelines.ts';

/** What a plan is rehearsed with. */
export interface PlanOptions {
  readonly files: PlanFiles;
  readonly rows: number;
  readonly orphans: number;
  readonly goOn: (what: string) => Running['goOn'];
}

/** How often a statement is run to see how long it takes. */
const repeats = 3;

/**
 * Runs a plan on tables with few rows and with ten times as many, and what comes with it: its audit on rows that reference nothing, its
 * tests, and the way back. In the end the database holds the rows and the plan, without the way back.
 */
export async function rehearsedPlan(
  session: Session,
  timelines: Timelines,
  { files, rows, orphans, goOn }: PlanOptions,
): Promise<{ readonly plan: RehearsedPlan; readonly rows: RehearsedRows }> {
  const begin = async (count: number): Promise<Seeded> => {
    await begun(session, timelines, goOn('making the tables anew'));
    return seeded(session, timelines.end, count, goOn('putting rows into tables'));
  };
  let audit: RehearsedPlan['audit'];
  if (files.audit) {
    const { counts } = await begin(rows);
    audit = await audited(session, files.audit, { ...timelines, counts, rows, orphans });
  }
  let tests: RehearsedPlan['tests'];
  if (files.tests) {
    // They bring rows along, which must not be there already.
    await begun(session, timelines, goOn('making the tables anew'));
    await planRan(session, timelines, { isSeen: false, goOn: goOn('running the plan') });
    tests = await tested(session, files.tests);
  }
  const few = await begin(rows);
  const before = await catalogOf(session);
  const first = await planRan(session, timelines, { repeats, goOn: goOn('running the plan') });
  const back = files.rollback && (await rolledBack(session, files.rollback, before, goOn('running the way back')));
  const many = await begin(rows * 10);
  const second = await planRan(session, timelines, { repeats, goOn: goOn('running the plan with more rows') });
  const failures = second.map(failureOf);
  const locks = await locksCompared(second);
  const refused = [...first.map(failureOf), ...failures].flatMap((one) => one.refused ?? []);
  return {
    plan: {
      migrations: timelines.plan?.migrations.length ?? 0,
      refused: [...unique(refused), ...(back?.refused ?? [])],
      disagreements: unique<Disagreement>([
        ...failures.flatMap((one) => one.disagreement ?? []),
        ...locks.disagreements,
      ]),
      ...(await stepsOf({ ran: first, counts: few.counts }, { ran: second, counts: many.counts })),
      audit,
      tests,
      notRestored: back?.differences,
    },
    rows: { few: rows, many: rows * 10, tables: filled(many.counts), lacking: many.lacking },
  };
}

/** An empty database in which the history of a project has run, and a session as a new one is. */
export async function begun(session: Session, { history }: Timelines, goOn: Running['goOn']): Promise<void> {
  await session.empty();
  await ran(session, history, { runner: history.runner, isSeen: false, goOn });
  await session.exec(`RESET ALL; SET search_path TO "$user", public`);
}

export const filled = (counts: ReadonlyMap<TableId, number>): number =>
  [...counts.values()].filter((count) => count > 0).length;

/** A plan is deployed file by file, also where its runner would put all of them into one transaction. */
async function planRan(
  session: Session,
  { plan }: Timelines,
  running: Omit<Running, 'runner'>,
): Promise<readonly Ran[]> {
  const all: Ran[] = [];
  for (const file of plan?.files ?? []) {
    const next = 1 + (all.at(-1)?.transaction ?? 0);
    const done = await ran(session, { ...plan!, files: [file] }, { ...running, runner: plan!.runner });
    all.push(...done.map((one) => ({ ...one, transaction: next + one.transaction })));
  }
  return all;
}

async function tested(session: Session, tests: Source): Promise<NonNullable<RehearsedPlan['tests']>> {
  try {
    const told = (await session.all(tests.text)).flat().filter((row) => 'outcome' in row && 'expected' in row);
    const untested = told.filter(({ outcome }) => String(outcome).startsWith('not tested')).length;
    return { pass: true, because: undefined, trials: told.length, untested };
  } catch (error) {
    const { code, text } = serverError(error);
    return { pass: false, because: `${code} ${text}`, trials: 0, untested: 0 };
  } finally {
    await session.exec('ROLLBACK');
  }
}

/** Runs the way back as psql does, and says what is not as it was. */
async function rolledBack(
  session: Session,
  rollback: Source,
  before: object,
  goOn: Running['goOn'],
): Promise<{ readonly refused: readonly RefusedStatement[]; readonly differences: readonly string[] }> {
  const source = sourceOf(rollback.path, rollback.text);
  const { statements } = readSql(source, 'postgresql');
  const files = [{ migration: { name: 'rollback.sql', source }, statements }];
  const done = await ran(session, { files, moments: [] }, { runner: 'psql', isSeen: false, goOn });
  const { differences } = await loadComparison();
  const refused = done.map(failureOf).flatMap((one) => one.refused ?? []);
  return { refused, differences: differences(before, await catalogOf(session)) };
}

async function catalogOf(session: Session): Promise<object> {
  const { catalogIn, comparable } = await loadComparison();
  return comparable(await catalogIn(session));
}

/** Each once: what is done twice may fail twice. */
const unique = <T>(all: readonly T[]): readonly T[] => [
  ...new Map(all.map((one) => [JSON.stringify(one), one])).values(),
];
