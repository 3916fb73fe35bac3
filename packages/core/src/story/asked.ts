import { nearest } from '@refint/model';
import type { MigrationInput, ProjectInput, Since } from '../input.ts';
import type { Point, Start } from './point.ts';

/** A stretch of a project's history as somebody asked for it. */
export type AskedStretch =
  | {
      readonly kind: 'found';
      /** The project as it is at the end of the stretch. */
      readonly input: ProjectInput;
      readonly start: Start;
      readonly end: Point;
      /**
       * The migrations that rules about their running are to be asked about: those of the stretch where somebody says where it
       * begins, or else those that the configuration names. Which of a whole history have run already nobody knows.
       */
      readonly since: Since | undefined;
    }
  | { readonly kind: 'unknown'; readonly sentence: string };

/** Finds the stretch between two migrations; without a name it reaches from the empty database to the end. */
export function stretchAsked(
  input: ProjectInput,
  from: string | undefined,
  to: string | undefined,
  since: Since | undefined,
): AskedStretch {
  const migrations = input.migrations ?? [];
  const last = to === undefined ? migrations.length - 1 : indexOf(to, migrations);
  if (last === undefined) return unknown('--to', to, migrations);
  const cut = to === undefined ? input : endingWith(input, last);
  const end: Point =
    to === undefined
      ? { kind: 'end', name: undefined, migrations: migrations.length }
      : { kind: 'migration', name: migrations[last]?.name, migrations: last + 1 };
  if (from === undefined) {
    const isBeyond = since?.kind === 'migration' && (indexOf(since.name, migrations) ?? -1) > last;
    return { kind: 'found', input: cut, start: { kind: 'empty' }, end, since: isBeyond ? undefined : since };
  }
  const first = indexOf(from, migrations);
  const name = first === undefined ? undefined : migrations[first]?.name;
  if (first === undefined || name === undefined) return unknown('--from', from, migrations);
  if (first > last) return { kind: 'unknown', sentence: `--from ${name} comes after --to ${end.name}` };
  return { kind: 'found', input: cut, start: { kind: 'migration', name }, end, since: { kind: 'migration', name } };
}

/** A migration by its name, or by the end of it behind the time with which it begins. */
function indexOf(asked: string, migrations: readonly MigrationInput[]): number | undefined {
  const whole = migrations.findIndex(({ name }) => name === asked);
  if (whole >= 0) return whole;
  const parts = migrations.flatMap(({ name }, at) => (name.replace(/^\d+_/, '') === asked ? [at] : []));
  return parts.length === 1 ? parts[0] : undefined;
}

function unknown(option: string, asked: string | undefined, migrations: readonly MigrationInput[]): AskedStretch {
  const near = nearest(
    asked ?? '',
    migrations.map(({ name }) => name),
  );
  const instead = near === undefined ? '' : `; did you mean ${near}?`;
  return { kind: 'unknown', sentence: `${option}: there is no migration "${asked}"${instead}` };
}

/** The project as it was when a migration had run. Of what the schema said then nothing is known, so none is there. */
function endingWith(input: ProjectInput, last: number): ProjectInput {
  const { migrations = [], notes = [], schema } = input;
  if (last === migrations.length - 1) return input;
  const name = migrations[last]?.name;
  const note = `the schema is that of today and is not compared with the state after ${name}; --to with a commit reads the schema of then`;
  return {
    ...input,
    schema: [],
    migrations: migrations.slice(0, last + 1),
    notes: schema.length > 0 ? [...notes, note] : notes,
  };
}
