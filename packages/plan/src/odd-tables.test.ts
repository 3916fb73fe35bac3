import { emptied, startPostgres } from '@refint/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planFor } from './plan-for.ts';
import { type Given, inputOf, projectFrom, settingsOf } from './testing/given.ts';
import { type WriteOptions, writePlan } from './write-plan.ts';

let postgres: Awaited<ReturnType<typeof startPostgres>>;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

const written = async (given: Given, options: WriteOptions = {}) =>
  writePlan(planFor(await projectFrom(given)), inputOf(given), settingsOf(given), options);

/** What a guard left out, so that it is planned without a schema. */
const tried = (statement: string): string => `DO $$ BEGIN IF false THEN ${statement}; END IF; END $$;`;

async function ran(given: Given, files: readonly { readonly text: string }[]): Promise<readonly string[]> {
  await emptied(postgres);
  for (const text of given.sql) await postgres.exec(text);
  for (const { text } of files) await postgres.exec(text);
  await postgres.exec('RESET search_path');
  const { rows } = await postgres.query<{ text: string }>(
    `SELECT conrelid::regclass || ': ' || pg_get_constraintdef(oid) AS text FROM pg_constraint
      WHERE contype = 'f' AND conparentid = 0 ORDER BY 1`,
  );
  return rows.map(({ text }) => text);
}

test('behind a dump, which leaves no search path, everything is named with its schema', async () => {
  const given: Given = {
    sql: [
      `SELECT pg_catalog.set_config('search_path', '', false);
      CREATE TABLE public.users (id int PRIMARY KEY);
      CREATE TABLE public.posts (id int PRIMARY KEY, author_id int);`,
      tried('ALTER TABLE public.posts ADD CONSTRAINT own FOREIGN KEY (author_id) REFERENCES public.users (id)'),
    ],
  };
  for (const guarded of [false, true]) {
    const { plan, migrations } = await written(given, { guarded });
    expect(plan.unplanned).toEqual([]);
    expect(await ran(given, migrations)).toEqual(['posts: FOREIGN KEY (author_id) REFERENCES users(id)']);
  }
});

test('a partitioned table has no index that is built concurrently, and before version 18 no foreign key that is not valid', async () => {
  const sql = [
    `CREATE TABLE users (id int PRIMARY KEY);
    CREATE TABLE posts (id int, author_id int) PARTITION BY RANGE (id);
    CREATE TABLE posts_1 PARTITION OF posts FOR VALUES FROM (0) TO (10);`,
    tried('ALTER TABLE posts ADD CONSTRAINT own FOREIGN KEY (author_id) REFERENCES users (id)'),
  ];
  const kinds = { 17: ['index', 'add'], 18: ['index', 'add', 'validate'] };
  for (const postgresql of [17, 18] as const) {
    const given: Given = { sql, postgresql };
    const { plan, migrations } = await written(given);
    expect(plan.unplanned).toEqual([]);
    expect(migrations.map(({ draft }) => draft.kind)).toEqual(kinds[postgresql]);
    expect(migrations[0]?.text).not.toContain('CONCURRENTLY');
    expect(await ran(given, migrations)).toEqual(['posts: FOREIGN KEY (author_id) REFERENCES users(id)']);
  }
});

test('with MATCH FULL rows that hold a part are counted too, and rows of heirs are not', async () => {
  const given: Given = {
    sql: [
      `CREATE TABLE users (a int, b int, PRIMARY KEY (a, b));
      CREATE TABLE posts (id int PRIMARY KEY, a int, b int);
      CREATE TABLE drafts () INHERITS (posts);`,
      tried('ALTER TABLE posts ADD CONSTRAINT own FOREIGN KEY (a, b) REFERENCES users MATCH FULL'),
    ],
  };
  const { audit, migrations } = await written(given);
  await emptied(postgres);
  for (const text of given.sql) await postgres.exec(text);
  await postgres.exec(`INSERT INTO users VALUES (1, 1);
    INSERT INTO posts VALUES (1, 1, 1), (2, NULL, NULL), (3, 1, NULL), (4, 7, 7);
    INSERT INTO drafts VALUES (5, 8, 8);`);
  const [, counts, samples] = await postgres.exec(audit);
  expect(counts?.rows.map(({ orphans }) => Number(orphans))).toEqual([2]);
  expect(samples?.rows.map(({ id }) => id)).toEqual([3, 4]);
  const validate = migrations.find(({ draft }) => draft.kind === 'validate')!.text;
  for (const { draft, text } of migrations) if (draft.kind !== 'validate') await postgres.exec(text);
  await expect(postgres.exec(validate)).rejects.toThrow('violates foreign key constraint "own"');
  await postgres.exec('ROLLBACK; DELETE FROM posts WHERE id IN (3, 4)');
  await postgres.exec(validate);
});
