import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sourceOf, textAt } from '@refint/model';
import { readSql } from '@refint/sql';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { catalogOf } from '../catalog.ts';
import { casesIn } from '../testing/cases.ts';
import { codeOf, comparable, failedStatements } from '../testing/compare.ts';
import { run } from '../testing/server.ts';
import { allConditions, codesOf } from './condition-names.ts';
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
  postgres = await PGlite.create();
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
    const doubtful = timeline.last.tables.filter(({ doubt }) => doubt).map(({ name }) => name);
    expect(timeline.moments.some(({ outcome }) => outcome.kind === 'doubtful') || timeline.doubt).toBeTruthy();
    if (timeline.doubt) return;
    // What is said without doubt is so, whatever rows there are; here there are none.
    const sure = ({ tables }: { readonly tables: readonly { readonly name: string }[] }) =>
      tables.filter(({ name }) => !doubtful.includes(name));
    const known = { tables: sure(comparable(catalogOf(timeline.last))), failed };
    const truth = { tables: sure(oracle.catalog as never), failed: oracle.failed };
    expect(known).toEqual(truth);
  });
});

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

afterAll(() => {
  const share = ((100 * tally.unknown) / Math.max(1, tally.asked)).toFixed(1);
  console.info(`${tally.asked} conditions of guards asked, ${tally.unknown} answered unknown (${share} %)`);
});
