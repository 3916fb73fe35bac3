import { type Snapshot, sourceOf } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { replayHistory } from './index.ts';

/** Replays a text as one migration, after one that makes two tables; gives how long it took, in milliseconds. */
function timed(text: string) {
  const begin = 'CREATE TABLE users (id int PRIMARY KEY);\nCREATE TABLE posts (id int PRIMARY KEY, author_id int);';
  const migrations = [begin, text].map((sql, at) => ({ name: `m${at}`, source: sourceOf(`m${at}.sql`, sql) }));
  const start = performance.now();
  const { timeline } = replayHistory(migrations, { runner: 'prisma', dialect: 'postgresql' });
  return { ...timeline, took: performance.now() - start };
}

const block = (body: string, declare = ''): string => `DO $$ ${declare} BEGIN ${body} END $$;`;

/** Generous: machines are slow, but what never ends takes longer still. */
const soon = 20_000;

const doubts = (last: Snapshot, name: string) => last.tableNamed('public', name)?.doubt?.because;

describe('code that runs for ever, or too long, is not followed to its end, and leaves doubt', () => {
  test.each([
    ['a loop without an end', block('LOOP ALTER TABLE posts ALTER COLUMN author_id DROP NOT NULL; END LOOP;')],
    [
      'a loop whose end is never reached',
      block(
        "WHILE i < 3 LOOP i := i - 1; EXECUTE 'ALTER TABLE posts ALTER COLUMN author_id DROP NOT NULL'; END LOOP;",
        'DECLARE i int := 0;',
      ),
    ],
    ['a loop that only goes on', block('LOOP CONTINUE; END LOOP; ALTER TABLE posts ADD COLUMN x int;')],
    [
      'loops in loops in loops',
      block(
        `FOR i IN 1..5000 LOOP FOR j IN 1..5000 LOOP FOR k IN 1..5000 LOOP
           ALTER TABLE posts ALTER COLUMN author_id DROP NOT NULL; END LOOP; END LOOP; END LOOP;`,
      ),
    ],
    [
      'a range of a billion',
      block('FOR i IN 1..1000000000 LOOP ALTER TABLE posts ALTER COLUMN author_id DROP NOT NULL; END LOOP;'),
    ],
  ])('%s', (_, text) => {
    const { last, doubt, took } = timed(text);
    expect(took).toBeLessThan(soon);
    if (!text.includes('CONTINUE')) expect(doubt ?? doubts(last, 'posts')).toBeDefined();
  });

  test('an array with a hundred thousand items', () => {
    const items = Array.from({ length: 100_000 }, (_, at) => `'c${at}'`).join(',');
    const text = block(
      `FOREACH x IN ARRAY ARRAY[${items}] LOOP EXECUTE 'ALTER TABLE posts ADD COLUMN ' || x || ' int'; END LOOP;`,
      'DECLARE x text;',
    );
    const { last, took } = timed(text);
    expect(took).toBeLessThan(soon);
    expect(doubts(last, 'posts')).toBe('a command is put together from parts that are not known');
  });

  test.each([
    ['once', 'PERFORM again(n + 1);'],
    ['twice', 'PERFORM again(n + 1); PERFORM again(n + 1);'],
    ['in a condition', 'IF again(n + 1) IS NULL THEN PERFORM again(n + 2); END IF;'],
    ['for each of many rows', 'PERFORM again(n + i) FROM generate_series(1, 1000) AS i;'],
    ['in a handler', 'BEGIN RAISE unique_violation; EXCEPTION WHEN OTHERS THEN PERFORM again(n + 1); END;'],
  ])('a function that calls itself %s', (_, calls) => {
    const define = `CREATE FUNCTION again(n int) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN ALTER TABLE posts ALTER COLUMN author_id DROP NOT NULL; ${calls} END $$;`;
    const { doubt, took } = timed(`${define}\nSELECT again(0);`);
    expect(took).toBeLessThan(soon);
    expect(doubt?.because).toMatch(
      /^(?:again\(\) is called, and what it does to the schema is not known|the code repeats more than is followed)$/,
    );
  });

  test('functions that call each other in what is skipped', () => {
    const define = (name: string, other: string): string =>
      `CREATE FUNCTION ${name}() RETURNS void LANGUAGE plpgsql AS $$
        BEGIN ALTER TABLE posts ADD COLUMN x int; PERFORM ${other}(); PERFORM ${other}(); END $$;`;
    const { moments, took } = timed(
      `${define('a', 'b')}\n${define('b', 'a')}\n${block('IF false THEN PERFORM a(); END IF;')}`,
    );
    expect(took).toBeLessThan(soon);
    expect(moments.filter(({ outcome }) => outcome.kind === 'skipped').length).toBeGreaterThan(0);
    expect(moments.length).toBeLessThan(1000);
  });

  test('what only counts costs no doubt', () => {
    const text = block(
      `WHILE i < 1000000 LOOP i := i + 1; INSERT INTO users VALUES (i); END LOOP; ALTER TABLE posts ADD COLUMN x int;`,
      'DECLARE i int := 0;',
    );
    const { last, moments, doubt, took } = timed(text);
    expect(took).toBeLessThan(soon);
    expect(doubt).toBeUndefined();
    expect(doubts(last, 'posts')).toBeUndefined();
    expect(moments.at(-1)?.outcome.kind).toBe('done');
  });

  test('a text that doubles itself', () => {
    const text = block(
      "FOR i IN 1..60 LOOP x := x || x; END LOOP; EXECUTE 'ALTER TABLE posts ADD COLUMN ' || x || ' int';",
      "DECLARE x text := 'aaaaaaaa';",
    );
    expect(timed(text).took).toBeLessThan(soon);
  });

  test('a list that doubles itself', () => {
    const text = block(
      'FOR i IN 1..60 LOOP x := x || x; END LOOP; ALTER TABLE posts ADD COLUMN x int;',
      'DECLARE x int[] := ARRAY[1, 2];',
    );
    expect(timed(text).took).toBeLessThan(soon);
  });

  test('a join of everything with everything', () => {
    const tables = Array.from({ length: 60 }, (_, at) => `CREATE TABLE t${at} (a int, b int, c int);`).join('\n');
    const many = 'information_schema.columns';
    const query = `SELECT count(*) FROM ${many} a, ${many} b, ${many} c, ${many} d, ${many} e`;
    const text = block(`IF (${query}) > 5 THEN ALTER TABLE posts ADD COLUMN x int; END IF;`);
    expect(timed(`${tables}\n${text}`).took).toBeLessThan(soon);
  });
});
