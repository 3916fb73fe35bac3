import { driftOf, sourceOf } from '@refint/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Looked, startLooked } from './drift-engine.ts';
import { projectOf } from './drift-project.ts';
import { stepsIn, stepsOf } from './drift-steps.ts';

let looked: Looked;

beforeAll(async () => {
  looked = await startLooked();
});
afterAll(() => looked.close());

/** By a field's type and that of its column: defaults that a schema may ask for, and defaults that a migration may give. */
const worlds: readonly (readonly [
  field: string,
  column: string,
  asked: readonly string[],
  given: readonly string[],
])[] = [
  [
    'String',
    'text',
    [
      '',
      '"x"',
      '"it\'s"',
      '""',
      '"a\\\\b"',
      '"a\\nb"',
      '"NULL"',
      'uuid()',
      'cuid()',
      ...words('gen_random_uuid()', 'CURRENT_USER', "'x'", "'x'::text", "concat('a', 'b')", ''),
    ],
    [
      '',
      'NULL',
      'NULL::text',
      "'x'",
      "'x'::text",
      "'x'::varchar",
      "('x')",
      "CAST('x' AS text)",
      "'it''s'",
      "''",
      "'a\\b'",
      "E'a\\nb'",
      "E'\\x'",
      "'NULL'",
      'gen_random_uuid()',
      'Current_User',
      "concat('a', 'b')",
      "('x' || 'y')",
      "lower('X')",
    ],
  ],
  [
    'String @db.VarChar(10)',
    'varchar(10)',
    ['', '"x"', '"y"'],
    ['', "'x'", "'x'::text", "'x'::varchar(3)", "'y'::character varying", "upper('x')"],
  ],
  ['String @db.Citext', 'citext', ['', '"x"'], ['', "'x'", "'y'", "'x'::citext"]],
  [
    'String @db.Uuid',
    'uuid',
    [
      '',
      'uuid()',
      '"00000000-0000-0000-0000-000000000000"',
      ...words('gen_random_uuid()', 'GEN_RANDOM_UUID()', 'uuid_generate_v4()', ''),
    ],
    [
      '',
      'gen_random_uuid()',
      'uuid_generate_v4()',
      'public.uuid_generate_v4()',
      "'00000000-0000-0000-0000-000000000000'",
    ],
  ],
  ['String @db.Bit(1)', 'bit(1)', ['', '"1"', '"0"'], ['', "'1'", "B'1'", "B'0'"]],
  ['String @db.Inet', 'inet', ['', '"1.2.3.4"'], ['', "'1.2.3.4'", "'1.2.3.4'::inet"]],
  [
    'Int',
    'integer',
    ['', '0', '1', '-1', '2147483647', ...words('1', '1 + 1', '')],
    [
      '',
      '0',
      '1',
      '(1)',
      '01',
      '-1',
      "'1'",
      "'-1'",
      '1::integer',
      "'1'::integer",
      'CAST(1 AS integer)',
      '1 + 1',
      '2147483647',
      "length('a')",
    ],
  ],
  [
    'BigInt',
    'bigint',
    ['', '1', '-1', '9007199254740993', ...words('1', '')],
    ['', '1', '-1', "'1'", "'1'::bigint", '9007199254740993', '9007199254740992'],
  ],
  [
    'Float',
    'double precision',
    ['', '0', '1', '1.0', '-1.5', '0.25', ...words('random()', '')],
    [
      '',
      '0',
      '1',
      '1.0',
      '1.00',
      '-1.5',
      "'1'",
      '0.250',
      '.25',
      '1::double precision',
      '1.0::double precision',
      'random()',
    ],
  ],
  [
    'Decimal',
    'numeric(65,30)',
    ['', '0', '1.10', '-1', ...words('1', '')],
    ['', '0', '0.00', '1.1', '1.10', '-1', '-1.0', "'1.1'", '1::numeric', '1.1::numeric(10,2)', "'-1'::integer"],
  ],
  [
    'Boolean',
    'boolean',
    ['', 'true', 'false', ...words('true', '')],
    ['', 'true', 'FALSE', "'t'", "'no'", "'1'", "'true'::boolean", '(NOT true)'],
  ],
  [
    'DateTime',
    'timestamp(3)',
    ['', 'now()', '"2020-01-01T00:00:00Z"', ...words('now()', 'CURRENT_TIMESTAMP', "(now() + '1 day'::interval)", '')],
    [
      '',
      'now()',
      'CURRENT_TIMESTAMP',
      'Now( )',
      '(now())',
      'current_timestamp(3)',
      'localtimestamp',
      'transaction_timestamp()',
      "timezone('utc', now())",
      "'2020-01-01'",
      "'2021-01-01'::timestamp",
      "now() + interval '1 day'",
    ],
  ],
  [
    'DateTime @db.Timestamptz(6)',
    'timestamptz',
    ['', 'now()'],
    ['', 'now()', 'now()::timestamptz', 'CURRENT_TIMESTAMP', 'clock_timestamp()'],
  ],
  [
    'DateTime @db.Date',
    'date',
    ['', 'now()', ...words('CURRENT_DATE', '')],
    ['', 'now()', 'CURRENT_DATE', "'2020-01-01'"],
  ],
  ['DateTime @updatedAt', 'timestamp(3)', [''], ['', 'now()', 'CURRENT_TIMESTAMP']],
  [
    'Json',
    'jsonb',
    [
      '',
      '"{}"',
      '"[]"',
      '"{\\"a\\": 1, \\"b\\": [true, null]}"',
      '"null"',
      ...words("'{}'", "'{}'::jsonb", 'jsonb_build_array()', ''),
    ],
    ['', "'{}'", "'{}'::jsonb", "'{ }'", "'[]'", '\'{"b":[true,null],"a":1}\'', "'null'", 'jsonb_build_array()'],
  ],
  ['Json @db.Json', 'json', ['', '"{}"'], ['', "'{ }'", "'{}'::json", "'[]'"]],
  [
    'Bytes',
    'bytea',
    ['', '"aGVsbG8="', '""'],
    ['', "'\\x68656c6c6f'", "'\\x68656C6C6F'", "'hello'", "'\\x'", "'\\x00'"],
  ],
  [
    'E',
    '"E"',
    ['', 'A', 'B', ...words("'A'", '\'A\'::\\"E\\"', '')],
    ['', "'A'", '\'A\'::"E"', '\'B b\'::"E"', "('A')"],
  ],
  [
    'String[]',
    'text[]',
    ['', '[]', '["a", "b"]', '["a", "b c"]', '[""]', '["x,y"]', ...words('ARRAY[]::text[]', "'{}'::text[]", '')],
    [
      '',
      "'{}'",
      "'{ }'",
      'ARRAY[]::text[]',
      "ARRAY['a', 'b']",
      "'{a,b}'",
      "'{a, b}'",
      '\'{a,"b c"}\'',
      "ARRAY['a'::text, 'b c']::text[]",
      '\'{""}\'',
      '\'{"x,y"}\'',
      "string_to_array('a,b', ',')",
    ],
  ],
  [
    'Int[]',
    'integer[]',
    ['', '[]', '[1, 2]', '[1, -2]'],
    ['', "'{}'", 'ARRAY[]::integer[]', "'{1,2}'", 'ARRAY[1, 2]', 'ARRAY[1, -2]', "'{1,-2}'"],
  ],
  ['Float[]', 'double precision[]', ['', '[1.0]', '[1.5]'], ['', "'{1}'", "'{1.5}'", 'ARRAY[1.5]::double precision[]']],
  ['Boolean[]', 'boolean[]', ['', '[true, false]'], ['', "'{t,f}'", "'{true,false}'", 'ARRAY[true, false]', "'{f,t}'"]],
  [
    'E[]',
    '"E"[]',
    ['', '[]', '[A]', '[A, B]'],
    ['', "'{}'", 'ARRAY[]::"E"[]', "'{A}'", 'ARRAY[\'A\']::"E"[]', "ARRAY['A'::\"E\", 'B b']", '\'{A,"B b"}\''],
  ],
  ['DateTime[]', 'timestamp(3)[]', ['', '[]'], ['', "'{}'", 'ARRAY[]::timestamp(3)[]', "'{2020-01-01}'"]],
  [
    'Int',
    'integer',
    ['', 'autoincrement()', '1', ...words("nextval('s'::regclass)", '')],
    [
      '',
      "nextval('s')",
      "nextval('public.s'::regclass)",
      '1',
      'serial',
      'GENERATED ALWAYS AS IDENTITY',
      'GENERATED BY DEFAULT AS IDENTITY',
      'GENERATED ALWAYS AS (1 + 1) STORED',
    ],
  ],
  [
    'Unsupported("tsvector")',
    'tsvector',
    ['', ...words("to_tsvector('english'::regconfig, 'a'::text)", '')],
    ['', "GENERATED ALWAYS AS (to_tsvector('english', 'a')) STORED", "to_tsvector('english', 'a')"],
  ],
  [
    'Unsupported("interval")',
    'interval',
    ['', ...words("'1 day'::interval", '')],
    ['', "'1 day'", "interval '1 day'", "'2 days'"],
  ],
];

