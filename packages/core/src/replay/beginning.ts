import { placeOf, type Timeline } from '@refint/model';
import type { Base } from './base.ts';
import type { MigrationFile, Replayed, ReplayState } from './replay.ts';

/** Where a replay was when a file had been run. */
export interface Mark extends ReplayState {
  /** How many there were of each. */
  readonly moments: number;
  readonly foreignKeyEvents: number;
  readonly leftPaths: number;
}

/** A replay of the first files only, taken from one of all of them: what follows changes nothing of what was. */
export function beginningOf(whole: Replayed, count: number): Replayed | undefined {
  const mark = whole.marks[count - 1];
  if (!mark) return undefined;
  const { world, transaction, open } = mark;
  return {
    runner: whole.runner,
    migrations: whole.migrations.slice(0, count),
    files: whole.files.slice(0, count),
    moments: whole.moments.slice(0, mark.moments),
    last: world.snapshot,
    foreignKeyEvents: whole.foreignKeyEvents.slice(0, mark.foreignKeyEvents),
    leftPaths: whole.leftPaths.slice(0, mark.leftPaths),
    incomplete: world.incomplete,
    doubt: world.doubt,
    end: { world, transaction, open },
    marks: whole.marks.slice(0, count),
  };
}

/** The replay of a history, where it is the beginning of one that was replayed by the same runner. */
export function foundIn(
  replayed: readonly Timeline[],
  files: readonly MigrationFile[],
  { runner, base }: Pick<Timeline, 'runner'> & { readonly base: Base },
): Replayed | undefined {
  const whole = replayed.filter(isReplayed).find((one) => one.runner === runner && beginsWith(one, files));
  return whole && isSameBase(whole.end.world.base, base) ? beginningOf(whole, files.length) : undefined;
}

const isReplayed = (timeline: Timeline): timeline is Replayed => 'marks' in timeline;

const beginsWith = ({ files }: Timeline, others: readonly MigrationFile[]): boolean =>
  others.every(({ migration, statements }, at) => {
    const own = files[at];
    return own?.statements === statements && own.migration.name === migration.name;
  });

/** What a history takes for granted is decided by all of it, so that its beginning may take less. */
const isSameBase = (one: Base, other: Base): boolean => inWords(one) === inWords(other);

const inWords = ({ tables, foreignSchemas, schemas, incomplete }: Base): string =>
  JSON.stringify([
    [...tables].map(([name, origin]) => [name, shown(placeOf(origin))]),
    [...foreignSchemas],
    schemas,
    incomplete && [incomplete.because, shown(placeOf(incomplete.at))],
  ]);

const shown = ({ source, span }: ReturnType<typeof placeOf>) => [source.path, span.start, span.end];
