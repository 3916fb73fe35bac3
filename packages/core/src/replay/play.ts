import type { Change, Dialect, Doubt, Failure, ForeignKeyDefinition, Place, Statement } from '@refint/model';
import type { Scope } from './guards/scope.ts';
import type { Draft } from './recorder.ts';
import type { Work } from './work.ts';
import type { World } from './world.ts';

/** Reads a command that was put together, see `readCommand` of @refint/sql. */
export type ReadCommand = (
  text: string,
  place: Place,
  dialect: Dialect,
) => { readonly statements: readonly Statement[] };

/** The hands of one replay: where it stands and what it wrote down. Nothing outside of a replay ever holds one. */
export interface Play {
  world: World;
  transaction: number;
  /** What happened in the current file. */
  drafts: Draft[];
  readonly readCommand: ReadCommand;
  /** `runStatement`, which runs blocks, which run statements again. */
  readonly run: (play: Play, statement: Statement, certainty: Certainty, around?: Scope) => Raised | undefined;
  /** How many calls of functions are inside of one another. */
  depth: number;
  /** What the current file may still ask for. */
  work: Work;
}

/** An error that nobody has caught yet, and the foreign key that is to blame for it. */
export interface Raised {
  readonly failure: Failure;
  readonly culprit: ForeignKeyDefinition | undefined;
}

/** `sure`: it runs. `unsure`: whether it runs is not known, so errors in it prove nothing. */
export type Certainty = { readonly kind: 'sure' } | { readonly kind: 'unsure'; readonly doubt: Doubt };

/** Functions call functions, but not for ever. */
export const deepest = 50;

export const sure: Certainty = { kind: 'sure' };

/** Writes down a change that does nothing to the state, such as one that failed or never ran. */
export function note(
  play: Play,
  statement: Statement,
  change: Change,
  outcome: Draft['outcome'],
  culprit?: ForeignKeyDefinition,
): void {
  const { world, transaction } = play;
  const { snapshot } = world;
  play.drafts.push({
    change,
    statement,
    world,
    before: snapshot,
    after: snapshot,
    transaction,
    outcome,
    effects: [],
    culprit,
  });
}

/** Takes back everything since a mark, because of an error: the state is as it was there, and no change since was done. */
export function takeBack(
  play: Play,
  mark: number,
  world: World,
  outcome: Draft['outcome'],
  culprit: ForeignKeyDefinition | undefined,
): void {
  for (const draft of play.drafts.slice(mark)) {
    if (draft.outcome.kind === 'skipped' || draft.outcome.kind === 'unchanged') continue;
    draft.before = draft.after = world.snapshot;
    draft.outcome = outcome;
    draft.effects = [];
    draft.culprit ??= culprit;
  }
  play.world = world;
}
