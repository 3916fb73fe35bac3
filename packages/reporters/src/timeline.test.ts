import { analyze, defaultSettings, loadChronicle } from '@refint/core';
import { sourceOf } from '@refint/model';
import type { Runner } from '@refint/rule';
import { expect, test } from 'vitest';
import { type Colors, plain } from './colors.ts';
import { type Told, timelineJson, timelineText } from './timeline.ts';

/** What is told of files by their names, or of one table in them. */
async function toldOf(
  files: Readonly<Record<string, string>>,
  { table, runner = 'prisma' }: { readonly table?: string; readonly runner?: Runner } = {},
): Promise<Told> {
  const migrations = Object.entries(files).map(([name, sql]) => ({
    name,
    source: sourceOf(`prisma/migrations/${name}/migration.sql`, sql),
  }));
  const input = { name: '.', schema: [], migrations, runner, neverRun: ['fix.sql'], problems: [] };
  const report = await analyze([input], defaultSettings, []);
  const one = report.projects[0]!;
  const timeline = one.project.timeline!;
  const { chronicleOf, storyOf, tableAsked } = await loadChronicle();
  const asked = table === undefined ? undefined : tableAsked(table, one.project, timeline);
  const story = asked?.kind === 'found' ? storyOf(asked.id, timeline) : undefined;
  return {
    report: one,
    chronicle: chronicleOf(one.project, timeline, story?.isTold),
    story,
    problems: report.problems,
  };
}

const text = async (...given: Parameters<typeof toldOf>): Promise<string> =>
  `\n${timelineText(await toldOf(...given), plain)}`;

const files = {
  '1_init': `CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE articles (
  id int PRIMARY KEY,
  author_id int REFERENCES users (id) ON DELETE CASCADE
);`,
  '2_guarded': `BEGIN;
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'articles' AND column_name = 'editor_id') THEN
    ALTER TABLE articles ADD FOREIGN KEY (editor_id) REFERENCES users (id) ON DELETE CASCADE;
  END IF;
END $$;
UPDATE users SET id = 2;
UPDATE users SET id = 3;
INSERT INTO users VALUES (1);
COMMIT;`,
  '3_data': 'UPDATE users SET id = 4;',
  '4_rename': 'ALTER TABLE articles RENAME TO posts;\nFLUMMOX posts;\nALTER TABLE posts OF people;',
  '5_drop': 'ALTER TABLE posts\n  DROP COLUMN author_id;\nDROP TABLE nobody;',
  '6_empty': '-- nothing yet',
};

test('a block for each migration, a line for each change', async () => {
  expect(await text(files)).toMatchInlineSnapshot(`
    "
    Project .: no schema, 6 migrations with 14 statements
    note: this file is never run by prisma and not part of the history: fix.sql
    note: a statement cannot run, and the migration stops there: prisma/migrations/5_drop/migration.sql:3: table "nobody" does not exist

    prisma/migrations/1_init/migration.sql (one transaction)
       1:1  + table users (1 column, primary key)
       2:1  + table articles (2 columns, primary key, 1 foreign key)
      4:17    + articles.author_id → users.id on delete cascade

    prisma/migrations/2_guarded/migration.sql (explicit BEGIN … COMMIT)
      4:26  skipped + articles.editor_id → users.id: articles has no column editor_id at this point (at 3:6)
      and 3 statements that leave the schema as it is: 2 × UPDATE, INSERT

    prisma/migrations/3_data/migration.sql (one transaction)
      only 1 statement that leaves the schema as it is: UPDATE

    prisma/migrations/4_rename/migration.sql (one transaction)
      1:22  ~ table articles renamed to posts
       2:1  not understood FLUMMOX: expected a statement here
      3:19  not understood ALTER TABLE: typed tables are not followed, which makes posts doubtful

    prisma/migrations/5_drop/migration.sql (one transaction)
      2:3  - posts.author_id
             - posts.author_id → users.id (articles_author_id_fkey)
      3:1  failed - table nobody: 42P01 table "nobody" does not exist

    prisma/migrations/6_empty/migration.sql (one transaction)
      has no statement

    2 problems: what refint could not do
    prisma/migrations/4_rename/migration.sql:2:1 unreadable: expected a statement here
    prisma/migrations/4_rename/migration.sql:3:19 not-understood: typed tables are not followed
    "
  `);
});