function words(...texts: readonly string[]): readonly string[] {
  return texts.map((text) => (text === '' ? 'dbgenerated()' : `dbgenerated("${text}")`));
}

/**
 * Words that PostgreSQL prints in another way than they are written, with parentheses or casts. Prisma compares letters, so it
 * sees a difference; we compare words, and are silent.
 */
const finer: ReadonlySet<string> = new Set(['Int default of 1 + 1 for dbgenerated("1 + 1")']);

test.each(worlds)('defaults of %s, %s', async (field, column, asked, given) => {
  const pairs = given.flatMap((to) => asked.map((from) => ({ from, to })));
  const fields = pairs.map(({ from }, at) => `  c${at} ${field}${from && ` @default(${from})`}`);
  const before = `CREATE EXTENSION IF NOT EXISTS citext; CREATE EXTENSION IF NOT EXISTS "uuid-ossp"; CREATE SEQUENCE s; CREATE TYPE "E" AS ENUM ('A', 'B b');`;
  const columns = pairs.map(({ to }, at) => {
    const isMade = to === 'serial' ? 'serial' : `${column} ${to && !to.startsWith('GENERATED') ? `DEFAULT ${to}` : to}`;
    return `c${at} ${isMade}${column.endsWith('[]') ? '' : ' NOT NULL'}`;
  });
  const sql = `${before} CREATE TABLE t (id int CONSTRAINT t_pkey PRIMARY KEY, ${columns.join(', ')});`;
  const schema = sourceOf(
    'schema.prisma',
    `datasource db {\n  provider = "postgresql"\n}\nenum E {\n  A\n  B @map("B b")\n}\nmodel t {\n  id Int @id\n${fields.join('\n')}\n}\n`,
  );
  const { declared, timeline } = await projectOf([schema], sql);
  expect(await looked.holding([sql])).toEqual([]);
  const written = await looked.migrationTo([schema]);
  if ('refused' in written) throw new Error(written.refused);
  const shown = (steps: readonly string[]) =>
    steps
      .map((step) =>
        step.replace(
          /public\.t\.c(\d+)$/,
          (_, at) => `${pairs[Number(at)]?.to || 'nothing'} for ${pairs[Number(at)]?.from || 'nothing'}`,
        ),
      )
      .filter((step) => !finer.has(`${field} ${step}`));
  expect(shown(stepsOf(driftOf(declared, timeline.last)))).toEqual(shown(stepsIn(written.sql)));
});
