import type { PGlite } from '@electric-sql/pglite';
import { actionInSql, type ForeignKey, type Snapshot } from '@refint/model';
import { emptied, startPostgres } from '@refint/postgres';
import fc from 'fast-check';
import { loadModule, parseSync as parse } from 'libpg-query';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { seedOf } from '../rows/index.ts';
import { stateOf } from '../rows/testing/filled.ts';
import { quote, quoteTable, quoteText } from '../sql/quote.ts';
import { testsOf } from './index.ts';
import { acts } from './testing/acts.ts';

let postgres: PGlite;

beforeAll(async () => {
  [postgres] = await Promise.all([startPostgres(), loadModule()]);
});
afterAll(() => postgres.close());
beforeEach(() => emptied(postgres));

interface Result {
  readonly reference: string;
  readonly test: string;
  readonly expected: string | null;
  readonly outcome: string;
}

/** Runs the tests as a script is run, and gives their table and the error that they end with. */
async function ran(state: Snapshot, keys = state.foreignKeys): Promise<{ rows: Result[]; error: string | undefined }> {
  const script = testsOf(state, keys);
  let error: string | undefined;
  const results = await postgres.exec(script).catch((caught: Error) => {
    error = caught.message;
  });
  await postgres.exec('ROLLBACK');
  const table = (results ?? []).find(({ fields }) => fields.some(({ name }) => name === 'outcome'));
  return { rows: (table?.rows ?? []) as unknown as Result[], error };
}

const shown = ({ reference, test: name, expected, outcome }: Result): string =>
  `${reference} | ${name} | ${expected === outcome ? outcome : `expected ${expected}, outcome ${outcome}`}`;

test('what foreign keys do is what is expected of them, and nothing stays of the rows', async () => {
  await postgres.exec(acts);
  const before = await everything();
  const { rows, error } = await ran(await stateOf(acts));
  expect(rows.map(shown).join('\n')).toMatchInlineSnapshot(`
    "details.post → posts.id | change the referenced key | the reference followed
    details.post → posts.id | delete the referenced row | the referencing row went too
    details.post → posts.id | insert a row that references nothing | refused
    details.post → posts.id | insert a row that references one | accepted
    eggs.hen → hens.id | change the referenced key | refused
    eggs.hen → hens.id | delete the referenced row | refused
    eggs.hen → hens.id | insert a row that references nothing | refused
    eggs.hen → hens.id | insert a row that references one | accepted
    hens.egg → eggs.id | change the referenced key | refused
    hens.egg → eggs.id | delete the referenced row | refused
    hens.egg → eggs.id | insert a row that references nothing | refused
    hens.egg → eggs.id | insert a row that references one | accepted
    labels.slug → posts.slug | change the referenced key | the reference became NULL
    labels.slug → posts.slug | delete the referenced row | refused
    labels.slug → posts.slug | insert a row that references nothing | refused
    labels.slug → posts.slug | insert a row that references one | accepted
    labels.slug → posts.slug | insert a row without a reference | accepted
    nodes.parent → nodes.id | change the referenced key | refused
    nodes.parent → nodes.id | delete the referenced row | the referencing row went too
    nodes.parent → nodes.id | insert a row that references nothing | refused
    nodes.parent → nodes.id | insert a row that references one | accepted
    notes.post → posts.id | change the referenced key | refused
    notes.post → posts.id | delete the referenced row | refused: a column may not be NULL
    notes.post → posts.id | insert a row that references nothing | refused
    notes.post → posts.id | insert a row that references one | accepted
    notes.label → labels.id | change the referenced key | refused by notes_check
    notes.label → labels.id | delete the referenced row | refused by notes_check
    notes.label → labels.id | insert a row that references nothing | refused
    notes.label → labels.id | insert a row that references one | accepted
    notes.label → labels.id | insert a row without a reference | accepted
    notes.about → posts.id | change the referenced key | refused
    notes.about → posts.id | delete the referenced row | refused by notes_check
    notes.about → posts.id | insert a row that references nothing | refused
    notes.about → posts.id | insert a row that references one | accepted
    notes.about → posts.id | insert a row without a reference | expected null, outcome not tested: no row without a reference was found
    pairs(full_a, full_b) → pairs(a, b) | change the referenced key | refused
    pairs(full_a, full_b) → pairs(a, b) | delete the referenced row | the reference became NULL
    pairs(full_a, full_b) → pairs(a, b) | insert a row that references nothing | refused
    pairs(full_a, full_b) → pairs(a, b) | insert a row that references one | accepted
    pairs(full_a, full_b) → pairs(a, b) | insert a row without a reference | accepted
    people.tenant → tenants.id | change the referenced key | expected null, outcome not tested: tenant is part of another foreign key
    people.tenant → tenants.id | delete the referenced row | refused
    people.tenant → tenants.id | insert a row that references nothing | refused
    people.tenant → tenants.id | insert a row that references one | accepted
    people(tenant, boss) → people(tenant, id) | change the referenced key | expected null, outcome not tested: its key is GENERATED ALWAYS AS IDENTITY, which an update can not change
    people(tenant, boss) → people(tenant, id) | delete the referenced row | the reference became NULL
    people(tenant, boss) → people(tenant, id) | insert a row that references nothing | refused
    people(tenant, boss) → people(tenant, id) | insert a row that references one | accepted
    people(tenant, boss) → people(tenant, id) | insert a row without a reference | accepted
    posts(tenant, author) → people(tenant, id) | change the referenced key | expected null, outcome not tested: its key is GENERATED ALWAYS AS IDENTITY, which an update can not change
    posts(tenant, author) → people(tenant, id) | delete the referenced row | the referencing row went too
    posts(tenant, author) → people(tenant, id) | insert a row that references nothing | refused
    posts(tenant, author) → people(tenant, id) | insert a row that references one | accepted
    posts(tenant, author) → people(tenant, id) | insert a row without a reference | accepted"
  `);
  expect(error).toBe(undefined);
  expect(await everything()).toEqual(before);
});

