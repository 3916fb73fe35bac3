import { dirname } from 'node:path';
import type { Dialect } from '@refint/model';
import { isFolder, listFolder } from './folders.ts';
import { collector, sourceIn } from './found.ts';
import { holdsPrismaMigrations, lockedDialect } from './prisma-migrations.ts';
import type { Schema } from './project.ts';
import { dialectOf } from './providers.ts';
import { migrationPlaces, stemOf } from './schema-groups.ts';
import type { Survey } from './survey.ts';

interface Pairs {
  readonly paired: readonly Schema[];
  /** Folders of migrations that no schema claims. */
  readonly unpaired: readonly string[];
}

/** Gives each schema the migrations that are its own: named by a configuration, with the same stem, or beside it. */
export function pairMigrations(schemas: readonly Schema[], seen: Survey, cwd: string): Pairs {
  const free = new Set(seen.prismaMigrations);
  // First those of which somebody said where their migrations are, so that nobody else takes them.
  for (const { migrations } of schemas) if (migrations !== undefined) free.delete(migrations);
  const taken = new Set(seen.drizzleMigrations);
  const paired = schemas.map((schema) => {
    if (schema.migrations !== undefined) return schema;
    const named = withSameStem(schema, free);
    const path = named ?? migrationPlaces(schema).find((place, at) => isOwn(place, at, schema, schemas, cwd));
    if (path === undefined || taken.has(path)) return schema;
    free.delete(path);
    taken.add(path);
    return { ...schema, migrations: path };
  });
  return { paired, unpaired: [...free] };
}

/** `postgresql-migrations` is of `postgresql-schema.prisma` beside it. */
function withSameStem({ head }: Schema, free: ReadonlySet<string>): string | undefined {
  const stem = head === undefined ? '' : stemOf(head);
  if (head === undefined || stem === '') return undefined;
  return [...free].find((path) => dirname(path) === dirname(head) && stemOf(path) === stem);
}

function isOwn(place: string, at: number, schema: Schema, schemas: readonly Schema[], cwd: string): boolean {
  if (!isFolder(place)) return false;
  // Beside the whole folder of a schema may lie the migrations of anybody.
  if (at > 0 && !isPrismaFolder(place)) return false;
  const neighbours = schemas.filter((other) => migrationPlaces(other)[at] === place);
  if (neighbours.length < 2) return true;
  const dialect = dialectOfFolder(place, cwd);
  return (neighbours.find((other) => dialectOfSchema(other, cwd) === dialect) ?? neighbours[0]) === schema;
}

function isPrismaFolder(path: string): boolean {
  const folder = listFolder(path);
  return folder !== undefined && holdsPrismaMigrations(folder);
}

const dialectOfFolder = (path: string, cwd: string): Dialect | undefined => lockedDialect(path, collector(cwd));

/** The provider of the datasource, near enough to tell neighbours apart; the reader of the schema has the last word. */
export function dialectOfSchema({ head }: Schema, cwd: string): Dialect | undefined {
  const text = head === undefined ? '' : (sourceIn(collector(cwd), head)?.text ?? '');
  return dialectOf(/^\s*datasource\s+\w+\s*\{[^}]*?^\s*provider\s*=\s*"(\w+)"/m.exec(text)?.[1]);
}
