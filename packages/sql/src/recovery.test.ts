import { sourceOf, textAt } from '@refint/model';
import { expect, test } from 'vitest';
import { readSql } from './index.ts';

/** What is read of a text: a line for each statement with its changes, then a line for each problem with its place. */
function read(text: string): string[] {
  const { statements, problems } = readSql(sourceOf('broken.sql', text), 'postgresql');
  return [
    ...statements.map(
      ({ verb, changes }) => `${verb}: ${changes.map(({ kind, entity }) => `${kind} ${entity}`).join(', ')}`,
    ),
    ...problems.map(({ kind, text, at }) => `${kind}: ${text}: ${at ? textAt(at).slice(0, 20) : ''}`),
  ];
}

test('a broken statement costs no other', () => {
  expect(read('CREATE TABLE a (id int); CREATE TABLE b (id int x y); DROP TABLE c;')).toEqual([
    'CREATE TABLE: add table',
    'CREATE TABLE: opaque unknown',
    'DROP TABLE: drop table',
    'unreadable: expected ")" here: x',
  ]);
});

test('a missing comma in an update', () => {
  expect(read(`UPDATE a SET "b" = c."b" "d" = c."d" FROM c; DROP TABLE c;`)).toEqual([
    'UPDATE: ',
    'DROP TABLE: drop table',
    'unreadable: expected "," or the end of the statement here: "d"',
  ]);
});

test('a missing semicolon', () => {
  expect(read('CREATE TABLE a (id int)\nALTER TABLE a ADD b int;\nINSERT INTO a VALUES (1)\n  DROP TABLE c')).toEqual([
    'CREATE TABLE: add table',
    'ALTER TABLE: add column',
    'INSERT: ',
    'DROP TABLE: drop table',
    'unreadable: ";" is missing before this statement: ALTER',
    'unreadable: ";" is missing before this statement: DROP',
  ]);
});

test('a parenthesis that never closes', () => {
  expect(read('CREATE TABLE a (id int, CHECK (id > 1;\nCREATE TABLE b (id int);')).toEqual([
    'CREATE TABLE: opaque unknown',
    'CREATE TABLE: add table',
    'unreadable: expected ")" here: (',
  ]);
});

test.each([
  ["DROP TABLE a; INSERT INTO b VALUES ('never ends; DROP TABLE c;", 'the string that begins here never ends'],
  ['DROP TABLE a; DO $x$ BEGIN DROP TABLE c; END $y$;', 'the text that begins here with $x$ never ends'],
  ['DROP TABLE a; DROP TABLE "b; DROP TABLE c;', 'the quoted name that begins here never ends'],
  ['DROP TABLE a; /* DROP TABLE b; /* */', 'the comment that begins here never ends'],
])('%s', (text, because) => {
  const { statements, problems } = readSql(sourceOf('broken.sql', text), 'postgresql');
  expect(statements[0]?.changes.map(({ kind, entity }) => `${kind} ${entity}`)).toEqual(['drop table']);
  expect(
    statements
      .slice(1)
      .flatMap(({ changes }) => changes)
      .every(({ kind }) => kind === 'opaque'),
  ).toBe(true);
  expect(problems.map(({ kind, text, fatal }) => [kind, text, fatal])).toEqual([['unreadable', because, false]]);
});

test.each([
  ["INSERT INTO b VALUES ('", 'the string that begins here never ends'],
  ['ALTER TABLE a ADD COLUMN "', 'the quoted name that begins here never ends'],
  ['DO $$ BEGIN', 'the text that begins here with $$ never ends'],
  ['SELECT 1 /* why', 'the comment that begins here never ends'],
])('%s costs nothing of the lines below that begin like a statement', (open, because) => {
  const closed = `COMMENT ON TABLE a IS 'it''s "so"';\nDO $$ BEGIN\n  DROP TABLE IF EXISTS "x";\nEND $$;`;
  const lines = read(`DROP TABLE "a";\n${open}\nDROP TABLE "b";\n${closed}\nDROP TABLE c;`);
  expect(lines.filter((line) => line.startsWith('DROP TABLE: drop'))).toHaveLength(3);
  expect(lines.filter((line) => line.startsWith('DO: '))).toHaveLength(open.startsWith('DO') ? 2 : 1);
  expect(lines.join('\n')).toContain(`unreadable: ${because}`);
});

