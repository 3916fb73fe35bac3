import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto';
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp';
import { analyze, defaultSettings, type MigrationInput } from '@refint/core';
import { emptied, startPostgres } from '@refint/postgres';
import { readSql } from '@refint/sql';
import { openWorkspace, Refusal } from '@refint/workspace';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../root.ts';
import { type Entry, entriesWith } from '../entries.ts';
import { allFillable, type Sampled, sampled } from './sampled.ts';

/**
 * What is in samples.json: how many tables of each project can be filled, and what their foreign keys do. `REFINT_SAMPLES=all`
 * looks at all of them, `REFINT_SAMPLES=write` writes the numbers down.
 */
const asked = process.env['REFINT_SAMPLES'];
const file = join(import.meta.dirname, 'samples.json');
const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Sampled>;

/** One server stopped at a file that fails, and its database is another one than all migrations make. */
const all = entriesWith('catalog.pg.json', 'migrations').filter(({ name }) => !name.startsWith('civitai'));
const few = ['vercel__ai-chatbot'];
const entries = asked === undefined ? all.filter(({ name }) => few.includes(name)) : all;
const skipped = 'projects for which no rows are made: the corpus is not there (REFINT_CORPUS)';
if (all.length === 0) console.log(`skipped: ${skipped}`);

let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres({ extensions: { citext, pg_trgm, pgcrypto, uuid_ossp } });
});
afterAll(() => postgres.close());

/** Runs the migrations of a project on an empty database, and gives what they make as refint knows it. */
async function stateOf({ name, folder }: Entry) {
  const opened = await openWorkspace(['.'], { cwd: folder, plugins: [] });
  if (opened instanceof Refusal) throw new Error(`${name} is not read`);
  const { projects } = await analyze(opened.projects, { ...defaultSettings }, []);
  await emptied(postgres);
  for (const migration of opened.projects[0]?.migrations ?? []) await run(migration);
  await postgres.exec('RESET ALL');
  const state = projects[0]?.project.timeline?.last;
  if (!state) throw new Error(`${name} has no migrations`);
  return state;
}

/** As one text, or where that fails statement by statement: some extensions are nothing that PGlite has. */
async function run({ source }: MigrationInput): Promise<void> {
  try {
    await postgres.exec(source.text);
  } catch {
    await postgres.exec('ROLLBACK');
    for (const { span } of readSql(source, 'postgresql').statements) {
      await postgres.exec(source.text.slice(span.start, span.end)).catch(() => postgres.exec('ROLLBACK'));
    }
  }
}

test('every table of fixtures/apms is filled, and all that is said of its foreign keys is so', async () => {
  const state = await stateOf({ name: 'apms', folder: join(root, 'fixtures/apms') });
  expect(allFillable(state)).toBe(true);
  const { tables, one, many, why, references, asExpected, notTested, named } = await sampled(postgres, state, 3);
  expect({ one, many, why, notTested }).toEqual({ one: tables, many: tables, why: {}, notTested: {} });
  expect({ tables, references, named }).toEqual({ tables: 21, references: 22, named: 6 });
  expect(asExpected).toBeGreaterThan(4 * references);
});

describe('rows are taken where that is said, and foreign keys do what is said of them', () => {
  if (all.length === 0) test.skip(skipped, () => {});
  const seen: Record<string, Sampled> = {};
  test.each(entries.map((entry) => [entry.name, entry] as const))(
    '%s',
    async (name, entry) => {
      const spoils = asked === undefined ? 2 : 60;
      seen[name] = await sampled(postgres, await stateOf(entry), spoils);
      const { named, ...rest } = seen[name];
      const { named: all, ...numbers } = written[name] ?? { named: 0 };
      if (asked !== 'write') expect([rest, asked === 'all' ? named : 0]).toEqual([numbers, asked === 'all' ? all : 0]);
      expect(named > 0 || rest.references === 0).toBe(true);
    },
    300_000,
  );
  afterAll(() => {
    if (asked === 'write') writeFileSync(file, `${JSON.stringify({ ...written, ...seen }, undefined, 2)}\n`);
  });
});
