import { dirname, resolve } from 'node:path';
import type { Problem } from '@refint/model';
import type { Runner } from '@refint/rule';
import type { Config } from './config/shape.ts';
import { isThere } from './disk.ts';
import { holdsDrizzleJournal, readDrizzleMigrations } from './drizzle-journal.ts';
import { isFolder, listFolder } from './folders.ts';
import { type Collector, collector, type FoundProject, sourcesIn } from './found.ts';
import { isWithin, shownPath } from './paths.ts';
import { readPrismaMigrations } from './prisma-migrations.ts';
import { schemaFilesIn } from './schema-files.ts';
import { migrationPlaces, projectFolder } from './schema-groups.ts';
import { readSqlFiles } from './sql-files.ts';

type ConfiguredProject = NonNullable<Config['projects']>[number];

/** Reads the projects that a configuration names. Their places are relative to the folder of the configuration. */
export function configuredProjects(
  projects: readonly ConfiguredProject[],
  { folder, shown, cwd }: { readonly folder: string; readonly shown: string; readonly cwd: string },
): readonly FoundProject[] {
  return projects.map((project, at) => {
    const into = collector(cwd);
    const fatal = (text: string): void =>
      void into.problems.push({ kind: 'unusable', text: `${shown}: ${text}`, fatal: true });
    const named = (key: 'schema' | 'migrations'): string | undefined => {
      const place = project[key];
      if (place === undefined) return undefined;
      const absolute = resolve(folder, place);
      if (isThere(absolute)) return absolute;
      fatal(`projects[${at}].${key} is ${shownPath(cwd, absolute)}, which does not exist`);
      return undefined;
    };
    if (project.schema === undefined && project.migrations === undefined) {
      fatal(`projects[${at}] names neither a schema nor migrations`);
    }
    return read(project, named('schema'), named('migrations'), into);
  });
}

function read(
  project: ConfiguredProject,
  schema: string | undefined,
  named: string | undefined,
  into: Collector,
): FoundProject {
  const { cwd } = into;
  const files = schema === undefined ? [] : isFolder(schema) ? schemaFilesIn(schema) : [schema];
  if (schema !== undefined && files.length === 0) {
    into.problems.push({
      kind: 'unusable',
      text: `${shownPath(cwd, schema)} holds no .prisma file`,
      fatal: true,
    } satisfies Problem);
  }
  const head = files[0];
  const usual = head === undefined || project.migrations !== undefined ? [] : migrationPlaces({ head, files });
  const migrations = named ?? usual.find(isFolder);
  const runner = project.runner ?? (migrations === undefined ? 'prisma' : runnerOf(migrations));
  const history = migrations === undefined ? undefined : readers[runner](migrations, into);
  const holder = head ?? migrations;
  return {
    key: project.name,
    name: project.name ?? (holder === undefined ? '.' : shownPath(cwd, projectFolder(dirname(holder)))),
    schema: sourcesIn(into, files),
    migrations: history && (named !== undefined || history.migrations.length > 0) ? history.migrations : undefined,
    runner,
    dialect: history?.dialect,
    neverRun: history?.neverRun ?? [],
    problems: into.problems,
    notes: into.notes,
    made: [...files, ...(migrations === undefined ? [] : [migrations])],
  };
}

const readers = { prisma: readPrismaMigrations, drizzle: readDrizzleMigrations, psql: readSqlFiles } as const;

/** Who runs what lies in a folder: a journal is drizzle's, files without folders are run one by one. */
function runnerOf(path: string): Runner {
  const folder = listFolder(path);
  if (!folder) return 'prisma';
  if (holdsDrizzleJournal(folder)) return 'drizzle';
  return folder.folders.length === 0 && folder.files.some((name) => name.endsWith('.sql')) ? 'psql' : 'prisma';
}

/** Of the projects of a configuration those that a path stands for; all of them for a folder around the configuration. */
export function projectsWithin(
  path: string,
  config: string,
  projects: readonly FoundProject[],
): readonly FoundProject[] {
  if (isWithin(path, dirname(config))) return projects;
  return projects.filter(({ made }) => made.some((part) => isWithin(path, part) || isWithin(part, path)));
}
