import { sourceOf } from '@refint/model';
import { startPostgres } from '@refint/postgres';
import { afterAll, expect, test } from 'vitest';
import { readSql } from '../../index.ts';

const database = await startPostgres();
afterAll(() => database.close());

const changeOf = (text: string) => readSql(sourceOf('session.sql', text), 'postgresql').statements[0]?.changes[0];

test.each([
  ['SET search_path TO Shop, "Big Shop", \'Other, one\'', ['shop', 'Big Shop', 'Other, one'], false],
  ['SET SESSION search_path = shop', ['shop'], false],
  ['SET LOCAL search_path TO shop, public', ['shop', 'public'], true],
  ["SET search_path = ''", [], false],
  ["SET SCHEMA 'Shop'", ['Shop'], false],
  ["SELECT pg_catalog.set_config('search_path', '', false)", [], false],
  ["SELECT set_config('search_path', 'Shop,\"Big Shop\" , public', true)", ['shop', 'Big Shop', 'public'], true],
])('%s', async (text, schemas, local) => {
  expect(changeOf(text)).toMatchObject({ kind: 'alter', entity: 'search-path', schemas, local });
  // The server agrees: with such schemas there, these are the ones that it looks into.
  await database.exec(
    `BEGIN; ${schemas
      .filter((name) => name !== 'public')
      .map((name) => `CREATE SCHEMA "${name}";`)
      .join('')} ${text}`,
  );
  const { rows } = await database.query<{ found: string[] }>('SELECT current_schemas(false) AS found');
  await database.exec('ROLLBACK');
  expect(rows[0]?.found).toEqual(schemas);
});

test.each(['SET search_path TO DEFAULT', 'RESET search_path', 'RESET ALL', 'DISCARD ALL'])(
  '%s goes back to the default',
  (text) => {
    expect(changeOf(text)).toMatchObject({ entity: 'search-path', schemas: undefined });
  },
);

test.each([
  "SET lock_timeout = '5s'",
  'RESET lock_timeout',
  "SELECT set_config('lock_timeout', '1s', true)",
  "SET TIME ZONE 'UTC'",
  'SHOW search_path',
])('%s changes nothing', (text) => {
  expect(changeOf(text)).toBeUndefined();
});

test.each([
  ['BEGIN', 'begin'],
  ['BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE', 'begin'],
  ['START TRANSACTION', 'begin'],
  ['COMMIT WORK', 'commit'],
  ['END', 'commit'],
  ["PREPARE TRANSACTION 'x'", 'commit'],
  ['ROLLBACK', 'rollback'],
  ['ABORT', 'rollback'],
  ['SAVEPOINT a', 'savepoint', 'a'],
  ['ROLLBACK TO "A"', 'rollback-to', 'A'],
  ['ROLLBACK WORK TO SAVEPOINT a', 'rollback-to', 'a'],
  ['RELEASE SAVEPOINT a', 'release', 'a'],
  ["ROLLBACK PREPARED 'x'", undefined],
  ['PREPARE x AS SELECT 1', undefined],
])('%s', (text, control, savepoint?: string) => {
  const { statements, problems } = readSql(sourceOf('session.sql', text), 'postgresql');
  expect([statements[0]?.control, statements[0]?.savepoint]).toEqual([control, savepoint]);
  expect(problems).toEqual([]);
});
