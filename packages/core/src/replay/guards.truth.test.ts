import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { sourceOf, textAt } from '@refint/model';
import { startPostgres } from '@refint/postgres';
import { readSql } from '@refint/sql';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { catalogOf } from '../catalog.ts';
import { comparable } from '../server/comparable.ts';
import { casesIn } from '../testing/cases.ts';
import { codeOf, failedStatements } from '../testing/compare.ts';
import { run } from '../testing/server.ts';
import { allConditions, codesOf } from './condition-names.ts';
import { isOwnFunction } from './guards/pg-things.ts';
import { isOwnColumn, isOwnRelation } from './guards/system.ts';
import { replayHistory } from './index.ts';

/**
 * Guards as people write them, and as they could: PostgreSQL runs each script, statement by statement, and what it then
 * holds is right. `guards-*.sql` must be known; in `unknown-*.sql` rows decide, which no migration shows, so the replay
 * must say that it does not know.
 */
const folder = join(import.meta.dirname, 'cases');
const scripts = (prefix: string) =>
  readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ name, cases: casesIn(readFileSync(join(folder, name), 'utf8')) }));

/** How many conditions of guards were asked, and how many answers were "unknown". */
const tally = vi.hoisted(() => ({ isOn: false, asked: 0, unknown: 0 }));

vi.mock('./guards/ask.ts', async (original) => {
  const { ask } = await original<typeof import('./guards/ask.ts')>();
  const counted: typeof ask = (condition, scope) => {
    const answer = ask(condition, scope);
    if (tally.isOn) {
      tally.asked++;
      // An error is an answer too.
      if (answer === undefined && scope.errors.length === 0) tally.unknown++;
    }
    return answer;
  };
  return { ask: counted };
});

let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
});

async function both(title: string, sql: string) {
  const source = sourceOf(title, sql);
  const { statements } = readSql(source, 'postgresql');
  const oracle = await run(
    postgres,
    statements.map(({ span }) => textAt({ source, span })),
  );
  const { timeline, problems } = replayHistory([{ name: title, source }], { runner: 'psql', dialect: 'postgresql' });
  expect(problems).toEqual([]);
  const failed = failedStatements(statements, timeline.moments).map(codeOf);
  return { oracle: { ...oracle, failed: oracle.failed.map(codeOf) }, timeline, failed };
}

describe.each(scripts('guards-'))('$name', ({ cases }) => {
  test.each(cases)('$title', async ({ title, sql }) => {
    tally.isOn = true;
    const { oracle, timeline, failed } = await both(title, sql);
    tally.isOn = false;
    expect(failed).toEqual(oracle.failed);
    expect(comparable(catalogOf(timeline.last))).toEqual(oracle.catalog);
    expect(timeline.doubt).toBeUndefined();
    expect(timeline.incomplete).toBeUndefined();
  });
});

describe.each(scripts('unknown-'))('$name', ({ cases }) => {
  test.each(cases)('$title', async ({ title, sql }) => {
    const { oracle, timeline, failed } = await both(title, sql);
    const full = await both(title, sql.replace(/^CREATE TABLE t \(id int[^;]*;/m, `$& ${someRows}`));
    const doubtful = timeline.last.tables.filter(({ doubt }) => doubt).map(({ name }) => name);
    expect(timeline.moments.some(({ outcome }) => outcome.kind === 'doubtful') || timeline.doubt).toBeTruthy();
    if (timeline.doubt) return;
    // What is said without doubt is so, whatever rows there are.
    const sure = ({ tables }: { readonly tables: readonly { readonly name: string }[] }) =>
      tables.filter(({ name }) => !doubtful.includes(name));
    const known = sure(comparable(catalogOf(timeline.last)));
    for (const { catalog, failed: truth } of [oracle, full.oracle]) {
      expect(known).toEqual(sure(catalog as never));
      expect(truth).toEqual(expect.arrayContaining(failed));
    }
  });
});

const someRows = 'INSERT INTO t (id) SELECT generate_series(1, 10);';

test('there are enough of them, and nearly all conditions have an answer', () => {
  const count = scripts('guards-').reduce((sum, { cases }) => sum + cases.length, 0);
  expect(count).toBeGreaterThanOrEqual(80);
  expect(tally.asked).toBeGreaterThanOrEqual(count);
  expect(tally.unknown / tally.asked).toBeLessThanOrEqual(0.05);
});

test('conditions have the codes that PostgreSQL gives them', async () => {
  const wrong: string[] = [];
  for (const name of allConditions()) {
    try {
      await postgres.exec(`DO $$ BEGIN RAISE ${name}; END $$`);
    } catch (error) {
      const { code } = error as { code: string };
      if (code !== codesOf(name)[0]) wrong.push(`${name} is ${code}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('what is taken for a name of users is none of PostgreSQL itself', async () => {
  const names = async (sql: string) => (await postgres.query<{ name: string }>(sql)).rows.map(({ name }) => name);
  const functions = await names(
    `SELECT DISTINCT proname AS name FROM pg_proc WHERE pronamespace <> 'public'::regnamespace`,
  );
  expect(functions.filter(isOwnFunction)).toEqual([]);
  const columns = await names(
    `SELECT DISTINCT attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace <> 'public'::regnamespace`,
  );
  expect(columns.filter(isOwnColumn)).toEqual([]);
  const relations = await names(`SELECT relname AS name FROM pg_class WHERE relnamespace <> 'public'::regnamespace`);
  expect(relations.filter(isOwnRelation)).toEqual([]);
});

afterAll(() => {
  const share = ((100 * tally.unknown) / Math.max(1, tally.asked)).toFixed(1);
  console.info(`${tally.asked} conditions of guards asked, ${tally.unknown} answered unknown (${share} %)`);
});
