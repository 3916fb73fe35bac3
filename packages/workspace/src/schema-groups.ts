import { basename, dirname, join } from 'node:path';
import { isWithin } from './paths.ts';

/** A .prisma file that was met. */
export interface SchemaFile {
  readonly path: string;
  /** It says where the database is, so a schema begins with it. */
  readonly isHead: boolean;
}

/** The files of one schema, the one with the datasource first. */
export interface SchemaGroup {
  readonly head: string;
  readonly files: readonly string[];
}

/**
 * Puts files that belong together into one schema each. As Prisma has it, a schema is one file with a datasource, or a
 * folder of which one file has it. `rest` is what belongs to none.
 */
export function groupSchemas(files: readonly SchemaFile[]): { groups: SchemaGroup[]; rest: string[] } {
  const parts = new Map(files.filter(({ isHead }) => isHead).map(({ path }) => [path, [] as string[]]));
  const heads = [...parts.keys()].sort(usualFirst);
  const rest: string[] = [];
  for (const { path, isHead } of files) {
    if (isHead) continue;
    const head = headAbove(path, heads) ?? headBeside(path, heads);
    if (head === undefined) rest.push(path);
    else parts.get(head)?.push(path);
  }
  return { groups: heads.map((head) => ({ head, files: [head, ...(parts.get(head) ?? []).sort()] })), rest };
}

/** A file called schema.prisma comes before its neighbours; otherwise nearer to the root, then by name. */
function usualFirst(a: string, b: string): number {
  const depth = a.split(/[\\/]/).length - b.split(/[\\/]/).length;
  const usual = Number(basename(b) === 'schema.prisma') - Number(basename(a) === 'schema.prisma');
  return depth || usual || (a < b ? -1 : 1);
}

/** The head in the nearest folder above; one that is far above has nothing to do with it. */
function headAbove(path: string, heads: readonly string[]): string | undefined {
  let folder = dirname(path);
  for (let level = 0; level <= 3; level++, folder = dirname(folder)) {
    const head = heads.find((one) => dirname(one) === folder);
    if (head !== undefined) return head;
  }
  return undefined;
}

/** The only head in the schema folder that both lie in, as when the datasource has a folder of its own. */
function headBeside(path: string, heads: readonly string[]): string | undefined {
  for (let folder = dirname(path); dirname(folder) !== folder; folder = dirname(folder)) {
    const inside = heads.filter((head) => isWithin(folder, head));
    if (inside.length === 1 && /^(?:prisma|schema)$/.test(basename(folder))) return inside[0];
    if (inside.length > 0) return undefined;
  }
  return undefined;
}

/** The folder that people would call the project: the one that holds `prisma/`, `prisma/schema/` or the file. */
export function projectFolder(path: string): string {
  let folder = path;
  while (/^(?:schema|prisma)$/.test(basename(folder)) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** Where Prisma and people keep the migrations of a schema: beside its datasource, beside its folder. */
export function migrationPlaces({ head, files }: SchemaGroup): string[] {
  const folder = dirname(head);
  const beside = join(folder, 'migrations');
  return files.length > 1 || basename(folder) === 'schema' ? [beside, join(dirname(folder), 'migrations')] : [beside];
}

/** What a schema file and its folder of migrations have in common when several lie side by side: `postgresql-…`. */
export const stemOf = (name: string): string =>
  basename(name, '.prisma').replace(/[-_.]?(?:schema|migrations?)[-_.]?/, '');
