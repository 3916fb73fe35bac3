import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze, defaultSettings, type ProjectInput } from '@refint/core';
import { sourceOf } from '@refint/model';
import { planFor, writePlan } from '@refint/plan';
import { expect, test } from 'vitest';
import { root } from '../../root.ts';

const page = readFileSync(join(root, 'docs/locks.md'), 'utf8');

/** The locks in the row of docs/locks.md that begins with a statement, as `orders SHARE ROW EXCLUSIVE`, and with scans. */
function locksInPage(statement: string): readonly string[] {
  const row = page.split('\n').find((line) => line.startsWith(`| \`${statement}`));
  const cell = row?.split(' | ').at(-1)?.replace(/ \|$/, '') ?? '';
  return cell
    .split('<br>')
    .filter((lock) => /^\w+ [A-Z]/.test(lock))
    .map((lock) => lock.replace(', looked up', '').replace(', **scans**', ', scans'));
}

/** The same in the comment of a file of a plan. */
const locksInComment = (text: string): readonly string[] =>
  [...text.replace(/\n-- {5}/g, ' ').matchAll(/^-- {3}(\w+): ([A-Z ]+), (.*)$/gm)].map(
    ([, table, mode, rest = '']) => `${table} ${mode}${rest.includes('all of its rows are read') ? ', scans' : ''}`,
  );

test('what the comments of a plan say of locks is what docs/locks.md says', async () => {
  const sql = `CREATE TABLE customers (id int PRIMARY KEY);
    CREATE TABLE orders (id int PRIMARY KEY, buyer int);
    ALTER TABLE orders ADD CONSTRAINT buyer FOREIGN KEY (buyer) REFERENCES customers ON DELETE CASCADE;
    CREATE TABLE lines (id int PRIMARY KEY, order_id int);
    DO $$ BEGIN IF false THEN ALTER TABLE lines ADD CONSTRAINT own FOREIGN KEY (order_id) REFERENCES orders (id); END IF; END $$;`;
  const input: ProjectInput = {
    name: '.',
    schema: [],
    migrations: [{ name: '1', source: sourceOf('1.sql', sql) }],
    runner: 'psql',
    neverRun: [],
    problems: [],
  };
  const settings = {
    ...defaultSettings,
    deletes: [{ from: ['orders'], onDelete: ['restrict' as const], priority: 'high' }],
  };
  const { projects } = await analyze([input], settings, []);
  const plan = planFor(projects[0]!.project);
  const { migrations } = await writePlan(plan, input, settings);
  const said = (kind: string, table: string): readonly string[] =>
    migrations
      .filter(({ draft }) => draft.kind === kind && draft.steps.some(({ key }) => key.table === `public.${table}`))
      .flatMap(({ text }) => locksInComment(text));

  expect(said('index', 'orders')).toEqual(locksInPage('CREATE INDEX CONCURRENTLY ON orders'));
  expect(said('replace', 'orders')).toEqual(locksInPage('ALTER TABLE orders DROP CONSTRAINT orders_customer`'));
  // The page has them for orders and customers.
  const renamed = (locks: readonly string[]) =>
    locks.map((lock) => lock.replace('orders', 'customers').replace('lines', 'orders')).sort();
  expect(renamed(said('add', 'lines'))).toEqual(
    locksInPage('ALTER TABLE orders ADD FOREIGN KEY (buyer) REFERENCES customers NOT VALID'),
  );
  expect(renamed(said('validate', 'lines'))).toEqual(locksInPage('ALTER TABLE orders VALIDATE CONSTRAINT later'));
});