test('a statement that was only begun leaves no doubt', () => {
  expect(read('DROP\nDROP TABLE a;\nCREATE TABLE')).toEqual([
    'DROP : ',
    'DROP TABLE: drop table',
    'CREATE TABLE: ',
    'unreadable: expected what to drop here: DROP',
    'unreadable: expected the name of the table here: TABLE',
  ]);
});

test('what is no SQL is said once', () => {
  expect(read('DROP TABLE a;\nhello world;\nDROP TABLE b;')).toEqual([
    'DROP TABLE: drop table',
    'HELLO: ',
    'DROP TABLE: drop table',
    'unreadable: expected a statement here: hello',
  ]);
});

test('lines of psql and data of COPY are no SQL', () => {
  const text = `\uFEFF\\connect db\r\n-- x\r\nCREATE TABLE a (id int);\r\nCOPY a (id) FROM stdin;\r\n1\t'\r\nDROP TABLE a;\r\n\\.\r\n
    SELECT 1 \\gexec\n  \\i other.sql\nDROP TABLE b;`;
  expect(read(text)).toEqual([
    'CREATE TABLE: add table',
    'COPY: ',
    'SELECT: ',
    'DROP TABLE: drop table',
    "not-understood: psql's \\i is not followed: \\i other.sql",
  ]);
});

test('what is not followed is in doubt, and said', () => {
  expect(
    read('DROP OWNED BY x; IMPORT FOREIGN SCHEMA a FROM SERVER b INTO c; DROP OPERATOR CLASS o USING gin CASCADE'),
  ).toEqual([
    'DROP OWNED: opaque unknown',
    'IMPORT FOREIGN SCHEMA: opaque unknown',
    'DROP OPERATOR: opaque unknown',
    'not-understood: what a role owns is not known, so neither is what this drops: DROP OWNED BY x',
    'not-understood: the tables of a foreign schema are not known: IMPORT FOREIGN SCHEM',
    'not-understood: what DROP OPERATOR … CASCADE takes with it is not followed: DROP OPERATOR CLASS ',
  ]);
});

test('actions of ALTER TABLE that are not followed', () => {
  expect(
    read(
      'ALTER TABLE a INHERIT b, NO INHERIT c; ALTER TABLE a OF t; ALTER TABLE a NOT OF; ALTER TABLE a ALTER CONSTRAINT c NO INHERIT',
    ),
  ).toEqual([
    'ALTER TABLE: alter inheritance, alter inheritance',
    'ALTER TABLE: opaque unknown',
    'ALTER TABLE: opaque unknown',
    'ALTER TABLE: opaque unknown',
    'not-understood: typed tables are not followed: OF t',
    'not-understood: typed tables are not followed: NOT OF',
    'not-understood: this ALTER CONSTRAINT is not followed: ALTER CONSTRAINT c N',
  ]);
});

test('a doubt is about the table that was named', () => {
  const { statements } = readSql(sourceOf('a.sql', 'ALTER TABLE s.a FROBNICATE'), 'postgresql');
  const change = statements[0]?.changes[0];
  expect(change?.kind === 'opaque' && change.touches.map(({ schema, name }) => `${schema}.${name}`)).toEqual(['s.a']);
});

test('a dialect that nobody reads yet', () => {
  const { statements, problems } = readSql(sourceOf('a.sql', 'CREATE TABLE `a` (id int)'), 'mysql');
  expect(statements).toEqual([]);
  expect(problems.map(({ kind, fatal, text }) => [kind, fatal, text])).toEqual([
    ['not-understood', false, 'migrations of mysql are not read yet'],
  ]);
});

test('a source is read once', () => {
  const source = sourceOf('a.sql', 'DROP TABLE a');
  expect(readSql(source, 'postgresql')).toBe(readSql(source, 'postgresql'));
});
