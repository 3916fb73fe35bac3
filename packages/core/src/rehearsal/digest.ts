import { digestOf } from '../digest.ts';
import type { MigrationInput } from '../input.ts';

/** Stands for the texts of a history, so that a report can say whether it is still the one that was rehearsed. */
export const digestOfHistory = (migrations: readonly Pick<MigrationInput, 'name' | 'source'>[]): string =>
  digestOf(JSON.stringify(migrations.map(({ name, source }) => [name, source.text])));
