import type { ProjectInput } from '@refint/core';
import { sourceOf } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { workByFunction, workOf } from './count-work.ts';

// After the counters, see there.
const { complaintsAbout } = await import('./survives.ts');

const times = (count: number, text: (at: number) => string, between = ''): string =>
  Array.from({ length: count }, (_, at) => text(at)).join(between);

const two = 'CREATE TABLE users (id int PRIMARY KEY);\nCREATE TABLE posts (id int PRIMARY KEY, author_id int);\n';
const datasource = 'datasource db {\n  provider = "postgresql"\n}\n';
let number = 1000;

/** A project of one migration, under a path that no other has, so that nothing is remembered of it. */
const ofSql = (sql: string): ProjectInput => ({
  name: '.',
  schema: [],
  migrations: [{ name: 'm', source: sourceOf(`${number++}/m.sql`, two + sql) }],
  runner: 'prisma',
  neverRun: [],
  problems: [],
});

const ofSchema = (schema: string): ProjectInput => ({
  name: '.',
  schema: [sourceOf(`${number++}/schema.prisma`, datasource + schema)],
  migrations: undefined,
  runner: 'prisma',
  neverRun: [],
  problems: [],
});

const table = (at: number): string =>
  `CREATE TABLE t${at} (id int PRIMARY KEY, u int REFERENCES users (id) ON DELETE CASCADE);\n`;

/** Texts that grow, with a first size that is large enough for what is done once not to matter. */
const growing: readonly (readonly [string, number, (count: number) => ProjectInput])[] = [
  ['tables', 100, (count) => ofSql(times(count, table))],
  [
    'files',
    50,
    (count) => ({
      ...ofSql(''),
      migrations: Array.from({ length: count }, (_, at) => ({
        name: `m${at}`,
        source: sourceOf(`${number++}/m${at}.sql`, at === 0 ? two : table(at)),
      })),
    }),
  ],
  ['statements that change nothing', 500, (count) => ofSql(times(count, (at) => `UPDATE users SET id = ${at};\n`))],
  ['rows', 2000, (count) => ofSql(`INSERT INTO users VALUES ${times(count, (at) => `(${at})`, ', ')};`)],
  [
    'renames',
    100,
    (count) => ofSql(times(count, () => 'ALTER TABLE posts RENAME TO p; ALTER TABLE p RENAME TO posts;\n')),
  ],
  [
    'guards',
    100,
    (count) =>
      ofSql(
        times(
          count,
          (at) =>
            `DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'posts' AND column_name = 'x${at}') THEN ALTER TABLE posts ADD y int; END IF; END $$;\n`,
        ),
      ),
  ],
  [
    'instructions',
    200,
    (count) => ofSql(`DO $$ BEGIN ${times(count, () => 'ALTER TABLE posts ADD COLUMN IF NOT EXISTS y int; ')} END $$;`),
  ],
  ['parentheses', 2000, (count) => ofSql(`SELECT ${'('.repeat(count)}1${')'.repeat(count)};`)],
  ['open parentheses', 2000, (count) => ofSql(`CREATE TABLE a (b int, CHECK (${'('.repeat(count)};`)],
  ['comments in comments', 2000, (count) => ofSql(`${'/*'.repeat(count)}${'*/'.repeat(count)}`)],
  ['open quotes', 500, (count) => ofSql(times(count, (at) => `SELECT $a${at}$ x;\n`))],
  ['values of an enum', 500, (count) => ofSql(`CREATE TYPE e AS ENUM (${times(count, (at) => `'v${at}'`, ', ')});`)],
  ['mistakes on one line', 200, (count) => ofSql(times(count, () => 'hello; ALTER TABLE nobody ADD x int; '))],
  [
    'missing semicolons',
    200,
    (count) => ofSql(times(count, (at) => `UPDATE users SET id = ${at}\nDROP TABLE IF EXISTS x${at}\n`)),
  ],
  [
    'rules that never close',
    200,
    (count) => ofSql(times(count, () => `CREATE RULE r AS ON INSERT TO users DO (SELECT 1;\n`)),
  ],
  [
    'models',
    50,
    (count) =>
      ofSchema(
        times(
          count,
          (at) =>
            `model M${at} {\n  id Int @id\n  next M${at + 1}? @relation("r${at}", fields: [nextId], references: [id])\n  nextId Int?\n  before M${at - 1}[] @relation("r${at - 1}")\n}\n`,
        ).replaceAll('M-1', 'M0'),
      ),
  ],
  ['broken blocks', 50, (count) => ofSchema(times(count, (at) => `model B${at} {\n  id Int @@@ $\n`))],
];

/** Places are found by halving the lines of a file, and lists are sorted: a quarter may come on top. Squares would give 16. */
describe('four times the text is four times the work', () => {
  test.each(growing)('%s', async (_, count, input) => {
    await complaintsAbout(input(count));
    const once = await workOf(() => complaintsAbout(input(count)));
    const more = await workOf(() => complaintsAbout(input(4 * count)));
    expect(once).toBeGreaterThan(1000);
    expect(more / once, await blamed(input, count)).toBeLessThan(5);
  });
});

/** The functions whose work grows most, for who has to find out. */
async function blamed(input: (count: number) => ProjectInput, count: number): Promise<string> {
  const once = await workByFunction(() => complaintsAbout(input(count)));
  const more = await workByFunction(() => complaintsAbout(input(4 * count)));
  const excess = [...more].map(([place, work]) => ({ place, excess: work - 4 * (once.get(place) ?? 0) }));
  excess.sort((a, b) => b.excess - a.excess);
  return excess
    .slice(0, 5)
    .map((one) => `${one.place}: ${one.excess} too many`)
    .join('\n');
}

test('work is counted alike, but for a few counts that V8 loses when it compiles anew', async () => {
  const same = () => complaintsAbout(ofSql(times(20, table)));
  await same();
  const [one, other] = [await workOf(same), await workOf(same)];
  expect(Math.abs(one - other) / one).toBeLessThan(0.005);
});

test('squares are seen', async () => {
  const input = (count: number) =>
    ofSql(times(count, () => 'ALTER TABLE posts ADD FOREIGN KEY (author_id) REFERENCES users (id);\n'));
  // Each of these looks for a name that none of those before it has.
  const once = await workOf(() => complaintsAbout(input(25)));
  const more = await workOf(() => complaintsAbout(input(100)));
  expect(more / once).toBeGreaterThan(5);
});
