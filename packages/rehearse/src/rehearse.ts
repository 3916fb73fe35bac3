import { digestOfHistory, type Rehearsal, type RehearsedRows } from '@refint/core';
import { newestVersion, type Timeline } from '@refint/model';
import { type Answer, type Ask, Refused } from './ask.ts';
import { costsOf } from './costs/index.ts';
import { rehearsedHistory } from './history/rehearsed.ts';
import type { Running } from './history/run.ts';
import { begun, filled, rehearsedPlan } from './plan/rehearsed.ts';
import { type Timelines, timelinesOf } from './plan/timelines.ts';
import { seeded } from './rows/seeded.ts';
import { atUrl } from './servers/at-url.ts';
import { inProcess } from './servers/in-process.ts';
import type { Session } from './servers/session.ts';
import { isWell } from './verdict.ts';

/**
 * Rehearses a project: runs its migrations on a PostgreSQL that holds nothing else, and compares what they do with what refint
 * says of them. Never throws for what a project, a plan or a database is like; then it says in a sentence why nothing was run.
 */
export async function rehearse(ask: Ask): Promise<Answer> {
  let session: Session | undefined;
  try {
    const wanted = ask.postgres ?? ask.settings.postgresql;
    session = ask.databaseUrl === undefined ? undefined : await atUrl(ask.databaseUrl, wanted);
    const version = session?.version ?? wanted ?? newestVersion;
    const timelines = await timelinesOf(ask, version);
    if (ask.databaseUrl !== undefined) staysWithin(timelines);
    const { assumed } = timelines;
    session ??= await (ask.start ?? inProcess)(version, [...extensionsIn(timelines.history), ...assumed]);
    const rehearsal = await rehearsed(ask, having(assumed, session), timelines);
    await session.empty();
    return { kind: 'rehearsed', rehearsal };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', sentence: error.message };
    if (ask.databaseUrl !== undefined && isOfServer(error))
      return {
        kind: 'refused',
        sentence: `the database that was named does not do what a rehearsal needs: ${error.message}`,
      };
    throw error;
  } finally {
    await session?.close();
  }
}

/** What the server or the connection to it says, where nothing is meant to fail. */
const isOfServer = (error: unknown): error is Error =>
  error instanceof Error && ('code' in error || error.message.startsWith('Connection terminated'));

async function rehearsed(ask: Ask, session: Session, timelines: Timelines): Promise<Rehearsal> {
  const { input, settings, signal, doing } = ask;
  const goOn = (what: string) => async (done: number, of: number) => {
    doing?.(what, done, of);
    // Signals arrive between turns, and a server in this process leaves none.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) throw new Refused('it was interrupted, and nothing was written');
  };
  const { history: timeline, end } = timelines;
  await session.empty();
  const running = { runner: timeline.runner, goOn: goOn('running migrations') };
  const history = await rehearsedHistory(session, timelines, running);
  const rows = ask.rows ?? (ask.plan ? usualRows : 0);
  const orphans = ask.orphans ?? 0;
  const planned = ask.plan && (await rehearsedPlan(session, timelines, { files: ask.plan, rows, orphans, goOn }));
  const seed = planned || rows === 0 ? undefined : await rowsAlone(session, timelines, rows, goOn);
  const isWhole = history.partly === undefined && rows > 0;
  const keys = (ask.plan ? timelines.keys : end.foreignKeys).filter(({ partOf }) => partOf === undefined);
  const costs = isWhole
    ? await costsOf(session, {
        keys,
        state: end,
        rows: planned ? rows * 10 : rows,
        targets: settings.targets,
        goOn: goOn('measuring what foreign keys cost'),
      })
    : undefined;
  const found = { history, rows: planned?.rows ?? seed, plan: planned?.plan, costs };
  return {
    version: 1,
    project: input.name,
    digest: digestOfHistory(timeline.migrations),
    server: session.about,
    ...found,
    verdict: isWell(found) ? 'well' : 'not-well',
  };
}

/** How many rows each table gets where a plan is rehearsed and nobody says how many. */
const usualRows = 1000;

async function rowsAlone(
  session: Session,
  timelines: Timelines,
  rows: number,
  goOn: (what: string) => Running['goOn'],
): Promise<RehearsedRows> {
  await begun(session, timelines, goOn('making the tables anew'));
  const { counts, lacking } = await seeded(session, timelines.end, rows, goOn('putting rows into tables'));
  return { few: rows, many: rows, tables: filled(counts), lacking };
}

/** A database that has some extensions whenever it is empty. */
const having = (extensions: readonly string[], session: Session): Session => ({
  ...session,
  empty: async () => {
    await session.empty();
    for (const name of extensions) await session.exec(`CREATE EXTENSION "${name}"`);
  },
});

const extensionsIn = ({ moments }: Timeline): readonly string[] => [
  ...new Set(
    moments.flatMap(({ change }) => (change.kind === 'add' && change.entity === 'extension' ? [change.name.name] : [])),
  ),
];

/** A server that somebody named has other databases, which nothing here may reach. */
function staysWithin({ history, plan }: Timelines): void {
  for (const { migration, statements } of [...history.files, ...(plan?.files ?? [])]) {
    for (const { source, span } of statements) {
      const [said] = beyond.exec(source.text.slice(span.start, span.end)) ?? [];
      if (said === undefined) continue;
      throw new Refused(
        `${migration.name} says ${said.toUpperCase().replace(/\s+/g, ' ')}, which reaches beyond the one database that was named; rehearse it in process, without --database-url`,
      );
    }
  }
}

const beyond =
  /\b(?:(?:CREATE|ALTER|DROP)\s+(?:ROLE|USER(?!\s+MAPPING)|GROUP|DATABASE|TABLESPACE)|ALTER\s+SYSTEM|(?:TO|FROM)\s+PROGRAM|CREATE\s+SUBSCRIPTION|dblink\w*)\b/i;
