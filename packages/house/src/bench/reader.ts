import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '@refint/model';
import { readSql } from '@refint/sql';
import { median } from './measure.ts';

/** What reading SQL costs once V8 has warmed up. */
export interface ReaderSpeed {
  readonly files: number;
  /** Bytes of UTF-8, in millions. */
  readonly megabytes: number;
  readonly statements: number;
  /** The median of all rounds. */
  readonly megabytesPerSecond: number;
}

/** Reads every PostgreSQL migration of the corpus into statements and changes, again and again, and nothing else. */
export function readerSpeed(corpus: string, rounds: number): ReaderSpeed {
  const texts = migrationTexts(corpus);
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  let statements = 0;
  const once = (): number => {
    // A source is read once, so each round has sources of its own.
    const sources = texts.map((text, at): Source => ({ path: `${at}.sql`, text }));
    const start = process.hrtime.bigint();
    statements = 0;
    for (const source of sources) statements += readSql(source, 'postgresql').statements.length;
    return Number(process.hrtime.bigint() - start) / 1e9;
  };
  for (let round = 0; round < 5; round++) once();
  const seconds = Array.from({ length: rounds }, once);
  return { files: texts.length, megabytes, statements, megabytesPerSecond: megabytes / median(seconds) };
}

interface Entry {
  readonly dir: string;
  readonly kind: string;
  readonly provider: string;
}

function migrationTexts(corpus: string): string[] {
  const entries: readonly Entry[] = JSON.parse(readFileSync(join(corpus, 'MANIFEST.json'), 'utf8'));
  return entries
    .filter(({ kind, provider }) => provider === 'postgresql' && kind !== 'typeorm')
    .map(({ dir }) => join(corpus, dir, 'migrations'))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((found) => found.isFile() && found.name.endsWith('.sql'))
        .map((found) => readFileSync(join(found.parentPath, found.name), 'utf8')),
    );
}
