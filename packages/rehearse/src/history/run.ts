import { type Migration, type Moment, type Runner, type Statement, type Timeline, textAt } from '@refint/model';
import { type Sight, seenNow } from '../locks/seen.ts';
import { type ServerError, type Session, serverError } from '../servers/session.ts';
import { type Stretch, stretchesOf } from './stretches.ts';

/** What one statement did on the server. */
export interface Ran {
  readonly migration: Migration;
  readonly statement: Statement;
  readonly moments: readonly Moment[];
  /** Statements with the same number were committed together. */
  readonly transaction: number;
  /** What the session saw at the beginning of the transaction, before the statement, and after it; nothing where it ran in none. */
  readonly sight: { readonly first: Sight; readonly before: Sight; readonly after: Sight } | undefined;
  readonly failure: ServerError | undefined;
  /** How long the server took, each time that it was asked. */
  readonly times: readonly number[];
}

/** What decides how a history runs, and who wants to know. */
export interface Running {
  readonly runner: Runner;
  /** Whether somebody wants to see what each statement does; else only whether it works. */
  readonly isSeen?: boolean;
  /** How often a statement is run that can be taken back, to see how long it takes. */
  readonly repeats?: number;
  /** Throws where somebody wants no more. */
  readonly goOn: (done: number, of: number) => Promise<void>;
}

/**
 * Runs a history as its runner would: with the same transactions, each statement by itself, so that what it did can be seen before
 * the transaction ends. A statement that fails is taken back alone, and the ones after it run, as they do in a replay.
 */
export async function ran(
  session: Session,
  { files, moments }: Pick<Timeline, 'files' | 'moments'>,
  { runner, goOn, isSeen = true, repeats = 1 }: Running,
): Promise<readonly Ran[]> {
  const did = new Map<Statement, Moment[]>();
  for (const moment of moments) {
    const known = did.get(moment.within);
    if (known) known.push(moment);
    else did.set(moment.within, [moment]);
  }
  const all: Ran[] = [];
  const stretches = await stretchesOf(files, runner);
  const of = stretches.reduce((sum, { statements }) => sum + statements.length, 0);
  let done = 0;
  for (const [at, stretch] of stretches.entries()) {
    const step = (): Promise<void> => goOn(done++, of);
    all.push(...(await ranStretch(session, stretch, { transaction: at, did, step, isSeen, repeats })));
  }
  return all;
}

interface Within {
  readonly transaction: number;
  readonly did: ReadonlyMap<Statement, readonly Moment[]>;
  readonly isSeen: boolean;
  readonly repeats: number;
  /** Is called before each statement. */
  readonly step: () => Promise<void>;
}

async function ranStretch(
  session: Session,
  { isBlock, statements }: Stretch,
  { transaction, did, step, isSeen, repeats }: Within,
): Promise<readonly Ran[]> {
  const about = (one: Stretch['statements'][number]) => ({
    ...one,
    moments: did.get(one.statement) ?? [],
    transaction,
  });
  if (!isBlock) {
    const all: Ran[] = [];
    for (const one of statements) {
      await step();
      all.push({ ...about(one), sight: undefined, ...(await timed(session, textOf(one.statement))) });
    }
    return all;
  }
  await session.exec('BEGIN');
  // It has to come before any query, also before one that only looks.
  const start = statements.findIndex((one) => !/^(?:BEGIN|START|SET TRANSACTION)\b/i.test(textOf(one.statement)));
  const isSet = statements[start - 1]?.statement.control === undefined && start > 0;
  const settings = isSet ? statements.slice(0, start) : [];
  const earlier = [];
  for (const one of settings) {
    if (one.statement.control === undefined)
      earlier.push({ ...about(one), sight: undefined, ...(await timed(session, textOf(one.statement))) });
  }
  const first = isSeen ? await seenNow(session) : undefined;
  let before = first;
  const all: Ran[] = earlier;
  for (const one of statements.slice(settings.length)) {
    await step();
    const { control } = one.statement;
    if (control === 'begin') continue;
    if (control === 'commit' || control === 'rollback') break;
    const isPlain = control === undefined;
    if (isPlain) await session.exec('SAVEPOINT refint');
    const times: number[] = [];
    for (let time = 1; isPlain && time < repeats; time++) {
      times.push(...(await timed(session, textOf(one.statement))).times);
      await session.exec('ROLLBACK TO SAVEPOINT refint');
    }
    const last = await timed(session, textOf(one.statement));
    const done = { ...last, times: [...times, ...last.times] };
    const isTakenBack = done.failure !== undefined || isAboutEnums(textOf(one.statement));
    if (isPlain)
      await session.exec(
        isTakenBack ? 'ROLLBACK TO SAVEPOINT refint; RELEASE SAVEPOINT refint' : 'RELEASE SAVEPOINT refint',
      );
    if (isPlain && isTakenBack && !done.failure) await session.exec(textOf(one.statement));
    const after = isSeen ? await seenNow(session) : undefined;
    all.push({ ...about(one), sight: first && before && after && { first, before, after }, ...done });
    before = after;
  }
  const isRolledBack = statements.at(-1)?.statement.control === 'rollback';
  const end = await timed(session, isRolledBack ? 'ROLLBACK' : 'COMMIT');
  for (const one of all.filter(isMended)) await timed(session, textOf(one.statement));
  const last = all.at(-1);
  return end.failure && last ? [...all.slice(0, -1), { ...last, failure: last.failure ?? end.failure }] : all;
}

/**
 * Whether something is made of which PostgreSQL asks whether the transaction itself made it, and not one within it, as behind a savepoint:
 * the values of an enum. It is done once more without one.
 */
const isAboutEnums = (text: string): boolean => /\bTYPE\b/i.test(text) && /\bENUM\b|\bADD\s+VALUE\b/i.test(text);

/**
 * Whether only the transaction is to blame for a failure. People mend such a statement by running it by itself, and so a replay
 * takes it to be there.
 */
export const isMended = ({ failure, moments }: Ran): boolean =>
  (failure?.code === '25001' || failure?.code === '55P04') &&
  moments.some(({ outcome }) => outcome.kind === 'failed' && outcome.failure.code === failure.code);

async function timed(session: Session, sql: string): Promise<Pick<Ran, 'failure' | 'times'>> {
  const start = performance.now();
  try {
    await session.exec(sql);
    return { failure: undefined, times: [performance.now() - start] };
  } catch (error) {
    return { failure: serverError(error), times: [performance.now() - start] };
  }
}

const textOf = ({ source, span }: Statement): string => textAt({ source, span });