/** The rows of all tables by number, and what the catalog holds. */
async function everything(): Promise<unknown> {
  const { rows: tables } = await postgres.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace <> 'pg_catalog'::regnamespace ORDER BY 1`,
  );
  const counts: unknown[] = [];
  for (const { name } of tables)
    counts.push((await postgres.query(`SELECT '${name}' AS t, count(*) FROM ${name}`)).rows);
  const { rows: catalog } = await postgres.query(
    `SELECT (SELECT array_agg(oid::text ORDER BY oid) FROM pg_class) AS classes, (SELECT array_agg(conname ORDER BY oid) FROM pg_constraint) AS constraints,
       (SELECT array_agg(oid::text ORDER BY oid) FROM pg_proc) AS functions, (SELECT array_agg(nspname ORDER BY oid) FROM pg_namespace WHERE nspname !~ '^pg_') AS schemas,
       (SELECT array_agg(last_value::text) FROM pg_sequences) AS sequences`,
  );
  return [counts, catalog];
}

test('a foreign key that is not there, or does something else, is named in an error', async () => {
  await postgres.exec(acts);
  const state = await stateOf(acts);
  const unnoticed: string[] = [];
  for (const key of state.foreignKeys) {
    for (const spoilt of spoiltBy(key)) {
      await postgres.exec(`BEGIN; ${drop(key)}; ${spoilt}; COMMIT`);
      const { error } = await ran(state, [key]);
      if (!error?.startsWith('foreign keys that do not do what they should:') || !error.includes(key.columns[0]!))
        unnoticed.push(`${key.name}, with ${spoilt}: ${error}`);
      await postgres.exec(
        `ALTER TABLE ${quoteTable(key.table)} DROP CONSTRAINT IF EXISTS ${quote(key.name)}; ${add(key)}`,
      );
    }
  }
  expect(unnoticed).toEqual([]);
  expect((await ran(state)).error).toBe(undefined);
});

const drop = ({ table, name }: ForeignKey): string => `ALTER TABLE ${quoteTable(table)} DROP CONSTRAINT ${quote(name)}`;

function add(key: ForeignKey): string {
  const set = key.setColumns ? ` (${key.setColumns.map(quote)})` : '';
  return `ALTER TABLE ${quoteTable(key.table)} ADD CONSTRAINT ${quote(key.name)} FOREIGN KEY (${key.columns.map(quote)})
    REFERENCES ${quoteTable(key.referencedTable)} (${key.referencedColumns.map(quote)}) ${key.match === 'full' ? 'MATCH FULL' : ''}
    ON DELETE ${actionInSql(key.onDelete)}${set} ON UPDATE ${actionInSql(key.onUpdate)}
    ${key.deferrable ? 'DEFERRABLE' : ''} ${key.initiallyDeferred ? 'INITIALLY DEFERRED' : ''}`;
}

/**
 * What may be instead of a foreign key: nothing, or one with another action. RESTRICT refuses what NO ACTION does, and so does
 * SET DEFAULT where the default references nothing.
 */
function spoiltBy(key: ForeignKey): readonly string[] {
  const isRefusing = key.onDelete === 'restrict' || key.onDelete === 'set-default';
  const others = (['cascade', 'no-action', 'set-null'] as const).filter(
    (one) => one !== key.onDelete && !(isRefusing && one === 'no-action'),
  );
  return ['SELECT 1', ...others.map((onDelete) => add({ ...key, onDelete, setColumns: undefined }))];
}

test('triggers are in doubt, and what they refuse is told as not tested', async () => {
  const guarded = `
    CREATE TABLE a (id int PRIMARY KEY);
    CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a ON DELETE CASCADE);
    CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''never''; END';
    CREATE TRIGGER never BEFORE DELETE ON a FOR EACH ROW EXECUTE FUNCTION never();`;
  await postgres.exec(guarded);
  const state = await stateOf(guarded);
  const { rows, error } = await ran(state);
  expect(rows.map(shown).join('\n')).toMatchInlineSnapshot(`
    "b.a → a.id | change the referenced key | refused
    b.a → a.id | delete the referenced row | expected the referencing row went too, outcome not tested: never
    b.a → a.id | insert a row that references nothing | refused
    b.a → a.id | insert a row that references one | accepted
    b.a → a.id | insert a row without a reference | accepted"
  `);
  expect(error).toBe(undefined);
  expect(testsOf(state, state.foreignKeys)).toContain('In doubt: trigger never of a may change or refuse rows.');
});

test('rows that are there already, and a foreign key that is not what it says, are told apart', async () => {
  const two = 'CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);';
  await postgres.exec(two);
  const state = await stateOf(two);
  await postgres.exec('INSERT INTO a SELECT generate_series(1900000000, 1900000010)');
  const { rows, error } = await ran(state);
  expect(rows.map(shown).join('\n')).toMatchInlineSnapshot(`
    "b.a → a.id | change the referenced key | expected refused, outcome not tested: duplicate key value violates unique constraint "a_pkey"
    b.a → a.id | delete the referenced row | expected refused, outcome not tested: duplicate key value violates unique constraint "a_pkey"
    b.a → a.id | insert a row that references nothing | expected refused, outcome not tested: duplicate key value violates unique constraint "a_pkey"
    b.a → a.id | insert a row that references one | expected accepted, outcome not tested: duplicate key value violates unique constraint "a_pkey"
    b.a → a.id | insert a row without a reference | expected accepted, outcome not tested: duplicate key value violates unique constraint "a_pkey""
  `);
  expect(error).toBe(undefined);
});

/** Pieces of names that would end what they stand in, if they could. */
const piece = fc.constantFrom(
  '"',
  "'",
  '$',
  '$refint$',
  '$refint1$',
  ';',
  '--',
  '/*',
  '*/',
  '\n',
  '\\',
  ' ',
  ':x',
  'é',
  '日本',
  'DROP TABLE canary',
  'select',
  'A',
  '%',
  "''",
  "E'",
  '\t',
  '\u2028',
  '\\gexec',
);
const name = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => cut(pieces.join('')));
const cut = (text: string): string => {
  let rest = text;
  while (Buffer.byteLength(rest) > 55) rest = rest.slice(0, -1);
  return rest;
};
const world = fc.uniqueArray(name, { minLength: 8, maxLength: 8 });

const sqlOf = ([one, other, id, reference, constraint, type, label, check]: readonly string[]): string => `
CREATE TABLE canary (id int);
CREATE TYPE ${quote(type!)} AS ENUM (${quoteText(label!)});
CREATE TABLE ${quote(one!)} (${quote(id!)} int PRIMARY KEY, ${quote(reference!)} ${quote(type!)} NOT NULL);
CREATE TABLE ${quote(other!)} (${quote(id!)} int PRIMARY KEY, ${quote(check!)} text NOT NULL DEFAULT ${quoteText(label!)} CHECK (${quote(check!)} <> ${quoteText(one!)}),
  ${quote(reference!)} int NOT NULL, CONSTRAINT ${quote(constraint!)} FOREIGN KEY (${quote(reference!)}) REFERENCES ${quote(one!)} ON DELETE CASCADE);`;

test('a name stays a name, whatever is in it', async () => {
  let ended = '';
  await fc.assert(
    fc.asyncProperty(world, async (names) => {
      const sql = sqlOf(names);
      const state = await stateOf(sql);
      const script = testsOf(state, state.foreignKeys);
      const kinds = (parse(script).stmts ?? []).map(({ stmt }) => Object.keys(stmt ?? {})[0]);
      expect(kinds).toEqual([
        'TransactionStmt',
        'VariableSetStmt',
        'CreateStmt',
        'CreateFunctionStmt',
        'DoStmt',
        'SelectStmt',
        'DoStmt',
        'TransactionStmt',
      ]);
      const { statements, unfillable } = seedOf(state, { rows: 2 });
      expect([unfillable, statements.length]).toEqual([[], 3]);
      await emptied(postgres);
      await postgres.exec(sql);
      const results = await postgres.exec(script);
      const rows = results.flatMap(({ rows }) => rows) as { expected: string; outcome: string }[];
      expect(rows.map(({ outcome }) => outcome)).toEqual(rows.map(({ expected }) => expected));
      expect(rows.length).toBe(4);
      for (const statement of statements) await postgres.exec(statement.sql);
      ended = (await postgres.query<{ n: string }>('SELECT count(*)::text AS n FROM canary')).rows[0]?.n ?? 'gone';
      expect(ended).toBe('2');
    }),
    { numRuns: 8, seed: 20261129 },
  );
});
