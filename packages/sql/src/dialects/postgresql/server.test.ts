import { formatType, sourceOf } from '@refint/model';
import { startPostgres } from '@refint/postgres';
import { afterAll, expect, test } from 'vitest';
import { readSql } from '../../index.ts';
import { nameOf, stringOf } from './names.ts';

/** Types, names and strings against a PostgreSQL: it is asked what it made of what was written. */
const database = await startPostgres();
afterAll(() => database.close());

const types =
  `int integer int4 bigint int8 smallint int2 real float4 float8 float float(1) float(24) float(25) float(53)
  decimal decimal(10) decimal(10,2) numeric numeric(5) numeric(5,0) numeric(3,-2) dec(4,1) bool boolean text varchar
  varchar(10) char char(3) character character(7) bpchar bpchar(4) "char" name bit bit(5) varbit varbit(3) date time
  time(3) timetz timetz(2) timestamp timestamp(0) timestamptz timestamptz(6) interval interval(3) uuid json jsonb xml
  bytea inet cidr macaddr money oid regclass tsvector tsquery int4range tstzmultirange point polygon pg_lsn xid8
  int[] int[3][4] text[] varchar(10)[] numeric(10)[] timestamptz(3)[] "char"[] char[] bit[]
  pg_catalog.int4 pg_catalog.varchar pg_catalog.bool pg_catalog.timestamptz "text" "int4" "varchar" "timestamptz" "Mood"
  mood "Mood"[] public."Mood" s.shade  serial bigserial smallserial serial4 serial8 serial2 INTEGER VarChar(3)`
    .split(/\s+/)
    .concat([
      'double precision',
      'character varying',
      'character varying(20)',
      'char varying(4)',
      'national character(3)',
      'national character varying(5)',
      'national char',
      'nchar(2)',
      'nchar varying(6)',
      'bit varying',
      'bit varying(9)',
      'timestamp with time zone',
      'timestamp(3) with time zone',
      'timestamp without time zone',
      'timestamp (2) without time zone',
      'time with time zone',
      'time(1) with time zone',
      'time without time zone',
      'interval year',
      'interval day to second',
      'interval day to second(3)',
      'interval hour to minute',
      'interval second(2)',
      'interval year to month',
      'int ARRAY',
      'text ARRAY[4]',
      'double precision[]',
      'timestamp with time zone[]',
      'numeric( 10 , 2 )',
      's."Mixed Case"[]',
    ]);

test('types are named as format_type names them', async () => {
  const text = `CREATE TABLE t (${types.map((type, index) => `c${index} ${type}`).join(', ')})`;
  await database.exec(`CREATE TYPE "Mood" AS ENUM ('a'); CREATE TYPE mood AS ENUM ('a'); CREATE SCHEMA s;
    CREATE TYPE s.shade AS ENUM ('a'); CREATE TYPE s."Mixed Case" AS ENUM ('a'); ${text}`);
  const { rows } = await database.query<{ type: string }>(
    `SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0 ORDER BY attnum`,
  );
  const change = readSql(sourceOf('types.sql', text), 'postgresql').statements[0]?.changes[0];
  if (change?.kind !== 'add' || change.entity !== 'table') throw new Error('not read');
  const ours = change.columns.map(({ type }, index) => {
    if (!type) return `${types[index]}: none`;
    const made = /mood|shade|mixed/i.test(type.type.name) && type.type.schema === undefined;
    return `${types[index]}: ${formatType(made ? { ...type.type, schema: 'public' } : type.type)}`;
  });
  expect(ours).toEqual(rows.map(({ type }, index) => `${types[index]}: ${type}`));
});

const long = 'a_long_name_that_goes_on_for_more_than_the_sixty_three_bytes_of_a_name';

test.each([
  'Plain',
  'PLAIN_1$x',
  '"Quoted"',
  '"with ""quotes"" in it"',
  'ÄÖÜmlaut',
  'İstanbul',
  '"ünïcode"',
  'U&"d\\0061t\\+000061"',
  long,
  `"${long}"`,
  `"${'ä'.repeat(40)}"`,
  `"x${'ä'.repeat(40)}"`,
  `"${'😀'.repeat(20)}"`,
  `"ab${'中'.repeat(30)}"`,
  'ä'.repeat(40),
])('the name %s', async (written) => {
  const { fields } = await database.query(`SELECT 1 AS ${written}`);
  expect(nameOf(written)).toBe(fields[0]?.name);
});

test.each([
  "'plain'",
  "'it''s'",
  "'a\\b'",
  "E'it\\'s'",
  "E'a\\nb\\tc\\\\d\\qe'",
  "e'\\101\\x41\\u0041\\U00000041''x'",
  "U&'\\0441\\043B \\\\'",
  "N'x'",
  '$$a $b$ c$$',
  "$tag$it's $$ here$tag$",
  "''",
  '$$$$',
  "'multi\nline'",
])('the string %s', async (written) => {
  const { rows } = await database.query<{ value: string }>(`SELECT ${written}::text AS value`);
  expect(stringOf(written)).toBe(rows[0]?.value);
});
