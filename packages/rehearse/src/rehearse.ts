import { analyze, digestOf, type Rehearsal } from '@refint/core';
import { newestVersion, type Timeline } from '@refint/model';
import { type Answer, type Ask, Refused } from './ask.ts';
import { rehearsedHistory } from './history/rehearsed.ts';
import { atUrl } from './servers/at-url.ts';
import { inProcess } from './servers/in-process.ts';
import type { Session } from './servers/session.ts';

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
    const timeline = await timelineOf(ask, version);
    if (ask.databaseUrl !== undefined) staysWithin(timeline);
    session ??= await (ask.start ?? inProcess)(version, extensionsIn(timeline));
    return { kind: 'rehearsed', rehearsal: await rehearsed(ask, session, timeline) };
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

async function rehearsed({ input, signal, doing }: Ask, session: Session, timeline: Timeline): Promise<Rehearsal> {
  const goOn = (what: string) => (done: number, of: number) => {
    doing?.(what, done, of);
    if (signal?.aborted) throw new Refused('it was interrupted, and nothing was written');
  };
  await session.empty();
  const history = await rehearsedHistory(session, timeline, {
    runner: timeline.runner,
    goOn: goOn('running migrations'),
  });
  await session.empty();
  const isWell = history.refused.length === 0 && history.disagreements.length === 0;
  return {
    version: 1,
    project: input.name,
    digest: digestOfHistory(timeline),
    server: session.about,
    history,
    verdict: isWell ? 'well' : 'not-well',
  };
}

/** Stands for the texts of a history, so that a report can say whether it is still the one that was rehearsed. */
export const digestOfHistory = ({ migrations }: Pick<Timeline, 'migrations'>): string =>
  digestOf(JSON.stringify(migrations.map(({ name, source }) => [name, source.text])));

/** The history as the replay of this version has it. */
async function timelineOf({ input, settings }: Ask, postgresql: Session['version']): Promise<Timeline> {
  const { projects, problems } = await analyze([input], { ...settings, postgresql, since: undefined }, []);
  const timeline = projects[0]?.project.timeline;
  if (timeline && timeline.migrations.length > 0) return timeline;
  const why = problems.find(({ fatal }) => fatal)?.text ?? projects[0]?.notes[0] ?? 'there are none';
  throw new Refused(`there are no migrations that could be rehearsed: ${why}`);
}

const extensionsIn = ({ moments }: Timeline): readonly string[] => [
  ...new Set(
    moments.flatMap(({ change }) => (change.kind === 'add' && change.entity === 'extension' ? [change.name.name] : [])),
  ),
];

/** A server that somebody named has other databases, which nothing here may reach. */
function staysWithin({ files }: Timeline): void {
  for (const { migration, statements } of files) {
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
