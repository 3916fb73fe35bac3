import { join } from 'node:path';
import { walk } from './folders.ts';
import { holdsPrismaMigrations } from './prisma-migrations.ts';

/** Every .prisma file in a schema folder and below it, nearer ones first. */
export function schemaFilesIn(path: string): string[] {
  const ignore = (): void => {};
  const folders = [...walk(path, holdsPrismaMigrations, ignore)];
  return folders.flatMap((folder) =>
    folder.files.filter((name) => name.endsWith('.prisma')).map((name) => join(folder.path, name)),
  );
}
