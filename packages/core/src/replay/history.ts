import {
  alikeMembers,
  type Dialect,
  doing,
  type Problem,
  type ServerVersion,
  type Snapshot,
  type Table,
  type Timeline,
} from '@refint/model';
import type { Runner } from '@refint/rule';
import { readCommand, readSql } from '@refint/sql';
import type { MigrationInput } from '../input.ts';
import { baseOf } from './base.ts';
import { foundIn, joined } from './beginning.ts';
import { type MigrationFile, replay, startOf } from './replay.ts';
import { telling } from './told.ts';

/** What a history came to, what could not be read of it, and how many statements it has. */
export interface History {
  readonly timeline: Timeline;
  readonly problems: readonly Problem[];
  readonly statements: number;
}

/**
 * Reads the migrations in the order given and replays them on a database in which nothing was made yet. What an ORM
 * declares beside them helps to tell a slip in a name from a table that was made elsewhere.
 */
export function replayHistory(migrations: readonly MigrationInput[], how: Manner): History {
  for (const timeline of how.replayed ?? []) {
    const last = latest.get(timeline);
    if (last && isAgain(last, migrations, how)) return last.history;
  }
  const history = replayed(migrations, how);
  const { runner, version } = how;
  latest.set(history.timeline, { migrations, runner, version, tables: how.declared?.tables ?? [], history });
  return history;
}

/** How a history is replayed. */
interface Manner {
  readonly runner: Runner;
  readonly dialect: Dialect;
  readonly declared?: Snapshot | undefined;
  /** The server's; the newest when left out. */
  readonly version?: ServerVersion | undefined;
  /** Histories of the same dialect and version that may begin as this one does. */
  readonly replayed?: readonly Timeline[] | undefined;
}

/** What a history was replayed from. */
interface Last extends Pick<Manner, 'runner' | 'version'> {
  readonly migrations: readonly MigrationInput[];
  /** Those that were declared: only their names matter. */
  readonly tables: readonly Table[];
  readonly history: History;
}

const latest = new WeakMap<Timeline, Last>();

/** Whether it is the very same: whoever edits a schema edits no migration. */
const isAgain = (last: Last, migrations: readonly MigrationInput[], { runner, version, declared }: Manner): boolean => {
  const tables = declared?.tables ?? [];
  return (
    last.runner === runner &&
    last.version === version &&
    alikeMembers(last.migrations, migrations, isAlike) &&
    alikeMembers(last.tables, tables, isCalledAlike)
  );
};

const isCalledAlike = (one: Table, other: Table): boolean => one === other || one.id === other.id;

const isAlike = (one: MigrationInput, other: MigrationInput): boolean =>
  one.name === other.name && one.source === other.source && one.change === other.change;

function replayed(
  migrations: readonly MigrationInput[],
  { runner, dialect, declared, version, replayed = [] }: Manner,
): History {
  const read = migrations.map((migration, at) => {
    doing('reading migrations', at, migrations.length);
    return { migration, file: readSql(migration.source, dialect) };
  });
  const files = read.map(({ migration, file }) => ({ migration, statements: file.statements }));
  const base = baseOf(files, dialect, telling(dialect, readCommand), declared?.tables);
  const known = foundIn(replayed, files, { runner, base });
  const rest = files.slice(known?.files.length ?? 0);
  const from = known?.end ?? startOf(dialect, base, version);
  const more = known && rest.length === 0 ? undefined : replay(from, told(rest), { runner, readCommand });
  return {
    timeline: known && more ? joined(known, more) : (known ?? more)!,
    problems: read.flatMap(({ file }) => file.problems),
    statements: files.reduce((sum, file) => sum + file.statements.length, 0),
  };
}

/** The same files; whoever watches is told of each. */
function* told(files: readonly MigrationFile[]): Generator<MigrationFile> {
  for (const [at, file] of files.entries()) {
    doing('replaying migrations', at, files.length);
    yield file;
  }
}
