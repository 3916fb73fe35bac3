import { join, sep } from 'node:path';
import type { MigrationInput } from '@refint/core';
import { type Dialect, doing } from '@refint/model';
import { entriesOf, keptOf } from './disk.ts';
import { type Folder, listFolder } from './folders.ts';
import { type Collector, collector, sourceIn, taken } from './found.ts';
import { compareNames } from './name-order.ts';
import { below, shownPath } from './paths.ts';
import { dialectOf } from './providers.ts';
import { readSource, reasonFor } from './read-source.ts';

/** What lies in a folder of Prisma migrations. */
export interface PrismaMigrations {
  readonly migrations: readonly MigrationInput[];
  readonly neverRun: readonly string[];
  /** As `migration_lock.toml` has it. */
  readonly dialect: Dialect | undefined;
}

/**
 * What lies in a folder of Prisma migrations. Where all else is known to be as it was, only the migrations that are open in an
 * editor are read again.
 */
export function readPrismaMigrations(path: string, into: Collector): PrismaMigrations {
  const kept = keptOf(path);
  if (!kept) return readAll(path, into);
  const name = `${path}\n${into.cwd}`;
  const last = kept.answers.get(name) as Read | undefined;
  const read = (last && readAgain(last, path, kept.open)) ?? readFor(path, into.cwd, kept.open);
  kept.answers.set(name, read);
  into.problems.push(...read.into.problems);
  into.notes.push(...read.into.notes);
  return read.found;
}

/** What was read of a folder, and said of it, with the texts that were open. */
interface Read {
  readonly found: PrismaMigrations;
  readonly into: Collector;
  readonly open: ReadonlyMap<string, string>;
}

function readFor(path: string, cwd: string, open: Read['open']): Read {
  const into = collector(cwd);
  return { found: readAll(path, into), into, open };
}

/** The same with other texts of migrations; nothing where something else is open, or such a text is no plain migration. */
function readAgain(last: Read, path: string, open: Read['open']): Read | undefined {
  if (open.size !== last.open.size) return undefined;
  let { migrations } = last.found;
  for (const [file, text] of open) {
    const before = last.open.get(file);
    if (before === text) continue;
    const at = migrations.findIndex(({ name }) => file === `${path}${sep}${name}${sep}migration.sql`);
    const old = migrations[at];
    if (before === undefined || !old) return undefined;
    const reading = readSource(file, old.source.path);
    // What there is to say of the text, or was to say of the last one, is found by reading all of them.
    if (reading.kind !== 'read' || reading.problem || last.into.problems.some(({ at }) => at?.source === old.source))
      return undefined;
    migrations = migrations.with(at, { ...old, source: reading.source });
  }
  return { ...last, found: { ...last.found, migrations }, open };
}

/**
 * Reads a folder of Prisma migrations: one folder for each, its SQL in `migration.sql`, in the order of `prisma migrate
 * deploy` of 6.6 and later, which is that of `localeCompare`; older versions take them in the order of bytes.
 */
function readAll(path: string, into: Collector): PrismaMigrations {
  const shown = shownPath(into.cwd, path);
  const folder = listFolder(path, (error) => {
    into.problems.push({ kind: 'unusable', text: `${shown} cannot be listed: ${reasonFor(error)}`, fatal: true });
  });
  if (!folder) return { migrations: [], neverRun: [], dialect: undefined };
  const migrations: MigrationInput[] = [];
  const neverRun = folder.files.filter(isSql).map((name) => below(shown, name));
  const without: string[] = [];
  for (const name of inOrder(
    folder.folders.filter((one) => !one.startsWith('.')),
    shown,
    into,
  )) {
    doing('looking at migrations');
    const inside = below(shown, name);
    // Joined by hand: `path` is absolute and clean, and there may be a thousand of them.
    const folderOf = `${path}${sep}${name}`;
    const { plain, others } = sqlIn(folderOf);
    const reading = readSource(`${folderOf}${sep}migration.sql`, `${inside}/migration.sql`, plain);
    if (reading.kind === 'absent') without.push(name);
    const source = taken(into, reading);
    if (source) migrations.push({ name, source });
    for (const other of others) neverRun.push(`${inside}/${other}`);
  }
  if (without.length > 0) into.notes.push(noSql(without, shown));
  return { migrations, neverRun, dialect: lockedDialect(path, into) };
}

/** Whether a folder is one of Prisma migrations: it has the lock file, or folders with a time for a name. */
export const holdsPrismaMigrations = ({ files, folders }: Folder): boolean =>
  files.includes('migration_lock.toml') || folders.some((name) => /^\d{14}_/.test(name));

const isSql = (name: string): boolean => name.toLowerCase().endsWith('.sql');

/** Whether `migration.sql` is seen to be a plain file, and the .sql files beside it, from one look at the folder. */
function sqlIn(path: string): { plain: boolean; others: readonly string[] } {
  let plain = false;
  const others: string[] = [];
  try {
    for (const entry of entriesOf(path)) {
      if (entry.name === 'migration.sql') plain = entry.isFile();
      else if (isSql(entry.name) && !entry.isDirectory()) others.push(entry.name);
    }
  } catch {
    // Whoever reads the file will meet the same error and say it.
  }
  return { plain, others: others.sort() };
}

function inOrder(names: readonly string[], shown: string, into: Collector): readonly string[] {
  const ordered = [...names].sort(compareNames);
  const at = ordered.findIndex((name, index) => name !== names[index]);
  if (at >= 0) {
    into.notes.push(
      `Prisma 6.6 and later runs ${ordered[at]} before ${names[at]} in ${shown}, older versions after it; read in the newer order`,
    );
  }
  return ordered;
}

function noSql(names: readonly string[], shown: string): string {
  const list = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  return names.length === 1
    ? `${list} in ${shown} has no migration.sql: \`prisma migrate deploy\` stops there with P3015`
    : `${names.length} folders in ${shown} have no migration.sql (${list}): \`prisma migrate deploy\` stops there with P3015`;
}

/** The dialect that Prisma keeps beside the migrations; nothing when it keeps none. */
export function lockedDialect(path: string, into: Collector): Dialect | undefined {
  const text = sourceIn(into, join(path, 'migration_lock.toml'))?.text ?? '';
  return dialectOf(/^\s*provider\s*=\s*["']([^"']*)["']/m.exec(text)?.[1]);
}
