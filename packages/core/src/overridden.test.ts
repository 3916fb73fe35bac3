import { sourceOf } from '@refint/model';
import { definePlugin, defineRule } from '@refint/rule';
import { expect, test } from 'vitest';
import { analyze } from './analyze.ts';
import { defaultSettings, type ProjectInput, type Settings } from './input.ts';

/** Says the length of every name that is longer than allowed. */
const tables = defineRule({
  id: 'test/long-table',
  on: 'state',
  summary: 'Names are short.',
  severity: 'warning',
  options: { most: { kind: 'number', about: 'Letters.', default: 5 } },
  messages: { long: ({ name, most }: { name: string; most: number }) => `${name} has more than ${most}` },
  *check(state, say, { most }) {
    for (const table of state.tables) {
      if (table.name.length > most)
        yield say.long(table, { name: table.name, most }, table.name === 'temporary' ? { severity: 'hint' } : {});
    }
  },
});
const references = defineRule({
  id: 'test/reference',
  on: 'project',
  summary: 'There are none.',
  severity: 'error',
  strict: 'most people have some',
  messages: { there: ({ to }: { to: string }) => `it references ${to}` },
  *check({ graph }, say) {
    for (const one of graph.references) yield say.there(one, { to: one.referencedTable });
  },
});
const drops = defineRule({
  id: 'test/change',
  on: 'change',
  summary: 'Nothing is renamed.',
  severity: 'error',
  messages: { renamed: (_: object) => 'it is renamed' },
  *check(moment, say) {
    if (moment.change.kind === 'rename') yield say.renamed(moment, {});
  },
});
const plugin = definePlugin({ name: 'test', rules: [tables, references, drops] });

const input: ProjectInput = {
  name: '.',
  schema: [],
  migrations: [
    {
      name: '1',
      source: sourceOf('a/1.sql', 'CREATE TABLE customers (id INTEGER PRIMARY KEY);\nCREATE TABLE ab ();'),
    },
    {
      name: '2',
      source: sourceOf(
        'b/2.sql',
        'CREATE TABLE temporary (id INTEGER REFERENCES customers);\nALTER TABLE ab RENAME TO cd;',
      ),
    },
  ],
  runner: 'psql',
  neverRun: [],
  problems: [],
};

const said = async (settings: Partial<Settings>) =>
  (await analyze([input], { ...defaultSettings, ...settings }, [plugin])).findings.map(
    ({ text, severity }) => `${severity}: ${text}`,
  );

const usual = ['warning: customers has more than 5', 'hint: temporary has more than 5', 'error: it is renamed'];
const [customers, temporary, renamed] = usual;

test('nothing changes where an override is about other rules', async () => {
  expect(await said({ overrides: [{ rules: { 'test/other': 'off' } }] })).toEqual(usual);
});

test.each<[string, Settings['overrides'], readonly (string | undefined)[]]>([
  ['files', [{ paths: ['a/1.sql'], rules: { 'test/long-table': 'off' } }], [temporary, renamed]],
  [
    'tables',
    [{ tables: ['temp*'], rules: { 'test/long-table': 'error' } }],
    [customers, 'error: temporary has more than 5', renamed],
  ],
  [
    'both, which must go together',
    [{ paths: ['a/1.sql'], tables: ['temp*'], rules: { 'test/long-table': 'off' } }],
    usual,
  ],
  ['the new name of a table', [{ tables: ['cd'], rules: { 'test/change': 'off' } }], [customers, temporary]],
  ['its old name', [{ tables: ['public.ab'], rules: { 'test/change': 'off' } }], [customers, temporary]],
  [
    'the last one that matches',
    [
      { tables: ['*'], rules: { 'test/long-table': 'off' } },
      { tables: ['customers'], rules: { 'test/long-table': 'on' } },
    ],
    [customers, renamed],
  ],
])('an override is about %s', async (_, overrides, expected) => {
  expect(await said({ overrides })).toEqual(expected);
});

test('a reference belongs to the table that references', async () => {
  const on = { 'test/reference': 'warning' } as const;
  expect(await said({ overrides: [{ tables: ['temporary'], rules: on }] })).toContain(
    'warning: it references public.customers',
  );
  expect(await said({ overrides: [{ tables: ['customers'], rules: on }] })).toEqual(usual);
});

test('options are given everywhere, others for some tables, and a severity alone keeps them', async () => {
  const rule = 'test/long-table';
  const options = { [rule]: { most: 1 } };
  const all = ['warning: customers has more than 1', 'hint: temporary has more than 1', 'warning: cd has more than 1'];
  expect((await said({ options })).sort()).toEqual([...all, renamed].sort());
  const less = { tables: ['customers'], rules: { [rule]: 'on' as const }, options: { [rule]: { most: 9 } } };
  expect((await said({ options, overrides: [less] })).sort()).toEqual([...all.slice(1), renamed].sort());
  const more = { ...less, options: { [rule]: { most: 3 } } };
  const severer = { tables: ['customers'], rules: { [rule]: 'error' as const } };
  expect(await said({ overrides: [more, severer] })).toEqual(['error: customers has more than 3', temporary, renamed]);
});

test('a rule that crashes says so once, whatever is overridden', async () => {
  const broken = {
    ...tables,
    check: () => {
      throw new Error('boom');
    },
  };
  const overrides = [{ rules: { 'test/long-table': 'on' as const }, options: { 'test/long-table': { most: 8 } } }];
  const { problems } = await analyze([input], { ...defaultSettings, overrides }, [{ name: 'test', rules: [broken] }]);
  expect(problems.map(({ text }) => text)).toEqual(['the rule test/long-table crashed: boom']);
});
