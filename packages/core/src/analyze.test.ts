import { sourceOf } from '@refint/model';
import { type DeleteRule, defineRule } from '@refint/rule';
import { describe, expect, test } from 'vitest';
import { analyze } from './analyze.ts';
import { defaultSettings, type ProjectInput, type Settings } from './input.ts';

const project = (sql: string): ProjectInput => ({
  name: '.',
  schema: [],
  migrations: [{ name: '1', source: sourceOf('1.sql', sql) }],
  runner: 'psql',
  neverRun: [],
  problems: [],
});

const shop = `
  CREATE TABLE customers (id INTEGER PRIMARY KEY);
  CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers);`;

const entry = (more: Omit<DeleteRule, 'onDelete'>): DeleteRule => ({ ...more, onDelete: ['restrict'] });

const problemsOf = async (sql: string, deletes: readonly DeleteRule[]) =>
  (await analyze([project(sql)], { ...defaultSettings, deletes }, [])).problems.map(({ text, fatal }) => ({
    text,
    fatal,
  }));

test('an entry of the decision record that matches nothing is said', async () => {
  const deletes = [entry({ to: ['customers'] }), entry({ from: ['orders.customer'], to: ['customers'] })];
  expect(await problemsOf(shop, deletes)).toEqual([
    {
      text: 'deletes[1] (from orders.customer to customers) matches no reference here; names are those of tables and columns in the database',
      fatal: false,
    },
  ]);
});

test.each([
  ['an earlier entry decides', shop, [entry({ to: ['customers'] }), entry({ from: ['orders'] })]],
  ['any letters may mean what is still to come', shop, [entry({ from: ['*_items'] })]],
  ['there are no references at all', 'CREATE TABLE customers (id INTEGER);', [entry({ to: ['customers'] })]],
])('an entry is no problem where %s', async (_, sql, deletes) => {
  expect(await problemsOf(sql, deletes)).toEqual([]);
});

const notesOn = async (sql: string) =>
  (await analyze([project(sql)], defaultSettings, [])).projects.flatMap(({ notes }) => notes);

test('a statement that cannot run is said, with how many there are', async () => {
  const drops = 'ALTER TABLE orders DROP CONSTRAINT orders_customer;';
  expect(await notesOn(`${shop}\n${drops}`)).toEqual([
    expect.stringMatching(
      /^a statement cannot run, and the migration stops there: 1\.sql:\d+: constraint "orders_customer" of relation "orders" does not exist$/,
    ),
  ]);
  expect(await notesOn(`${shop}\n${drops}\n${drops}`)).toEqual([
    expect.stringMatching(/^2 statements cannot run, and the migration stops at the first: .* does not exist$/),
  ]);
});

test.each([
  ['it may do nothing', 'ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_customer;'],
  ['a handler swallows the error', 'DO $$ BEGIN DROP TABLE none; EXCEPTION WHEN OTHERS THEN NULL; END $$;'],
  [
    'it is a foreign key, which rules speak about',
    'ALTER TABLE orders ADD FOREIGN KEY (client_id) REFERENCES customers;',
  ],
])('a statement that does not run is no note where %s', async (_, sql) => {
  expect(await notesOn(`${shop}\n${sql}`)).toEqual([]);
});

const customers = `
  datasource db {
    provider = "mysql"
  }
  model customers {
    id     Int      @id
    orders orders[]
  }
  model orders {
    id         Int       @id
    customerId Int
    customer   customers @relation(fields: [customerId], references: [id])
  }`;

test('migrations for another database than the schema is for are not compared with it', async () => {
  const input: ProjectInput = {
    ...project(shop),
    schema: [sourceOf('schema.prisma', customers)],
    dialect: 'postgresql',
  };
  const { projects } = await analyze([input], defaultSettings, []);
  expect(projects.map(({ counts, notes }) => [counts.byEnforcement, notes])).toEqual([
    [{ unknown: 1 }, ['the schema is for MySQL and the migrations are for PostgreSQL: only the schema was checked']],
  ]);
});

