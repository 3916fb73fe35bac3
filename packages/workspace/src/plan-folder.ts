import { join, resolve } from 'node:path';
import type { MigrationInput } from '@refint/core';
import type { Source } from '@refint/model';
import { isThere } from './disk.ts';
import { listFolder } from './folders.ts';
import { shownPath } from './paths.ts';
import { type Reading, readSource, reasonFor } from './read-source.ts';
import { Refusal } from './refusal.ts';

/** The files of a plan, as `refint plan` lays them out in a folder of its own. */
export interface PlanFolder {
  /** In the order in which they run. */
  readonly migrations: readonly MigrationInput[];
  readonly audit: Source | undefined;
  readonly tests: Source | undefined;
  readonly rollback: Source | undefined;
}

/**
 * Reads a plan.
 *
 * @param folder its path as people wrote it, relative to `cwd`
 */
export function openPlan(folder: string, cwd: string): PlanFolder | Refusal {
  const path = resolve(cwd, folder);
  const shown = shownPath(cwd, path);
  if (!isThere(path)) return new Refusal(`${shown} does not exist`);
  const migrations = migrationsIn(join(path, 'migrations'), cwd);
  if (migrations instanceof Refusal) return migrations;
  if (migrations.length === 0)
    return new Refusal(`${shown} is no plan: it has no migrations in ${shown}/migrations; refint plan writes one`);
  const parts = ['audit', 'tests', 'rollback'].map((name) => sourceAt(join(path, `${name}.sql`), cwd));
  const refused = parts.find((part) => part instanceof Refusal);
  if (refused) return refused as Refusal;
  const [audit, tests, rollback] = parts as readonly (Source | undefined)[];
  return { migrations, audit, tests, rollback };
}

/** Files, or folders with a migration.sql, in the order of their names: a plan gives them such names. */
function migrationsIn(path: string, cwd: string): readonly MigrationInput[] | Refusal {
  if (!isThere(path)) return [];
  let refusal: Refusal | undefined;
  const listed = listFolder(path, (error) => {
    refusal = new Refusal(`${shownPath(cwd, path)} cannot be listed: ${reasonFor(error)}`);
  });
  if (refusal) return refusal;
  const files = [
    ...(listed?.folders ?? []).map((name) => ({ name, file: join(path, name, 'migration.sql') })),
    ...(listed?.files ?? [])
      .filter((name) => name.endsWith('.sql'))
      .map((name) => ({ name: name.slice(0, -'.sql'.length), file: join(path, name) })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  const migrations: MigrationInput[] = [];
  for (const { name, file } of files) {
    const source = sourceAt(file, cwd);
    if (source instanceof Refusal) return source;
    if (source) migrations.push({ name, source });
  }
  return migrations;
}

/** The source of a file; nothing where it is absent, and a refusal where it cannot be used. */
function sourceAt(file: string, cwd: string): Source | Refusal | undefined {
  const reading: Reading = readSource(file, shownPath(cwd, file));
  if (reading.kind === 'absent') return undefined;
  return reading.kind === 'read' ? reading.source : new Refusal(reading.problem.text);
}

/** The text of one file that was named, or why it cannot be read. */
export function openText(file: string, cwd: string): string | Refusal {
  const source = sourceAt(resolve(cwd, file), cwd);
  if (source instanceof Refusal) return source;
  return source?.text ?? new Refusal(`${file} does not exist`);
}
