import type {
  Change,
  Dialect,
  Doubt,
  Failure,
  ForeignKeyDefinition,
  Handler,
  Place,
  Query,
  Statement,
} from '@refint/model';
import { catches } from './conditions.ts';
import type { Scope } from './guards/scope.ts';
import type { Draft } from './recorder.ts';
import type { Work } from './work.ts';
import type { World } from './world.ts';

/** Reads a command that was put together, see `readCommand` of @refint/sql. */
export type ReadCommand = (
  text: string,
  place: Place,
  dialect: Dialect,
) => { readonly statements: readonly Statement[]; readonly query?: Query | undefined };

/** The hands of one replay: where it stands and what it wrote down. Nothing outside of a replay ever holds one. */
export interface Play {
  world: World;
  transaction: number;
  /** Whether somebody said BEGIN and nobody COMMIT. */
  open: boolean;
  /** The statement of the file that runs. */
  current: Statement;
  around: Around;
  /** What happened in the current file. */
  drafts: Draft[];
  readonly readCommand: ReadCommand;
  /** `runStatement`, which runs blocks, which run statements again. */
  readonly run: (play: Play, statement: Statement, certainty: Certainty, around?: Scope) => Raised | undefined;
  /** How many blocks and calls of functions are inside of one another, and which functions these are. */
  depth: number;
  readonly calling: unknown[];
  /** What the current file may still ask for. */
  work: Work;
  /** The blocks with handlers around what runs now, innermost last. */
  attempts: Attempt[];
}

/** What the transaction in which a statement runs means for it. */
export interface Around {
  /** Whether it runs in a transaction block, be it that of the whole file. */
  readonly block: boolean;
  /** Whether somebody said BEGIN: only then are there savepoints. */
  readonly open: boolean;
  readonly savepoints: readonly (string | undefined)[];
}

/** A block with handlers while its body runs. */
export interface Attempt {
  /** The run that it is part of. */
  readonly run: unknown;
  readonly handlers: readonly Handler[];
  /** Set once an error may have been raised that one of the handlers catches: then what follows may not run. */
  doubt: Doubt | undefined;
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

/** Whether code runs for so long that nobody follows it any further. */
export const isSpent = ({ work }: Play): boolean => work.left < 0;

/** An error that may have been raised: the innermost block that would catch it may have been left. */
export function mayRaise({ attempts }: Play, code: string, doubt: Doubt): void {
  const catching = attempts.findLast(({ handlers }) => handlers.some(({ conditions }) => catches(conditions, code)));
  if (catching) catching.doubt ??= doubt;
}

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
    within: play.current,
    world,
    before: snapshot,
    after: snapshot,
    transaction,
    outcome,
    effects: [],
    culprit,
  });
}

/** Writes down that a statement cannot run which has no change that could say so. */
export function noteWhole(play: Play, statement: Statement, failure: Failure): void {
  const { source, span } = statement;
  const because = 'it changes nothing that is looked at';
  const change = { kind: 'opaque', entity: 'unknown', touches: [], because, source, span } as const;
  note(play, statement, change, { kind: 'failed', failure });
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
