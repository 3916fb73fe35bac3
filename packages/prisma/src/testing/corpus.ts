import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Source, sourceOf } from '@refint/model';

/** The folder of real schemas that tests compare with: REFINT_CORPUS, or the one beside the repository. */
const folder = resolve(fileURLToPath(new URL('../../../..', import.meta.url)), process.env['REFINT_CORPUS'] ?? '../shared/corpus');

export interface Entry {
  readonly name: string;
  readonly sources: readonly Source[];
  /** What Prisma's own parser said of it, as JSON. */
  readonly truth: string;
  /** What a real PostgreSQL held after all migrations, as JSON; nothing for other databases. */
  readonly catalog: string | undefined;
  /** What SQLite held after all migrations, as JSON; nothing for other databases. */
  readonly sqlite: string | undefined;
}

/** Every entry with a Prisma schema. Says how many tests its absence skips. */
export function corpusEntries(skipping: string): readonly Entry[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(resolve(folder, name, 'dmmf.json'))) : [];
  if (names.length === 0) console.warn(`skipped: ${skipping}, because there is no corpus (../shared/corpus or REFINT_CORPUS)`);
  return names.map((name) => ({
    name,
    sources: schemaFiles(resolve(folder, name)).map((path) => sourceOf(path, readFileSync(path, 'utf8'))),
    truth: readFileSync(resolve(folder, name, 'dmmf.json'), 'utf8'),
    sqlite: readIfThere(resolve(folder, name, 'catalog.sqlite.json')),
    catalog: readIfThere(resolve(folder, name, 'catalog.pg.json')),
  }));
}

const readIfThere = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

function schemaFiles(entry: string): readonly string[] {
  const single = resolve(entry, 'schema.prisma');
  if (existsSync(single)) return [single];
  const files = readdirSync(resolve(entry, 'schema'), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.prisma')).map((file) => resolve(entry, 'schema', file));
}
