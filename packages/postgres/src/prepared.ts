import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * The data directory of a new database as one archive, kept below node_modules for all who start one later. Several
 * processes may make it at the same time: each writes a file of its own and puts it in place in one step.
 */
export async function preparedData(): Promise<Blob> {
  const file = join(root, 'node_modules/.cache/refint', `pglite-${versionOf()}.tar`);
  if (!existsSync(file)) await prepare(file);
  return new Blob([readFileSync(file)]);
}

async function prepare(file: string): Promise<void> {
  const database = await PGlite.create();
  const dump = await database.dumpDataDir('none');
  await database.close();
  mkdirSync(dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, Buffer.from(await dump.arrayBuffer()));
  renameSync(own, file);
}

/** PGlite's manifest is not among what it exports, but it lies beside the file that is. */
export function versionOf(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest = JSON.parse(readFileSync(join(dirname(entry), '../package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
