import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { positionAt, sourceOf, type Timeline } from '@refint/model';
import { describe, expect, test } from 'vitest';
import type { MigrationInput } from '../input.ts';
import { refusedStatements } from '../testing/refused.ts';
import { replayHistory } from './index.ts';

/**
 * What failed when a real server ran the histories of real projects: each file as one query, and those that failed
 * statement by statement. The replay has to know each of them that `notKnown` does not name, and no other.
 */
const corpus = process.env['REFINT_CORPUS'] ?? resolve(import.meta.dirname, '../../../../../shared/corpus');

interface FailedFile {
  readonly file: string;
  readonly wholeFileError: string;
  /** `folder/migration.sql:line: ERROR:  message`, the line being the one in which the statement ends. */
  readonly statementErrors?: readonly string[];
}

interface Entry {
  readonly dir: string;
  readonly kind: string;
  readonly provider: string;
  readonly postgres?: {
    readonly clean: boolean;
    readonly failures: readonly (FailedFile | { readonly file: string; readonly error: string })[];
    readonly needsStatementMode: readonly FailedFile[] | null;
  };
}

const read = (...path: string[]): string => readFileSync(join(corpus, ...path), 'utf8');
const listed: readonly Entry[] = existsSync(join(corpus, 'MANIFEST.json')) ? JSON.parse(read('MANIFEST.json')) : [];
const entries = listed.filter(({ postgres, kind }) => postgres && kind !== 'drizzle');
const failing = entries.filter(({ kind, postgres }) => kind === 'prisma' && !postgres?.clean);
const typeorm = entries.filter(({ kind }) => kind === 'typeorm');

function prismaMigrations({ dir }: Entry): MigrationInput[] {
  return readdirSync(join(corpus, dir, 'migrations'))
    .map((name) => ({ name, path: join('migrations', name, 'migration.sql') }))
    .filter(({ path }) => existsSync(join(corpus, dir, path)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, path }) => ({ name, source: sourceOf(join(dir, path), read(dir, path)) }));
}

/** The statements that each migration really ran, put together to files. */
function executedMigrations({ dir }: Entry): MigrationInput[] {
  const files = JSON.parse(read(dir, 'executed-sql.json')) as { file: string; sql: { sql: string }[] }[];
  return files.map(({ file, sql }) => {
    const text = sql.map((one) => one.sql.trim().replace(/;$/, '')).join(';\n');
    return { name: file, source: sourceOf(join(dir, file), text) };
  });
}

interface Told {
  readonly file: string;
  /** The line in which the statement ends. */
  readonly line: number;
  readonly code: string;
  readonly text: string;
}

const failuresOf = (timeline: Timeline): Told[] =>
  refusedStatements(timeline).map(({ migration, statement, code, text }) => {
    const { line } = positionAt(migration.source, statement.span.end);
    return { file: migration.name, line, code, text };
  });

const replayed = (migrations: readonly MigrationInput[], runner: 'psql' | 'prisma') =>
  failuresOf(replayHistory(migrations, { runner, dialect: 'postgresql', version: 15 }).timeline);

/**
 * What the server said and the replay does not know yet, with what is missing for it. Each begins a line of the truth;
 * what is here and known all the same makes the tests fail, so that nothing stays here longer than it has to.
 */
const notKnown: readonly { readonly because: string; readonly begins: readonly string[] }[] = [
  {
    because: 'a publication is often made by hand, by whoever may, so that its absence proves nothing',
    begins: ['20260701000000_drop_image_metric'],
  },
  {
    because: 'rows are not kept, so that none can be said to reference nothing',
    begins: ['20260804162000_new_upcoming_creators_home_block', '20260804211000_new_upcoming_creators_feed_blocks'],
  },
];

const isKnown = (line: string): boolean =>
  !notKnown.some(({ begins }) => begins.some((beginning) => line.startsWith(beginning)));

/** The server's message, and what follows it in ours: a detail. Where a syntax error is said to be is not compared. */
const asSaid = (text: string, said: readonly string[]): string =>
  said.find((one) => text.startsWith(`${one}: `)) ?? (text.startsWith('syntax error') ? 'syntax error' : text);

describe.skipIf(failing.length === 0)('a real history fails where PostgreSQL said so', () => {
  test.each(failing)('$dir, statement by statement', (entry) => {
    const errors = (entry.postgres?.failures ?? []).flatMap((one) =>
      'statementErrors' in one ? (one.statementErrors ?? []) : [],
    );
    const truth = errors.map((error) => {
      const [, file = '', line = '', text = ''] = /^(.*?)\/migration\.sql:(\d+): ERROR: {2}(.*)$/.exec(error) ?? [];
      return `${file}:${line} ${text.replace(/^syntax error.*/, 'syntax error')}`;
    });
    const texts = truth.map((one) => one.replace(/^\S+ /, ''));
    const ours = replayed(prismaMigrations(entry), 'psql');
    expect(ours.map(({ file, line, text }) => `${file}:${line} ${asSaid(text, texts)}`)).toEqual(truth.filter(isKnown));
  });

  test.each(failing)('$dir, each file as one query', (entry) => {
    const { failures = [], needsStatementMode } = entry.postgres ?? {};
    const files = [...failures, ...(needsStatementMode ?? [])].flatMap((one) => ('wholeFileError' in one ? one : []));
    const truth = files.map(
      ({ file, wholeFileError }) => `${file.split('/')[1]} ${/\((\w{5})\)/.exec(wholeFileError)?.[1]}`,
    );
    const first = new Map<string, string>();
    for (const { file, code } of replayed(prismaMigrations(entry), 'prisma')) {
      if (!first.has(file)) first.set(file, code);
    }
    expect([...first].map(([file, code]) => `${file} ${code}`)).toEqual(truth.sort().filter(isKnown));
  });
});

describe.skipIf(typeorm.length === 0)(
  'what migrations written in TypeScript really ran fails where PostgreSQL said so',
  () => {
    test.each(typeorm)('$dir', (entry) => {
      const truth = (entry.postgres?.failures ?? []).map((one) => `${one.file} ${'error' in one ? one.error : ''}`);
      const ours = replayed(executedMigrations(entry), 'psql');
      expect(ours.map(({ file, text }) => `${file} ${text}`)).toEqual(truth.filter(isKnown));
    });
  },
);

if (entries.length === 0) {
  test.skip('truth tests of failures: the corpus is not there (../shared/corpus or REFINT_CORPUS), all are skipped', () => {});
}
