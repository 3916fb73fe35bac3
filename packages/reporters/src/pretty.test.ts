import { sourceOf } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { pretty } from './pretty.ts';
import { plainContext } from './reporter.ts';
import { at, counts, finding, migration, policy, project, report, schema } from './sample.ts';

const shown = (made: Parameters<typeof report>[0], width = 80) => `\n${pretty(report(made), plainContext({ width }))}`;

/** The frame alone of a finding about the marked part of a text. */
function framed(path: string, before: string, marked: string, after: string, width = 60): string {
  const source = sourceOf(path, before + marked + after);
  const place = { source, span: { start: before.length, end: before.length + marked.length } };
  const text = pretty(report({ findings: [finding(place, { text: 'x' })] }), plainContext({ width }));
  return `\n${text.slice(text.indexOf('  x\n\n') + 5, text.indexOf('\n\n1 error'))}\n`;
}

test('a finding with its other end, advice and a fix', () => {
  expect(shown({ findings: [policy] })).toMatchInlineSnapshot(`
    "
    prisma/schema.prisma

      9:76 error deletes/policy
      vendors.workspace_id → workspaces.id is CASCADE, the record says RESTRICT

       8 |   workspaceId String    @map("workspace_id") @db.Uuid
       9 | …e @relation(fields: [workspaceId], references: [id], onDelete: Cascade)
         |                                                       ^^^^^^^^^^^^^^^^^
      10 | }

      the database does RESTRICT, at prisma/migrations/1_init/migration.sql:3:103
       3 | …REIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE RESTRICT;
         |                                                      ------------------

      → workspace isolation, audit trail
      → fix: say onDelete: Restrict

    1 error in 1 file.
    Read 2 models in 1 file, 1 migration with 3 statements; 1 of 1 reference
    enforced by foreign keys (100 %).
    "
  `);
});

test('several files and severities, problems and notes', () => {
  expect(
    shown({
      findings: [
        finding(at(schema, 'workspaceId]'), { severity: 'hint', rule: 'relations/type-mismatch', text: 'a hint' }),
        finding(at(migration, 'vendors_fkey'), { severity: 'warning', text: 'a warning' }),
      ],
      problems: [
        {
          kind: 'not-understood',
          text: 'this statement was not understood',
          at: at(migration, 'CREATE TABLE vendors'),
          fatal: false,
        },
        { kind: 'unusable', text: 'prisma/other cannot be read', fatal: true },
      ],
      projects: [
        project({
          counts: counts({ enforced: 153, skipped: 3, 'declared-only': 1 }),
          notes: ['prisma/migrations/fix.sql is never run'],
        }),
      ],
    }),
  ).toMatchInlineSnapshot(`
    "
    prisma/schema.prisma

      9:44 hint relations/type-mismatch
      a hint

       8 |   workspaceId String    @map("workspace_id") @db.Uuid
       9 |   workspace   Workspace @relation(fields: [workspaceId], references: [id…
         |                                            ^^^^^^^^^^^^
      10 | }

    prisma/migrations/1_init/migration.sql

      3:36 warning deletes/policy
      a warning

      2 | CREATE TABLE vendors (id text PRIMARY KEY, workspace_id uuid NOT NULL);
      3 | ALTER TABLE vendors ADD CONSTRAINT vendors_fkey FOREIGN KEY (workspace_id…
        |                                    ^^^^^^^^^^^^

    2 problems: what refint could not do

      prisma/migrations/1_init/migration.sql:2:1 not-understood
      this statement was not understood
      2 | CREATE TABLE vendors (id text PRIMARY KEY, workspace_id uuid NOT NULL);
        | ^^^^^^^^^^^^^^^^^^^^

      unusable
      prisma/other cannot be read

    1 warning, 1 hint and 2 problems in 2 files.
    Read 2 models in 1 file, 1 migration with 3 statements; 153 of 157 references
    enforced by foreign keys (97 %): 3 skipped by a guard and 1 only declared.
    note: prisma/migrations/fix.sql is never run
    "
  `);
});

describe('nothing wrong', () => {
  test('and what was read', () => {
    expect(
      shown({ projects: [project({ counts: counts({ enforced: 12 }, { models: 9, migrationFiles: 4 }) })] }),
    ).toMatchInlineSnapshot(`
      "
      No findings in 9 models and 4 migrations; 12 of 12 references enforced by foreign keys (100 %).
      "
    `);
  });
  test('in two projects', () => {
    expect(
      shown({ projects: [project({ name: 'api' }), project({ name: 'web', counts: counts({ emulated: 2 }) })] }),
    ).toMatchInlineSnapshot(`
      "
      No findings in 2 projects, 4 models and 2 migrations; 1 of 3 references enforced by foreign keys (33 %): 2 left to the ORM.
      api: 2 models in 1 file, 1 migration with 3 statements; 1 of 1 reference enforced by foreign keys (100 %).
      web: 2 models in 1 file, 1 migration with 3 statements; 0 of 2 references enforced by foreign keys (0 %): 2 left to the ORM.
      "
    `);
  });
  test('and nothing known', () => {
    const made = project({ hasHistory: false, counts: counts({ unknown: 4 }, { migrationFiles: 0, statements: 0 }) });
    expect(shown({ projects: [made] })).toMatchInlineSnapshot(`
      "
      No findings in 2 models and 0 migrations; it is not known whether 4 references are enforced.
      "
    `);
  });
  test('in migrations that nobody can read yet', () => {
    const made = project({ hasHistory: false, counts: counts({ unknown: 4 }, { migrationFiles: 7, statements: 0 }) });
    expect(shown({ projects: [made] })).toContain(
      'in 2 models and 0 migrations, with 7 migrations not read; it is not known',
    );
  });
  test('because nothing was read', () => {
    expect(shown({ projects: [] })).toMatchInlineSnapshot(`
      "
      No findings, because nothing was read: there is no schema and no migration.
      "
    `);
  });
});