test('of one table only what has to do with it, under all of its names', async () => {
  expect(await text(files, { table: 'posts' })).toMatchInlineSnapshot(`
    "
    Project .: no schema, 6 migrations with 14 statements
    note: this file is never run by prisma and not part of the history: fix.sql
    note: a statement cannot run, and the migration stops there: prisma/migrations/5_drop/migration.sql:3: table "nobody" does not exist
    Table posts, with its time as articles: in 4 of 6 migrations

    prisma/migrations/1_init/migration.sql (one transaction)
       2:1  + table articles (2 columns, primary key, 1 foreign key)
      4:17    + articles.author_id → users.id on delete cascade

    prisma/migrations/2_guarded/migration.sql (explicit BEGIN … COMMIT)
      4:26  skipped + articles.editor_id → users.id: articles has no column editor_id at this point (at 3:6)

    prisma/migrations/4_rename/migration.sql (one transaction)
      1:22  ~ table articles renamed to posts
      3:19  not understood ALTER TABLE: typed tables are not followed, which makes posts doubtful

    prisma/migrations/5_drop/migration.sql (one transaction)
      2:3  - posts.author_id
             - posts.author_id → users.id (articles_author_id_fkey)

    2 problems: what refint could not do
    prisma/migrations/4_rename/migration.sql:2:1 unreadable: expected a statement here
    prisma/migrations/4_rename/migration.sql:3:19 not-understood: typed tables are not followed
    "
  `);
});

test('a table that is gone, and one that has another name now', async () => {
  const head = async (table: string, more = {}) =>
    /^Table .*$/m.exec(await text({ ...files, ...more }, { table }))?.[0];
  expect(await head('articles')).toBe('Table articles, which is posts now: in 4 of 6 migrations');
  expect(await head('posts', { '7_drop': 'DROP TABLE posts;' })).toBe(
    'Table posts, which is gone, with its time as articles: in 5 of 7 migrations',
  );
});

test('how each file is committed depends on the runner', async () => {
  const heads = async (runner: Runner) =>
    (await text({ a: files['1_init'], b: files['2_guarded'] }, { runner })).match(/\(.*\)$/gm);
  expect(await heads('psql')).toEqual(
    expect.arrayContaining(['(each statement by itself)', '(explicit BEGIN … COMMIT)']),
  );
  expect(await heads('drizzle')).toEqual(expect.arrayContaining(['(one transaction with all pending files)']));
});

test('as JSON', async () => {
  const told = JSON.parse(timelineJson(await toldOf(files, { table: 'posts' })));
  expect(Object.keys(told)).toEqual(['project', 'table', 'migrations', 'notes', 'problems']);
  expect(told.table).toEqual({
    name: 'posts',
    today: 'posts',
    names: [
      { name: 'articles', migration: '1_init' },
      { name: 'posts', migration: '4_rename' },
    ],
  });
  expect(told.migrations.map(({ name, transaction }: Record<string, unknown>) => [name, transaction])).toEqual([
    ['1_init', 'one'],
    ['2_guarded', 'explicit'],
    ['4_rename', 'one'],
    ['5_drop', 'one'],
  ]);
  expect(told.migrations[1]).toEqual({
    name: '2_guarded',
    path: 'prisma/migrations/2_guarded/migration.sql',
    transaction: 'explicit',
    changes: [
      {
        kind: 'add',
        entity: 'foreign-key',
        name: '',
        table: 'articles',
        text: 'articles.editor_id → users.id',
        outcome: 'skipped',
        because: {
          text: 'articles has no column editor_id at this point',
          code: null,
          path: 'prisma/migrations/2_guarded/migration.sql',
          line: 3,
          column: 6,
          endLine: 3,
          endColumn: 115,
        },
        consequence: false,
        reference: {
          columns: ['editor_id'],
          referencedTable: 'users',
          referencedColumns: ['id'],
          onDelete: 'cascade',
          onUpdate: 'no-action',
        },
        path: 'prisma/migrations/2_guarded/migration.sql',
        line: 4,
        column: 26,
        endLine: 4,
        endColumn: 93,
      },
    ],
    otherStatements: { UPDATE: 2, INSERT: 1 },
  });
  const { because, outcome } = told.migrations[3].changes.at(-1);
  expect({ because, outcome }).toMatchObject({ outcome: 'done', because: null });
});

test('names cannot paint on the terminal or break a line', async () => {
  const sql = 'CREATE TABLE "a\u001b[31m\nb" (id int);\nDROP TABLE "c\u0007\r\n d";';
  const shown = await text({ ['1_\u001b[2J']: sql });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  expect(shown).toContain('+ table a␛[31m b (1 column)\n');
  expect(shown).toContain('failed - table c␇  d: 42P01 table "c␇  d" does not exist\n');
});

test('signs are coloured, and words that tell of trouble', async () => {
  const mark = (name: string) => (part: string) => `<${name} ${part}>`;
  const colors: Colors = {
    ...plain,
    green: mark('green'),
    red: mark('red'),
    cyan: mark('cyan'),
    yellow: mark('yellow'),
  };
  const painted = timelineText(await toldOf(files), colors);
  expect(painted).toContain('<green + table users (1 column, primary key)>');
  expect(painted).toContain('<cyan ~ table articles renamed to posts>');
  expect(painted).toContain('<red - posts.author_id>');
  expect(painted).toContain('<red skipped> + articles.editor_id → users.id: ');
  expect(painted).toContain('<yellow not understood> ALTER TABLE: ');
});
