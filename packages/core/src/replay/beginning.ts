import { alikeMembers, type Place, placeOf, type Timeline } from '@refint/model';
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
  // What else is in doubt about it follows from what it was joined with then.
  const isPlain = whole.incomplete === world.incomplete && whole.doubt === world.doubt;
  if (count === whole.files.length && isPlain) return whole;
  return {
    runner: whole.runner,
    migrations: whole.migrations.slice(0, count),
    files: whole.files.slice(0, count),
    moments: whole.moments.slice(0, mark.moments),
    last: world.snapshot,
    foreignKeyEvents: beginning(whole.foreignKeyEvents, mark.foreignKeyEvents),
    leftPaths: whole.leftPaths.slice(0, mark.leftPaths),
    incomplete: world.incomplete,
    doubt: world.doubt,
    end: { world, transaction, open },
    marks: whole.marks.slice(0, count),
  };
}

/** The first ones of a list; the list itself where these are all, so that what was worked out of it holds. */
const beginning = <T>(list: readonly T[], count: number): readonly T[] =>
  count === list.length ? list : list.slice(0, count);

/** How much of a history was replayed already, by the same runner: the longest beginning that it shares with one that was. */
export function foundIn(
  replayed: readonly Timeline[],
  files: readonly MigrationFile[],
  { runner, base }: Pick<Timeline, 'runner'> & { readonly base: Base },
): Replayed | undefined {
  let longest: Replayed | undefined;
  let most = 0;
  for (const one of replayed.filter(isReplayed)) {
    const count = one.runner === runner ? shared(one, files) : 0;
    if (count > most && isSameBase(one.end.world.base, base)) [longest, most] = [one, count];
  }
  return longest && beginningOf(longest, most);
}

/** A replay and what came after it as one: the second began where the first ended. */
export function joined(first: Replayed, second: Replayed): Replayed {
  const { moments, foreignKeyEvents, leftPaths } = first;
  return {
    ...second,
    migrations: [...first.migrations, ...second.migrations],
    files: [...first.files, ...second.files],
    moments: [...moments, ...second.moments],
    foreignKeyEvents:
      second.foreignKeyEvents.length === 0 ? foreignKeyEvents : [...foreignKeyEvents, ...second.foreignKeyEvents],
    leftPaths: [...leftPaths, ...second.leftPaths],
    marks: [
      ...first.marks,
      ...second.marks.map((mark) => ({
        ...mark,
        moments: moments.length + mark.moments,
        foreignKeyEvents: foreignKeyEvents.length + mark.foreignKeyEvents,
        leftPaths: leftPaths.length + mark.leftPaths,
      })),
    ],
  };
}

const isReplayed = (timeline: Timeline): timeline is Replayed => 'marks' in timeline;

/** How many files two histories begin with together. */
function shared({ files }: Timeline, others: readonly MigrationFile[]): number {
  const differs = others.findIndex(({ migration, statements }, at) => {
    const own = files[at];
    return own?.statements !== statements || own.migration.name !== migration.name;
  });
  return differs < 0 ? others.length : differs;
}

/**
 * What a history takes for granted is decided by all of it, so that its beginning may take less. Where it says so in a text that was edited,
 * nothing before that place is, so that it stands where it stood.
 */
const isSameBase = (one: Base, other: Base): boolean =>
  inWords(one) === inWords(other) && alikeMembers(placesIn(one), placesIn(other), isSameBefore);

function isSameBefore({ source, span }: Place, other: Place): boolean {
  return source === other.source || source.text.slice(0, span.end) === other.source.text.slice(0, span.end);
}

const placesIn = ({ tables, incomplete }: Base): readonly Place[] =>
  [...tables.values(), ...(incomplete ? [incomplete.at] : [])].map(placeOf);

const inWords = ({ tables, foreignSchemas, schemas, incomplete }: Base): string =>
  JSON.stringify([
    [...tables].map(([name, origin]) => [name, shown(placeOf(origin))]),
    [...foreignSchemas],
    schemas,
    incomplete && [incomplete.because, shown(placeOf(incomplete.at))],
  ]);

const shown = ({ source, span }: ReturnType<typeof placeOf>) => [source.path, span.start, span.end];
