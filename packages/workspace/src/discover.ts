import { basename } from 'node:path';
import type { Problem } from '@refint/model';
import { isThere } from './disk.ts';
import { isFolder } from './folders.ts';
import { type Collector, collector, type FoundProject, sourceIn } from './found.ts';
import { pairMigrations } from './pair-migrations.ts';
import { shownPath } from './paths.ts';
import { nothingAt, type PrismaPlace, prismaPlaceIn } from './prisma-place.ts';
import { drizzleProject, prismaProject, type Schema } from './project.ts';
import { schemaFilesIn } from './schema-files.ts';
import { groupSchemas } from './schema-groups.ts';
import { type Survey, survey } from './survey.ts';

export interface Discovered {
  readonly projects: readonly FoundProject[];
  readonly problems: readonly Problem[];
  /** Configurations of refint that lie in it. */
  readonly ownConfigs: readonly string[];
}

/** Finds every project in a folder and below it. `start` is absolute; places are shown relative to `cwd`. */
export function discover(start: string, cwd: string): Discovered {
  const seen = survey(start, cwd);
  const into = collector(cwd);
  const schemas = schemasOf(seen, into);
  const { paired, unpaired } = pairMigrations(schemas, seen, cwd);
  const projects = paired.map((schema) => prismaProject(schema, cwd));
  for (const path of unpaired) projects.push(prismaProject({ files: [], migrations: path, notes: [] }, cwd));
  projects.push(...seen.drizzleMigrations.map((path) => drizzleProject(path, cwd)));
  const [first, ...others] = projects;
  const kept = first ? [{ ...first, notes: [...into.notes, ...first.notes] }, ...others] : [];
  return { projects: kept, problems: [...seen.problems, ...into.problems], ownConfigs: seen.ownConfigs };
}

/** Schemas of which somebody says where they are, then those that lie where Prisma finds them. */
function schemasOf({ speaking, schemaFiles }: Survey, into: Collector): Schema[] {
  const schemas: Schema[] = [];
  const taken = new Set<string>();
  for (const folder of speaking) {
    const place = prismaPlaceIn(folder, into);
    if (!place) continue;
    const files = filesAt(place);
    if (files.length === 0) into.problems.push({ kind: 'unusable', text: nothingAt(into.cwd, place), fatal: true });
    else if (!files.every((file) => taken.has(file))) schemas.push(schemaAt(place, files, into));
    for (const file of files) taken.add(file);
  }
  const loose = schemaFiles.filter((path) => !taken.has(path));
  const { groups, rest } = groupSchemas(loose.map((path) => ({ path, isHead: isHead(path, into) })));
  for (const path of rest) {
    const text = `${shownPath(into.cwd, path)} has no datasource and belongs to no schema that has one: not read`;
    into.problems.push({ kind: 'unusable', text, fatal: false });
  }
  return [...schemas, ...groups.map(({ head, files }) => ({ files, head, migrations: undefined, notes: [] }))];
}

const filesAt = ({ schema }: PrismaPlace): readonly string[] =>
  isFolder(schema) ? schemaFilesIn(schema) : isThere(schema) ? [schema] : [];

function schemaAt(place: PrismaPlace, files: readonly string[], into: Collector): Schema {
  const head = files.find((path) => isHead(path, into)) ?? files[0]!;
  const ordered = [head, ...files.filter((path) => path !== head)];
  const { migrations, external } = place;
  if (migrations === undefined || isFolder(migrations))
    return { files: ordered, head, migrations, external, notes: place.notes };
  const note = `${place.by} names the migrations ${shownPath(into.cwd, migrations)}, which do not exist`;
  return { files: ordered, head, migrations: undefined, external, notes: [...place.notes, note] };
}

/** A schema.prisma counts even without a datasource: nobody else could be it. */
function isHead(path: string, { cwd }: Collector): boolean {
  if (basename(path) === 'schema.prisma') return true;
  const text = sourceIn(collector(cwd), path)?.text;
  return text === undefined || /^\s*datasource\s+\w+\s*\{/m.test(text);
}
