import type { PGlite } from '@electric-sql/pglite';
import { startPostgres } from '@refint/postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DataType, dataType, formatType, quoted } from './data-type.ts';

describe('format_type of PostgreSQL and formatType agree', () => {
  let db: PGlite;
  beforeAll(async () => {
    db = await startPostgres();
    await db.exec(`
      create schema billing; create schema "Odd One";
      create type "Role" as enum ('a'); create type billing.state as enum ('a'); create type "Odd One"."so "" called" as enum ('a');
      create domain price as numeric(10,2);`);
  });
  afterAll(() => db.close());

  const own = (schema: string, name: string, dimensions = 0): DataType => ({
    ...dataType(name, [], dimensions),
    schema,
  });

  test.each<[string, DataType]>([
    ['int', dataType('integer')],
    ['text[]', dataType('text', [], 1)],
    ['text[][]', dataType('text', [], 2)],
    ['varchar', dataType('character varying')],
    ['varchar(255)', dataType('character varying', ['255'])],
    ['varchar(255)[]', dataType('character varying', ['255'], 1)],
    ['char', dataType('character', ['1'])],
    ['"char"', dataType('"char"')],
    ['numeric(10,2)', dataType('numeric', ['10', '2'])],
    ['timestamp(3)', dataType('timestamp without time zone', ['3'])],
    ['timestamptz', dataType('timestamp with time zone')],
    ['timestamptz(3)[]', dataType('timestamp with time zone', ['3'], 1)],
    ['time(0)', dataType('time without time zone', ['0'])],
    ['timetz(6)', dataType('time with time zone', ['6'])],
    ['interval(3)', dataType('interval', ['3'])],
    ['interval day', dataType('interval day')],
    ['interval day to second(3)', dataType('interval day to second', ['3'])],
    ['varbit(8)', dataType('bit varying', ['8'])],
    ['"Role"', own('public', 'Role')],
    ['"Role"[]', own('public', 'Role', 1)],
    ['price', own('public', 'price')],
    ['billing.state', own('billing', 'state')],
    ['"Odd One"."so "" called"[]', own('Odd One', 'so " called', 1)],
  ])('%s', async (written, type) => {
    await db.exec(`create table t (c ${written})`);
    const { rows } = await db.query<{ type: string }>(
      `select format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = 't'::regclass and attname = 'c'`,
    );
    await db.exec('drop table t');
    expect(formatType(type)).toBe(rows[0]!.type);
  });
});

test.each([
  ['users', 'users'],
  ['user_1$', 'user_1$'],
  ['User', '"User"'],
  ['1st', '"1st"'],
  ['a b', '"a b"'],
  ['say "hi"', '"say ""hi"""'],
  ['', '""'],
])('%j is quoted as %s', (name, written) => {
  expect(quoted(name)).toBe(written);
});
