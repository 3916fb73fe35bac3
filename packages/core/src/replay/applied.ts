import type { Failure, ForeignKey, ForeignKeyDefinition, Origin } from '@refint/model';
import type { World } from './world.ts';

/** What a change did with a foreign key, for the timeline's list of events. */
export interface Effect {
  readonly what: 'added' | 'validated' | 'dropped';
  /** As it is afterwards, or as it was when it is dropped. */
  readonly foreignKey: ForeignKey;
  readonly origin: Origin;
}

/** What became of one change. A failed one leaves the world as it was; `culprit` is the foreign key that is to blame. */
export type Applied =
  | { readonly kind: 'done'; readonly world: World; readonly effects: readonly Effect[] }
  | { readonly kind: 'unchanged'; readonly because: string }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly culprit: ForeignKeyDefinition | undefined };

const noEffects: readonly Effect[] = [];

export const done = (world: World, effects: readonly Effect[] = noEffects): Applied => ({
  kind: 'done',
  world,
  effects,
});

export const unchanged = (because: string): Applied => ({ kind: 'unchanged', because });

export const failed = (failure: Failure, culprit?: ForeignKeyDefinition): Applied => ({
  kind: 'failed',
  failure,
  culprit,
});
