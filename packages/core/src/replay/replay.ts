import type { Dialect, ForeignKeyEvent, Migration, Moment, Statement, Timeline } from '@refint/model';
import type { Runner } from '@refint/rule';
import { type Base, nothingBefore } from './base.ts';
import type { Play, ReadCommand } from './play.ts';
import { type Draft, record } from './recorder.ts';
import { runStatement } from './statements.ts';
import { transactionsOf } from './transactions.ts';
import { workOfFile } from './work.ts';
import { emptyWorld, temporary, type World, withSnapshot } from './world.ts';

/** Where a replay can be taken up again: the state, the session (`search_path`), and the number of the last transaction. */
export interface ReplayState {
  readonly world: World;
  readonly transaction: number;
}

/** A database in which nothing was made yet, but for what the history takes for granted. */
export const startOf = (dialect: Dialect, base: Base = nothingBefore): ReplayState => ({
  world: emptyWorld(dialect, base),
  transaction: 0,
});

export interface MigrationFile {
  readonly migration: Migration;
  readonly statements: readonly Statement[];
}

/** A timeline with the state in which it ends: a replay that starts there ends where one replay of both would. */
export interface Replayed extends Timeline {
  readonly end: ReplayState;
}

/** Folds migrations into a timeline, one change after the other. A change that fails is left out and the rest goes on. */
export function replay(
  start: ReplayState,
  files: Iterable<MigrationFile>,
  how: { readonly runner: Runner; readonly readCommand: ReadCommand },
): Replayed {
  const play: Play = {
    ...start,
    drafts: [],
    readCommand: how.readCommand,
    run: runStatement,
    depth: 0,
    calling: [],
    work: workOfFile(),
    attempts: [],
  };
  const transactions = transactionsOf(play, how.runner);
  const migrations: Migration[] = [];
  const moments: Moment[] = [];
  const foreignKeyEvents: ForeignKeyEvent[] = [];
  for (const { migration, statements } of files) {
    migrations.push(migration);
    play.drafts = [];
    play.work = workOfFile();
    transactions.beforeFile();
    for (const statement of statements) {
      transactions.beforeStatement(statement);
      runStatement(play, statement);
      transactions.afterStatement(statement);
    }
    transactions.afterFile();
    record(migration, play.drafts, moments, foreignKeyEvents);
    play.world = withoutTemporary(play.world, play.drafts);
  }
  const { world, transaction } = play;
  const { snapshot: last, incomplete, doubt } = world;
  return { migrations, moments, last, foreignKeyEvents, incomplete, doubt, end: { world, transaction } };
}

/** Temporary tables end with the session, and no later file counts on them. */
function withoutTemporary(world: World, drafts: readonly Draft[]): World {
  let { snapshot } = world;
  if (!snapshot.mayHold(temporary)) return world;
  // Listing all tables takes long, so it is done only after files that made one.
  const hasAny = drafts.some(({ change }) => change.kind === 'add' && 'temporary' in change && change.temporary);
  if (!hasAny) return world;
  for (const table of snapshot.tables.filter(({ schema }) => schema === temporary))
    snapshot = snapshot.withoutTable(table.id);
  for (const holder of snapshot.holders.filter(({ schema }) => schema === temporary)) {
    snapshot = snapshot.withoutHolder(temporary, holder.name);
  }
  return withSnapshot(world, snapshot);
}
