import { nearest, type Source } from '@refint/model';
import type { MigrationInput, ProjectInput, Since } from '../input.ts';
import type { Point } from './point.ts';

/** A point that somebody names: a migration by its name, or a commit with the project as its files are. */
export type NamedPoint =
  | { readonly kind: 'migration'; readonly name: string }
  | { readonly kind: 'commit'; readonly name: string; readonly input: ProjectInput };

/** A stretch of a project's history as somebody asked for it. */
export type AskedStretch =
  | {
      readonly kind: 'found';
      /** The project as it is at the end of the stretch. */
      readonly input: ProjectInput;
      readonly from: NamedPoint | undefined;
      readonly to: Point;
      /**
       * The migrations that rules about their running are to be asked about: those of the stretch where somebody says where it
       * begins, or else those that the configuration names. Which of a whole history have run already nobody knows.
       */
      readonly since: Since | undefined;
    }
  | { readonly kind: 'unknown'; readonly sentence: string };

/**
 * The migration that somebody names, by its whole name or by what stands behind the time in it; nothing where there is none, or
 * where several end like that.
 */
export function migrationNamed(asked: string, { migrations = [] }: ProjectInput): string | undefined {
  const whole = migrations.find(({ name }) => name === asked);
  if (whole) return whole.name;
  const parts = migrations.filter(({ name }) => name.replace(/^\d+_/, '') === asked);
  return parts.length === 1 ? parts[0]?.name : undefined;
}

/** The migration that was probably meant by a name that none has. */
export const migrationMeant = (asked: string, { migrations = [] }: ProjectInput): string | undefined =>
  nearest(
    asked,
    migrations.map(({ name }) => name),
  );

/**
 * The stretch between two points; without names it reaches from the empty database to the end. `input` is the project as it is
 * today, `since` what the configuration says of migrations that are asked how they run.
 */
export function stretchBetween(
  input: ProjectInput,
  from: NamedPoint | undefined,
  to: NamedPoint | undefined,
  since: Since | undefined,
): AskedStretch {
  const whole = to?.kind === 'commit' ? to.input : input;
  const last = to?.kind === 'migration' ? placeOf(to.name, whole) : (whole.migrations ?? []).length - 1;
  const ended = endingWith(whole, last);
  const end: Point = { kind: to?.kind ?? 'end', name: to?.name, migrations: last + 1 };
  const found = { kind: 'found', from, to: end } as const;
  if (from?.kind === 'commit') {
    const names = new Set(from.input.migrations?.map(({ name }) => name));
    const later = whole.migrations?.slice(last + 1).find(({ name }) => names.has(name));
    if (later) {
      return { kind: 'unknown', sentence: `--from ${from.name} comes after --to ${end.name}: it has ${later.name}` };
    }
    return { ...found, input: changedSince(ended, from.input), since: { kind: 'commit', name: from.name } };
  }
  if (from) {
    const isBackwards = placeOf(from.name, whole) > last;
    if (isBackwards) return { kind: 'unknown', sentence: `--from ${from.name} comes after --to ${end.name}` };
    return { ...found, input: ended, since: { kind: 'migration', name: from.name } };
  }
  const isBeyond = since?.kind === 'migration' && placeOf(since.name, whole) > last;
  return { ...found, input: ended, since: isBeyond ? undefined : since };
}

const placeOf = (asked: string, { migrations = [] }: ProjectInput): number =>
  migrations.findIndex(({ name }) => name === asked);

/** The project as it was when a migration had run. Of what the schema said then nothing is known, so none is there. */
function endingWith(input: ProjectInput, last: number): ProjectInput {
  const { migrations = [], notes = [], schema } = input;
  if (last === migrations.length - 1) return input;
  const name = migrations[last]?.name;
  const note = `the schema is that of today and is not compared with the state after ${name}`;
  return {
    ...input,
    schema: [],
    migrations: migrations.slice(0, last + 1),
    notes: schema.length > 0 ? [...notes, note] : notes,
  };
}

/** Marks what is new or changed since the files of a commit, and names what is gone. */
function changedSince(input: ProjectInput, before: ProjectInput): ProjectInput {
  const old = new Map<string, Source>(before.migrations?.map(({ name, source }) => [name, source]));
  const now = input.migrations?.map(({ name, source }): MigrationInput => {
    const was = old.get(name);
    return was?.text === source.text ? { name, source } : { name, source, change: { was } };
  });
  const names = new Set(now?.map(({ name }) => name));
  let at = 0;
  const removed = (before.migrations ?? []).flatMap(({ name, source }) => {
    if (names.has(name)) at = placeOf(name, input) + 1;
    return names.has(name) ? [] : [{ name, source, at }];
  });
  return { ...input, migrations: now, removed };
}