test('what a file that cannot be read may have made is not known', async () => {
  const input: ProjectInput = {
    ...project('CREATE TABLE customers (id INTEGER PRIMARY KEY);'),
    schema: [sourceOf('schema.prisma', customers.replace('mysql', 'postgresql'))],
    problems: [{ kind: 'unusable', text: '2.sql cannot be read: permission denied', fatal: true }],
  };
  const { projects } = await analyze([input], defaultSettings, []);
  expect(projects.map(({ counts, notes }) => [counts.byEnforcement, notes])).toEqual([
    [{ unknown: 1 }, ['not all files could be read: rules about absence are silent']],
  ]);
});

test('a project of which nothing can be checked is a problem, and not a clean one', async () => {
  const migrations = [{ name: '1', source: sourceOf('1.sql', 'CREATE TABLE t (id INT);') }];
  const input = { name: '.', schema: [], migrations, runner: 'drizzle', neverRun: [], problems: [] } as const;
  const { problems } = await analyze([{ ...input, dialect: 'mysql' }], defaultSettings, []);
  expect(problems).toEqual([
    {
      kind: 'not-understood',
      text: 'the migrations are MySQL, which is not read yet, and there is no schema: nothing was checked',
      fatal: true,
    },
  ]);
});

const loud = defineRule({
  id: 'test/loud',
  on: 'project',
  summary: 'There are no projects.',
  severity: 'hint',
  strict: 'it is loud',
  messages: { there: () => 'a project' },
  *check({ timeline }, say) {
    for (const table of timeline?.last.tables ?? []) yield say.there(table, undefined);
  },
});

test.each([
  ['by itself', {}, []],
  ['in its preset', { strict: true }, ['hint']],
  ['when it is named', { rules: { 'test/loud': 'error' } }, ['error']],
  ['and not when it is switched off in its preset', { strict: true, rules: { 'test/loud': 'off' } }, []],
] as const)('whether a rule of `strict` runs %s', async (_, settings, severities) => {
  const plugins = [{ name: 'test', rules: [loud] }];
  const { findings } = await analyze([project('CREATE TABLE a ();')], { ...defaultSettings, ...settings }, plugins);
  expect(findings.map(({ severity }) => severity)).toEqual(severities);
});

/** Says which migrations it is asked about, and what these were before. */
const asked = defineRule({
  id: 'test/asked',
  on: 'migration',
  summary: 'Nobody migrates.',
  severity: 'hint',
  messages: { run: ({ name }: { name: string }) => name },
  *check({ moments, migration, was }, say) {
    const [moment] = moments;
    if (moment) yield say.run(moment, { name: `${migration.name}${was ? ` was ${was.text}` : ''}` });
  },
});

describe('which migrations rules about their running are asked about', () => {
  const history = ['a', 'b', 'c'].map((name) => ({
    name,
    source: sourceOf(`${name}.sql`, `CREATE TABLE ${name} ();`),
    change: { a: undefined, b: { was: sourceOf('old', 'SELECT 1') }, c: { was: undefined } }[name],
  }));
  const report = (since: Settings['since'], rules = [asked]) =>
    analyze([{ ...project(''), migrations: history }], { ...defaultSettings, since }, [{ name: 'test', rules }]);
  test.each<[string, Settings['since'], string[], number]>([
    ['none by default', undefined, [], 3],
    ['all since the beginning', { kind: 'beginning' }, ['a', 'b', 'c'], 0],
    ['those after one', { kind: 'migration', name: 'a' }, ['b', 'c'], 1],
    ['those that are changed since a commit', { kind: 'commit', name: 'main' }, ['b was SELECT 1', 'c'], 1],
    ['none after the last one', { kind: 'migration', name: 'c' }, [], 3],
  ])('%s', async (_, since, names, quiet) => {
    const { findings, projects, problems } = await report(since);
    expect(findings.map(({ text }) => text)).toEqual(names);
    expect(projects.map(({ counts }) => counts.quiet)).toEqual([quiet]);
    expect(problems).toEqual([]);
  });

  test('where no rule asks, none is quiet', async () => {
    expect((await report(undefined, [])).projects.map(({ counts }) => counts.quiet)).toEqual([0]);
  });

  test('a migration that is not there is a problem', async () => {
    expect((await report({ kind: 'migration', name: 'd' })).problems).toEqual([
      {
        kind: 'unusable',
        text: 'migrations.since is "d", and no migration has that name',
        setting: 'migrations.since',
        fatal: true,
      },
    ]);
  });
});
