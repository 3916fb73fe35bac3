import { sourceOf } from '@refint/model';
import { defineRule } from '@refint/rule';
import { expect, test } from 'vitest';
import { analyze } from './analyze.ts';
import { defaultSettings, type Settings } from './input.ts';

const sql = `
  CREATE SCHEMA audit;
  CREATE TABLE users (id INTEGER PRIMARY KEY);
  CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES users);
  CREATE TABLE drafts (id INTEGER PRIMARY KEY);
  CREATE TABLE audit.events (id INTEGER PRIMARY KEY);
  DROP TABLE drafts;`;

const texts = { kind: 'texts', about: 'x', default: [] } as const;
const rule = defineRule({
  id: 'a/rule',
  on: 'state',
  summary: 'x',
  severity: 'hint',
  options: { words: texts, tables: { ...texts, names: 'tables' }, columns: { ...texts, names: 'columns' } },
  messages: {},
  check: () => [],
});
const given = (options: Readonly<Record<string, readonly string[]>>) => ({ rules: {}, options: { 'a/rule': options } });

async function problemsOf(settings: Partial<Settings>, text = sql): Promise<readonly string[]> {
  const migrations = [{ name: '1', source: sourceOf('1.sql', text) }];
  const project = { name: '.', schema: [], migrations, runner: 'psql', neverRun: [], problems: [] } as const;
  const { problems } = await analyze([project], { ...defaultSettings, ...settings }, [{ name: 'a', rules: [rule] }]);
  return problems.map(({ text, setting, fatal }) => `${setting}: ${text}${fatal ? ' (fatal)' : ''}`);
}

const override = (...tables: readonly string[]): Partial<Settings> => ({
  overrides: [{ rules: {} }, { tables, rules: {} }],
});
const fact = (...table: readonly string[]): Partial<Settings> => ({ tables: [{ table, large: true, because: 'x' }] });
const entry = (from: readonly string[] | undefined, to?: readonly string[]): Partial<Settings> => ({
  deletes: [{ from, to, onDelete: ['restrict'] }],
});

test.each<[string, Partial<Settings>, string]>([
  [
    'an override',
    override('user'),
    'overrides[1].tables: overrides[1].tables (user) is no table here; did you mean users?',
  ],
  [
    'one of several',
    override('posts', 'xyz'),
    'overrides[1].tables: overrides[1].tables (xyz) is no table here; names are those of the database',
  ],
  [
    'a schema',
    override('audits.events'),
    'overrides[1].tables: overrides[1].tables (audits.events) is no table here; did you mean audit.events?',
  ],
  [
    'any letters that mean nothing',
    override('log_*', '*_log'),
    'overrides[1].tables: overrides[1].tables (log_*, *_log) matches no table here',
  ],
  [
    'what is said of tables',
    fact('post', 'log_*'),
    'tables[0].table: tables[0].table (post) is no table here; did you mean posts?',
  ],
  [
    'a column of the decision record',
    entry(['posts', 'posts.autor_id']),
    'deletes[0].from: deletes[0].from (posts.autor_id) is no table and no column here; did you mean posts.author_id?',
  ],
  [
    'a referenced table of it',
    entry(undefined, ['users', 'userz']),
    'deletes[0].to: deletes[0].to (userz) is no table here; did you mean users?',
  ],
  [
    'an option of a rule',
    given({ tables: ['posts', 'post'] }),
    'rules.a/rule.1.tables: rules.a/rule.1.tables (post) is no table here; did you mean posts?',
  ],
  [
    'an option that names columns',
    { overrides: [given({ columns: ['posts.autor_id', 'posts.id', '*.x'] })] },
    'overrides[0].rules.a/rule.1.columns: overrides[0].rules.a/rule.1.columns (posts.autor_id) is no column here; did you mean posts.author_id?',
  ],
])('a name that no table has is said: %s', async (_, settings, problem) => {
  expect(await problemsOf(settings)).toEqual([problem]);
});

test.each<[string, Partial<Settings>, string?]>([
  ['it is there, with its schema or without', override('users', 'events', 'audit.events')],
  ['it was there, and findings may be about what a migration did to it', override('drafts')],
  ['some of what it may mean is there', override('po*', 'log_*')],
  ['what is to come is meant by any letters', fact('log_*')],
  ['an override is for all tables', { overrides: [{ paths: ['1.sql'], rules: {} }] }],
  ['its files are said to be none already', { overrides: [{ paths: [], tables: ['x'], rules: {} }] }],
  ['it names a column that references nothing', entry(['posts', 'users.id'])],
  ['an option names nothing', given({ words: ['x'], tables: ['po*'], columns: ['*.x'] })],
  ['there are no tables', override('x'), 'SELECT 1;'],
  ['the history is only a part of one', fact('x'), 'ALTER TABLE users ADD COLUMN a INTEGER;'],
])('it is no problem where %s', async (_, settings, text) => {
  expect(await problemsOf(settings, text)).toEqual([]);
});