describe('a frame', () => {
  test('of Windows line ends', () => {
    expect(framed('crlf', 'a\r\nbb ', 'cc', '\r\nd\r\n')).toMatchInlineSnapshot(`
      "
        1 | a
        2 | bb cc
          |    ^^
        3 | d
      "
    `);
  });
  test('over a Windows line end', () => {
    expect(framed('crlf2', 'a\r\nbb', '\r\n', 'd')).toMatchInlineSnapshot(`
      "
        1 | a
        2 | bb
          |   ^
        3 | d
      "
    `);
  });
  test('behind tabs', () => {
    expect(framed('tabs', '\tid\t', 'Int', '\t@id')).toMatchInlineSnapshot(`
      "
        1 |     id  Int @id
          |         ^^^
      "
    `);
  });
  test('behind and around wide letters', () => {
    expect(framed('wide', '-- 👩‍👩‍👧 名前 é ', '名前🙂', ' x')).toMatchInlineSnapshot(`
      "
        1 | -- 👩‍👩‍👧 名前 é 名前🙂 x
          |              ^^^^^^
      "
    `);
  });
  test('of an empty file', () => {
    expect(framed('empty', '', '', '')).toMatchInlineSnapshot(`
      "
        1 |
          | ^
      "
    `);
  });
  test('at the end of a file', () => {
    expect(framed('end', 'SELECT 1', '', '')).toMatchInlineSnapshot(`
      "
        1 | SELECT 1
          |         ^
      "
    `);
  });
  test('behind the last line end', () => {
    expect(framed('end2', 'SELECT 1\n', '', '')).toMatchInlineSnapshot(`
      "
        1 | SELECT 1
        2 |
          | ^
      "
    `);
  });
  test('of nothing between two letters', () => {
    expect(framed('zero', 'SELECT', '', ' 1')).toMatchInlineSnapshot(`
      "
        1 | SELECT 1
          |       ^
      "
    `);
  });
  test('of a place in a line of 5,000 letters', () => {
    expect(framed('long', 'abcdefghi '.repeat(250), 'HERE', ' abcdefghi'.repeat(250))).toMatchInlineSnapshot(`
      "
        1 | …cdefghi abcdefghi HERE abcdefghi abcdefghi abcdefghi…
          |                    ^^^^
      "
    `);
  });
  test('of 5,000 letters', () => {
    expect(framed('long2', 'SELECT ', 'x'.repeat(5000), ' y')).toMatchInlineSnapshot(`
      "
        1 | SELECT xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
          |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      "
    `);
  });
  test('near the end of a long line', () => {
    expect(framed('long3', 'abcdefghi '.repeat(20), 'HERE', ';')).toMatchInlineSnapshot(`
      "
        1 | …defghi abcdefghi abcdefghi abcdefghi abcdefghi HERE;
          |                                                 ^^^^
      "
    `);
  });
  test('of two lines', () => {
    expect(framed('two', 'CREATE TABLE ', 'a (\n  id int\n)', ';\nSELECT 1;')).toMatchInlineSnapshot(`
      "
        1 | CREATE TABLE a (
          |              ^^^
        2 |   id int
          |   ^^^^^^
        3 | );
          | ^
        4 | SELECT 1;
      "
    `);
  });
  test('of many lines', () => {
    expect(framed('many', '', 'DO $$\nBEGIN\n  a;\n\n  b;\n  c;\n  d;\n  e;\nEND\n$$', ';')).toMatchInlineSnapshot(`
      "
         1 | DO $$
           | ^^^^^
         2 | BEGIN
           | ^^^^^
         3 |   a;
           |   ^^
         … |
         8 |   e;
           |   ^^
         9 | END
           | ^^^
        10 | $$;
           | ^^
      "
    `);
  });
  test('of letters that would paint the terminal', () => {
    expect(framed('controls', 'a\u001b[31mb\u202e ', 'c', '\rd')).toMatchInlineSnapshot(`
      "
        1 | a␛[31mb� c␍d
          |          ^
      "
    `);
  });
});

test('colours are where the severity is, and nowhere without them', () => {
  const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
  const names = ['bold', 'dim', 'underline', 'red', 'yellow', 'blue', 'green', 'cyan'] as const;
  const colors = Object.fromEntries(names.map((name) => [name, mark(name)])) as Record<
    (typeof names)[number],
    (text: string) => string
  >;
  const text = pretty(report({ findings: [policy] }), plainContext({ colors }));
  expect(text).toContain('<red><bold>error</bold></red>');
  expect(text).toContain('<red>^^^^^^^^^^^^^^^^^</red>');
  expect(text).toContain('<cyan>------------------</cyan>');
  expect(text.replace(/<\/?\w+>/g, '')).toBe(pretty(report({ findings: [policy] }), plainContext()));
});

test('migrations that were not asked how they run are counted, with what lets them speak', () => {
  const made = project({ counts: counts({ enforced: 1 }, { quiet: 12 }) });
  expect(shown({ projects: [made] })).toContain('(100 %). How 12 migrations run was not checked (--since).');
  expect(shown({ projects: [project({ counts: counts({ enforced: 1 }, { quiet: 1 }) })] })).toContain(
    'How 1 migration runs was not checked',
  );
});
