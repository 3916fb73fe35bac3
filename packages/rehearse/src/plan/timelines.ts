import { analyze, assumedExtensions, type MigrationInput } from '@refint/core';
import type { ForeignKey, Snapshot, Timeline } from '@refint/model';
import { type Ask, Refused } from '../ask.ts';
import type { Session } from '../servers/session.ts';

/** The history of a project, and the files of a plan that come after it. */
export interface Timelines {
  readonly history: Timeline;
  /** Extensions that the history needs and does not make. */
  readonly assumed: readonly string[];
  /** Nothing where there is no plan. */
  readonly plan: Timeline | undefined;
  /** What there is when all of it has run. */
  readonly end: Snapshot;
  /** The foreign keys that the plan makes, under the names that they then have. */
  readonly keys: readonly ForeignKey[];
}

/** Replays a project as a version has it, with its plan where there is one. */
export async function timelinesOf({ input, settings, plan }: Ask, postgresql: Session['version']): Promise<Timelines> {
  const replayed = async (migrations: readonly MigrationInput[]): Promise<Timeline> => {
    const asked = { ...settings, postgresql, since: undefined };
    const { projects, problems } = await analyze([{ ...input, migrations }], asked, []);
    const timeline = projects[0]?.project.timeline;
    if (timeline && timeline.migrations.length > 0) return timeline;
    const why = problems.find(({ fatal }) => fatal)?.text ?? projects[0]?.notes[0] ?? 'there are none';
    throw new Refused(`there are no migrations that could be rehearsed: ${why}`);
  };
  const own = input.migrations ?? [];
  const history = await replayed(own);
  const assumed = assumedExtensions(history);
  if (!plan) return { history, assumed, plan: undefined, end: history.last, keys: [] };
  const known = new Set(own.map(({ name }) => name));
  const twice = plan.migrations.find(({ name }) => known.has(name));
  if (twice)
    throw new Refused(
      `${twice.name} is in the project and in the plan: a plan is rehearsed before its files are put into the project`,
    );
  const all = await replayed([...own, ...plan.migrations]);
  const files = all.files.slice(history.files.length);
  const added = new Set(files.map(({ migration }) => migration));
  return {
    history,
    assumed,
    plan: {
      ...all,
      files,
      migrations: [...added],
      moments: all.moments.filter(({ migration }) => added.has(migration)),
    },
    end: all.last,
    keys: all.last.foreignKeys.filter(
      (key) => !history.last.table(key.table)?.foreignKeys.some((old) => isSame(old, key)),
    ),
  };
}

/** Whether the plan left a foreign key as it was, or only validated it. */
const isSame = (old: ForeignKey, key: ForeignKey): boolean =>
  old.name === key.name &&
  old.onDelete === key.onDelete &&
  old.onUpdate === key.onUpdate &&
  old.validated === key.validated;
