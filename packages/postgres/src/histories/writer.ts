import { called } from './names.ts';
import type { Random } from './random.ts';
import type { State, StateTable } from './state.ts';

/** Writes statements that fit the state, in the order in which they are to run; nothing when the state has no place for them. */
export type Writer = (state: State, random: Random) => readonly string[] | undefined;

/** A writer and how often it is asked, compared with the others. */
export type Weighted = readonly [weight: number, write: Writer];

/** ALTER TABLE of that table with some actions. */
export const alter = (state: State, random: Random, table: StateTable, actions: readonly string[]): string =>
  `ALTER TABLE ${random.chance(0.1) ? 'IF EXISTS ' : ''}${called(state, random, table)} ${actions.join(', ')}`;

/** Tables whose columns are their own to change. */
export const free = ({ tables }: State): StateTable[] => tables.filter(({ partition }) => !partition);
