import { join } from 'node:path';
import { doing, type Problem } from '@refint/model';
import { isConfigName } from './config/names.ts';
import { kindOf, readText } from './disk.ts';
import { holdsDrizzleJournal } from './drizzle-journal.ts';
import { type Folder, walk } from './folders.ts';
import { shownPath } from './paths.ts';
import { holdsPrismaMigrations } from './prisma-migrations.ts';
import { reasonFor } from './read-source.ts';

/** What lies in a folder and below it that has to do with schemas. Paths are absolute, nearer ones first. */
export interface Survey {
  /** Folders that may say where their schema is: they have a package.json or a Prisma configuration. */
  readonly speaking: readonly Folder[];
  readonly schemaFiles: readonly string[];
  readonly prismaMigrations: readonly string[];
  readonly drizzleMigrations: readonly string[];
  /** Configurations of refint itself. */
  readonly ownConfigs: readonly string[];
  readonly problems: readonly Problem[];
}

/** Looks through a folder, without reading what it finds. */
export function survey(start: string, cwd: string): Survey {
  const speaking: Folder[] = [];
  const schemaFiles: string[] = [];
  const prismaMigrations: string[] = [];
  const drizzleMigrations: string[] = [];
  const ownConfigs: string[] = [];
  const problems: Problem[] = [];
  const stopAt = (folder: Folder): boolean => {
    if (holdsDrizzleJournal(folder)) drizzleMigrations.push(folder.path);
    else if (holdsPrismaMigrations(folder)) prismaMigrations.push(folder.path);
    else return isGenerated(folder) || isPlan(folder);
    return true;
  };
  const failed = (path: string, error: unknown): void => {
    const text = `${shownPath(cwd, path)} cannot be searched: ${reasonFor(error)}`;
    problems.push({ kind: 'unusable', text, fatal: path === start });
  };
  for (const folder of walk(start, stopAt, failed)) {
    doing('looking for projects');
    const { path, files } = folder;
    if (isGenerated(folder)) continue;
    const lost = lostMigrations(folder, cwd);
    if (lost) problems.push(lost);
    for (const name of files) {
      if (name.endsWith('.prisma')) schemaFiles.push(join(path, name));
      else if (isConfigName(name)) ownConfigs.push(join(path, name));
    }
    if (files.some((name) => name === 'package.json' || name.startsWith('prisma.config.'))) speaking.push(folder);
  }
  return { speaking, schemaFiles, prismaMigrations, drizzleMigrations, ownConfigs, problems };
}

/** What is called as a folder of migrations is, and is none that can be looked into: nobody means to have no migrations there. */
function lostMigrations({ path, files }: Folder, cwd: string): Problem | undefined {
  if (!files.includes('migrations') || !files.some((name) => name.endsWith('.prisma'))) return undefined;
  const place = join(path, 'migrations');
  return { kind: 'unusable', text: `${shownPath(cwd, place)} ${whyLost(place)}`, fatal: true };
}

function whyLost(place: string): string {
  try {
    return kindOf(place) === 'absent' ? 'is a link that leads to nothing' : 'is no folder';
  } catch (error) {
    return `cannot be read: ${reasonFor(error)}`;
  }
}

/** The generated client of Prisma holds a copy of the schema. */
const isGenerated = ({ files }: Folder): boolean =>
  files.includes('schema.prisma') && files.includes('index.d.ts') && files.includes('index.js');

/** What `refint plan` wrote is to be looked at, and runs only once somebody has put it among the migrations. */
function isPlan({ path, files }: Folder): boolean {
  if (!files.includes('audit.sql') || !files.includes('rollback.sql')) return false;
  try {
    return readText(join(path, 'audit.sql')).startsWith('-- refint plan');
  } catch {
    return false;
  }
}
