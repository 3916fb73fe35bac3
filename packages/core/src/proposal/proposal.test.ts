import { sourceOf } from '@refint/model';
import { expect, test } from 'vitest';
import { analyze } from '../analyze.ts';
import { defaultSettings } from '../input.ts';
import { proposalFor } from './index.ts';

/** What is proposed for a history, an entry on a line. */
async function proposed(sql: string, schema?: string): Promise<readonly string[]> {
  const { projects } = await analyze(
    [
      {
        name: '.',
        schema: schema === undefined ? [] : [sourceOf('schema.prisma', schema)],
        migrations: [{ name: 'm', source: sourceOf('m.sql', sql) }],
        runner: 'prisma',
        neverRun: [],
        problems: [],
      },
    ],
    defaultSettings,
    [],
  );
  const { deletes } = proposalFor(projects.map(({ project }) => project));
  return deletes.map(
    ({ from, to, onDelete, because }) =>
      `${from ? `from ${from.join(', ')} ` : ''}${to ? `to ${to.join(', ')} ` : ''}${onDelete.join(' or ')}: ${because}`,
  );
}

const table = (name: string, ...references: readonly string[]) =>
  `CREATE TABLE ${name} (id int PRIMARY KEY${references.map((reference, at) => `, r${at} int REFERENCES ${reference}`).join('')});\n`;

const cascade = (name: string) => `${name} ON DELETE CASCADE`;
const restrict = (name: string) => `${name} ON DELETE RESTRICT`;
const setNull = (name: string) => `${name} ON DELETE SET NULL`;

const many = (count: number, reference: string, name = 't') =>
  Array.from({ length: count }, (_, at) => table(`${name}${at}`, reference)).join('');

test('a habit of the references to a table, three being the least', async () => {
  expect(await proposed(table('users') + many(3, cascade('users')))).toEqual([
    'to users cascade: all 3 references to it do so',
  ]);
  expect(await proposed(table('users') + many(2, cascade('users')))).toEqual([]);
});

test('tables with the same habit share an entry', async () => {
  const sql = table('users') + table('teams') + many(3, cascade('users')) + many(4, cascade('teams'), 'u');
  expect(await proposed(sql)).toEqual(['to teams, users cascade: all 7 references to them do so']);
});

test('what is exceptional comes first, and is at most one of five', async () => {
  const sql = table('users') + many(4, cascade('users')) + table('audits', restrict('users'));
  expect(await proposed(sql)).toEqual([
    'from audits.r0 restrict: the other references to users do otherwise',
    'to users cascade: 4 of 5 references to it do so',
  ]);
  expect(await proposed(table('users') + many(3, cascade('users')) + table('a', restrict('users')))).toEqual([]);
});

test('a delete that is never refused is a habit too', async () => {
  const sql = table('users') + many(3, cascade('users')) + many(2, setNull('users'), 'u');
  expect(await proposed(sql)).toEqual([
    'to users cascade or set-null: a delete of it is never refused: 3 references take rows along, 2 let them stay',
  ]);
});

test('what nobody wrote decides nothing', async () => {
  expect(await proposed(table('users') + many(9, 'users'))).toEqual([]);
  expect(await proposed(table('users') + many(4, cascade('users')) + table('a', 'users'))).toEqual([
    'from a.r0 no-action: nobody wrote it, and the other references to users do otherwise',
    'to users cascade: 4 of 5 references to it do so',
  ]);
});

test('parts of what they are called after, and records of what they are about', async () => {
  const sql =
    table('orders') +
    table('order_items', cascade('orders')) +
    table('lists') +
    table('list_rows', cascade('lists')) +
    table('users') +
    table('audit_log', restrict('users')) +
    table('payments', restrict('orders'));
  expect(await proposed(sql)).toEqual([
    'from list_rows, order_items to lists, orders cascade: parts of what they are called after',
    'from audit_log, payments to orders, users restrict: records keep what they are about',
  ]);
});

test('an ending that at least three parts share stands for them, if no table with it does otherwise', async () => {
  const parts = ['order', 'list', 'cart'].map(
    (name) => table(`${name}s`) + table(`${name}_items`, cascade(`${name}s`)),
  );
  expect(await proposed(parts.join(''))).toEqual(['from *_items cascade: parts of what they reference']);
  expect(await proposed(`${parts.join('')}${table('shop_items', restrict('orders'))}`)).toEqual([
    'from cart_items, list_items, order_items to carts, lists, orders cascade: parts of what they are called after',
  ]);
});

test('names are taken back where an entry would say something else than is so', async () => {
  const sql =
    table('orders') +
    table('order_items', cascade('orders')) +
    table('lists') +
    table('list_rows', cascade('lists'), restrict('orders')) +
    table('carts') +
    table('cart_rows', cascade('carts'));
  expect(await proposed(sql)).toEqual([
    'from cart_rows, order_items to carts, lists, orders cascade: parts of what they are called after',
  ]);
});

test('where schema and migrations contradict each other, the one that keeps to the habit is believed', async () => {
  const schema = `datasource db {
  provider = "postgresql"
}
model users {
  id Int @id
  t0 t0[]
  t1 t1[]
  t2 t2[]
}
${['t0', 't1', 't2']
  .map(
    (name, at) =>
      `model ${name} {\n  id Int @id\n  r0 Int?\n  user users? @relation(fields: [r0], references: [id], onDelete: ${at === 0 ? 'Cascade' : 'Restrict'})\n}\n`,
  )
  .join('')}`;
  expect(await proposed(table('users') + many(3, restrict('users')), schema)).toEqual([
    'to users restrict: all 3 references to it do so, 1 of them only in the schema or only in the database',
  ]);
  // Two that contradict each other all along show no habit.
  expect(await proposed(table('users') + many(3, restrict('users')), schema.replaceAll('Restrict', 'Cascade'))).toEqual(
    [],
  );
});

test('tables that are called the same in two schemas have theirs in their names', async () => {
  const sql = `CREATE SCHEMA auth;\n${table('auth.users')}${table('users')}${many(3, cascade('users'))}${many(3, setNull('auth.users'), 'u')}`;
  expect(await proposed(sql)).toEqual([
    'to public.users cascade: all 3 references to it do so',
    'to auth.users set-null: all 3 references to it do so',
  ]);
});
