import { formatType } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { columnFor, readFor, reason } from '../testing/read.ts';

const typeOf = (provider: string, written: string) => {
  const declared = readFor(
    provider,
    `enum Role {\n  ONE\n  TWO @map("it's two")\n}\n\nmodel A {\n  id Int @id\n  x ${written}\n}\n`,
  );
  expect(declared.problems).toEqual([]);
  const { type } = columnFor(declared, 'A', 'x');
  return type && formatType(type);
};

const scalars = ['String', 'Boolean', 'Int', 'BigInt', 'Float', 'Decimal', 'DateTime', 'Json', 'Bytes'];

// What the migrations that Prisma itself writes say: `prisma migrate diff` for each database.
test.each([
  [
    'postgresql',
    'text boolean integer bigint double·precision numeric(65,30) timestamp(3)·without·time·zone jsonb bytea',
  ],
  [
    'cockroachdb',
    'text boolean integer bigint double·precision numeric(65,30) timestamp(3)·without·time·zone jsonb bytea',
  ],
  ['mysql', 'varchar(191) tinyint(1) int bigint double decimal(65,30) datetime(3) json longblob'],
  ['sqlite', 'TEXT BOOLEAN INTEGER BIGINT REAL DECIMAL DATETIME JSONB BLOB'],
  ['sqlserver', 'nvarchar(1000) bit int bigint float(53) decimal(32,16) datetime2 nvarchar(1000) varbinary(max)'],
])('scalar types on %s', (provider, types) => {
  expect(scalars.map((scalar) => typeOf(provider, scalar))).toEqual(
    types.split(' ').map((type) => type.replaceAll('·', ' ')),
  );
});

describe('native types', () => {
  test.each([
    ['String @db.VarChar(40)', 'character varying(40)'],
    ['String @db.VarChar', 'character varying'],
    ['String @db.Char(3)', 'character(3)'],
    ['String @db.Char', 'character(1)'],
    ['String @db.Uuid', 'uuid'],
    ['String @db.Citext', 'citext'],
    ['String[] @db.Uuid', 'uuid[]'],
    ['Int @db.SmallInt', 'smallint'],
    ['Int @db.Oid', 'oid'],
    ['Decimal @db.Decimal(10, 2)', 'numeric(10,2)'],
    ['Float @db.Real', 'real'],
    ['DateTime @db.Timestamptz(6)', 'timestamp(6) with time zone'],
    ['DateTime @db.Timestamp', 'timestamp without time zone'],
    ['DateTime @db.Date', 'date'],
    ['DateTime @db.Time(0)', 'time(0) without time zone'],
    ['String @db.Bit(8)', 'bit(8)'],
    ['String @db.VarBit', 'bit varying'],
    ['Json @db.Json', 'json'],
  ])('%s on PostgreSQL', (written, type) => expect(typeOf('postgresql', written)).toBe(type));

  test.each([
    ['mysql', 'String @db.VarChar(40)', 'varchar(40)'],
    ['mysql', 'Int @db.UnsignedInt', 'int unsigned'],
    ['mysql', 'DateTime @db.DateTime(0)', 'datetime(0)'],
    ['sqlserver', 'String @db.NVarChar(Max)', 'nvarchar(max)'],
    ['sqlserver', 'String @db.UniqueIdentifier', 'uniqueidentifier'],
    ['cockroachdb', 'String @db.String(10)', 'character varying(10)'],
    ['cockroachdb', 'Int @db.Int2', 'smallint'],
    ['mongodb', 'String @db.ObjectId', 'objectId'],
  ])('on %s %s', (provider, written, type) => expect(typeOf(provider, written)).toBe(type));
});

describe('enums', () => {
  test('are types of their own on PostgreSQL', () => expect(typeOf('postgresql', 'Role[]')).toBe('"Role"[]'));
  test('are part of the column on MySQL', () => expect(typeOf('mysql', 'Role')).toBe("enum('ONE','it''s two')"));
  test('are text on SQLite, which is implied', () => {
    expect(typeOf('sqlite', 'Role')).toBe('TEXT');
    const declared = readFor('sqlite', 'enum Role {\n  ONE\n}\n\nmodel A {\n  id Int @id\n  x Role\n}\n');
    expect(reason(columnFor(declared, 'A', 'x'), 'type')).toBe(
      'SQLite has no enums, so Prisma keeps their values as text',
    );
    expect(declared.snapshot.types).toEqual([]);
  });
});

test.each([
  ['circle', 'circle'],
  ['VARCHAR(10)', 'character varying(10)'],
  ['numeric(10, 2)[]', 'numeric(10,2)[]'],
  ['timestamp(3) with time zone', 'timestamp(3) with time zone'],
  ['int4', 'integer'],
  ['vector(1536)', 'vector(1536)'],
])('Unsupported("%s") is read as SQL', (written, type) =>
  expect(typeOf('postgresql', `Unsupported("${written}")`)).toBe(type),
);

test('a type that nobody knows is a problem, and its column has none', () => {
  const declared = readFor('postgresql', 'model A {\n  id Int @id\n  x Strng\n}\n');
  expect(declared.problems.map(({ text, fatal }) => [text, fatal])).toEqual([
    ['there is no type, enum or model "Strng"', false],
  ]);
  expect(columnFor(declared, 'A', 'x').type).toBeUndefined();
});
