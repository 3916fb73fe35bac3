import { sourceOf } from '@refint/model';
import { expect, test } from 'vitest';
import { readSql } from '../../index.ts';

const read = (text: string) => readSql(sourceOf('functions.sql', text), 'postgresql');

function definition(text: string) {
  const change = read(text).statements[0]?.changes[0];
  return change?.kind === 'add' && change.entity === 'function' ? change.definition : undefined;
}

test('a function that adds a foreign key, and its call', () => {
  const { statements, problems } = read(`
    CREATE OR REPLACE FUNCTION app."addKey"(t text, IN c text, OUT done bool, target text DEFAULT 'users', VARIADIC rest int[])
    RETURNS bool AS $f$
    BEGIN
      IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = t || '_fk') THEN
        EXECUTE format('ALTER TABLE %I ADD FOREIGN KEY (%I) REFERENCES %I (id)', t, c, target);
      END IF;
    END $f$ LANGUAGE 'PLpgSQL' SECURITY DEFINER SET search_path = app;
    SELECT app."addKey"('pets', 'owner'), now();
    SELECT * FROM app.again('pets');
    CALL p(1);
    SELECT f(id) FROM pets;`);
  expect(problems).toEqual([]);
  const [made] = statements[0]?.changes ?? [];
  const defined = made?.kind === 'add' && made.entity === 'function' ? made.definition : undefined;
  expect(defined?.language).toBe('plpgsql');
  expect(defined?.parameters.map(({ name, variadic }) => [name, variadic])).toEqual([
    ['t', false],
    ['c', false],
    ['target', false],
    ['rest', true],
  ]);
  expect(defined?.parameters[2]?.default).toMatchObject({ kind: 'literal', value: 'users' });
  expect(defined?.routine?.body[0]).toMatchObject({ kind: 'if', branches: [{ body: [{ kind: 'execute' }] }] });
  const calls = statements.map(({ calls }) => calls?.map(({ path, args }) => `${path.join('.')}/${args.length}`));
  expect(calls.slice(1)).toEqual([['app.addKey/2', 'now/0'], ['app.again/1'], ['p/1'], ['f/1']]);
  expect(statements[4]?.calls?.[0]?.over?.from[0]?.path).toEqual(['pets']);
  expect(defined?.searchPath).toEqual(['app']);
});

test('a function in SQL', () => {
  const code = definition(
    `CREATE FUNCTION f(int, double precision, name text) RETURNS void LANGUAGE sql AS 'DROP TABLE a; DROP TABLE b'`,
  );
  expect(code?.parameters.map(({ name }) => name)).toEqual([undefined, undefined, 'name']);
  expect(code?.routine?.body.map((one) => one.kind === 'statement' && one.statement.verb)).toEqual([
    'DROP TABLE',
    'DROP TABLE',
  ]);
});

test.each([
  ['changes rows only', `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN UPDATE a SET b = 1; END $$`, 0],
  [
    'is for a trigger',
    `CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DROP TABLE a; END $$`,
    undefined,
  ],
  [
    'is in another language',
    `CREATE FUNCTION f() RETURNS int LANGUAGE plv8 AS $$ plv8.execute('DROP TABLE a') $$`,
    undefined,
  ],
  ['is broken', `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN IF DROP TABLE a; END $$`, undefined],
  ['stands in the statement', `CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END`, 0],
])('code that %s', (_, text, instructions) => {
  expect(definition(text)?.routine?.body.length).toBe(instructions);
  expect(read(text).problems).toEqual([]);
});
