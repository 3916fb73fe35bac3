import { dirname } from 'node:path';
import { readDrizzleMigrations } from './drizzle-journal.ts';
import { collector, type FoundProject, sourcesIn } from './found.ts';
import { shownPath } from './paths.ts';
import { readPrismaMigrations } from './prisma-migrations.ts';
import { projectFolder } from './schema-groups.ts';

/** The places of one Prisma project; all paths are absolute. */
export interface Schema {
  readonly files: readonly string[];
  /** The file with the datasource. */
  readonly head: string;
  readonly migrations: string | undefined;
  readonly external?: readonly string[] | 'unknown' | undefined;
  readonly notes: readonly string[];
}

/** Reads the files of a Prisma project, which may have no schema. */
export function prismaProject(
  { files, head, migrations: path, external, notes }: Omit<Schema, 'head'> & Partial<Schema>,
  cwd: string,
): FoundProject {
  const into = collector(cwd);
  const read = path === undefined ? undefined : readPrismaMigrations(path, into);
  const made = [...files, ...(path === undefined ? [] : [path])];
  return {
    name: shownPath(cwd, projectFolder(dirname(head ?? path ?? cwd))),
    schema: sourcesIn(into, files),
    // A folder without any migration is that of a project that has not begun to migrate.
    migrations: read && read.migrations.length > 0 ? read.migrations : undefined,
    runner: 'prisma',
    external,
    dialect: read?.dialect,
    neverRun: read?.neverRun ?? [],
    problems: into.problems,
    notes: [...notes, ...into.notes],
    made,
  };
}

/** Reads the files of a project that drizzle migrates. Its schema is TypeScript, which is not read. */
export function drizzleProject(path: string, cwd: string): FoundProject {
  const into = collector(cwd);
  const { migrations, neverRun, dialect } = readDrizzleMigrations(path, into);
  return {
    name: shownPath(cwd, dirname(path)),
    schema: [],
    migrations,
    runner: 'drizzle',
    dialect,
    neverRun,
    problems: into.problems,
    notes: into.notes,
    made: [path],
  };
}
