import {
  type Dialect,
  type ForeignKeyEvent,
  type LeftPath,
  type Migration,
  type MigrationFile,
  type Moment,
  type Runner,
  type ServerVersion,
  type Statement,
  sourceOf,
  type Timeline,
} from '@refint/model';
import { type Base, nothingBefore } from './base.ts';
import type { Mark } from './beginning.ts';
import type { Play, ReadCommand } from './play.ts';
import { type Draft, record } from './recorder.ts';
import { runInTransaction } from './refusals.ts';
import { leftPath } from './session.ts';
import { runStatement } from './statements.ts';
import { transactionsOf } from './transactions.ts';
import { workOfFile } from './work.ts';
import { emptyWorld, temporary, type World, withSnapshot } from './world.ts';

/** Where a replay can be taken up again: the state, the session (`search_path`), and the number of the last transaction. */
export interface ReplayState {
  readonly world: World;
  readonly transaction: number;
  /** Whether that transaction goes on. */
  readonly open: boolean;
}

/** A database in which nothing was made yet, but for what the history takes for granted. */
export const startOf = (dialect: Dialect, base: Base = nothingBefore, version?: ServerVersion): ReplayState => ({
  world: emptyWorld(dialect, base, version),
  transaction: 0,
  open: false,
});

export type { MigrationFile };

/** A timeline with the state in which it ends: a replay that starts there ends where one replay of both would. */
export interface Replayed extends Timeline {
  readonly end: ReplayState;
  /** Where it was after each file. */
  readonly marks: readonly Mark[];
}

/** Folds migrations into a timeline, one change after the other. A change that fails is left out and the rest goes on. */
export function replay(
  start: ReplayState,
  files: Iterable<MigrationFile>,
  how: { readonly runner: Runner; readonly readCommand: ReadCommand },
): Replayed {
  const play: Play = {
    ...start,
    current: nothing,
    around: { block: false, open: false, savepoints: [] },
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
  const run: MigrationFile[] = [];
  const moments: Moment[] = [];
  const foreignKeyEvents: ForeignKeyEvent[] = [];
  const leftPaths: LeftPath[] = [];
  const marks: Mark[] = [];
  for (const file of files) {
    const { migration, statements } = file;
    run.push(file);
    migrations.push(migration);
    play.drafts = [];
    play.work = workOfFile();
    const path = play.world.searchPath;
    const from = moments.length;
    transactions.beforeFile(statements);
    for (const statement of statements) {
      transactions.beforeStatement(statement);
      runInTransaction(play, statement);
      transactions.afterStatement(statement);
    }
    transactions.afterFile();
    record(migration, play.drafts, moments, foreignKeyEvents);
    if (play.world.searchPath !== path) leftPaths.push(...leftPath(moments.slice(from), path, play.world));
    play.world = withoutTemporary(play.world, play.drafts);
    marks.push({
      moments: moments.length,
      foreignKeyEvents: foreignKeyEvents.length,
      leftPaths: leftPaths.length,
      world: play.world,
      transaction: play.transaction,
      open: play.open,
    });
  }
  const { world, transaction, open } = play;
  const { snapshot: last, incomplete, doubt } = world;
  const end = { world, transaction, open };
  const { runner } = how;
  return { runner, migrations, files: run, moments, last, foreignKeyEvents, leftPaths, incomplete, doubt, end, marks };
}

/** What runs before anything does. */
const nothing: Statement = { source: sourceOf('', ''), span: { start: 0, end: 0 }, verb: '', changes: [] };

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
