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

const declared = [
  ...['Int', 'Int @db.SmallInt', 'Int @db.Oid', 'BigInt', 'Float', 'Float @db.Real', 'Decimal', 'Decimal @db.Decimal'],
  ...['Decimal @db.Decimal(12, 2)', 'Decimal @db.Decimal(9, 0)', 'Decimal @db.Money', 'String', 'String @db.VarChar'],
  ...[
    'String @db.VarChar(40)',
    'String @db.VarChar(3)',
    'String @db.Char(1)',
    'String @db.Char(4)',
    'String @db.Char(50)',
  ],
  ...['String @db.Uuid', 'String @db.Citext', 'String @db.Inet', 'String @db.Bit(1)', 'String @db.Bit(4)'],
  ...[
    'String @db.VarBit',
    'String @db.VarBit(3)',
    'String @db.VarBit(9)',
    'String @db.Xml',
    'Boolean',
    'Bytes',
    'DateTime',
  ],
  ...['DateTime @db.Timestamp', 'DateTime @db.Timestamp(0)', 'DateTime @db.Timestamp(6)', 'DateTime @db.Timestamptz'],
  ...['DateTime @db.Timestamptz(3)', 'DateTime @db.Timestamptz(6)', 'DateTime @db.Date', 'DateTime @db.Time'],
  ...['DateTime @db.Time(2)', 'DateTime @db.Time(6)', 'DateTime @db.Timetz', 'DateTime @db.Timetz(6)'],
  ...['DateTime @db.Timetz(2)', 'Json', 'Json @db.Json', 'E', 'Unsupported("tsvector")', 'Unsupported("interval(3)")'],
];

const made = [
  ...['smallint', 'integer', 'bigint', 'oid', 'real', 'double precision', 'numeric', 'numeric(65,30)', 'numeric(12,2)'],
  ...['numeric(9)', 'numeric(9,4)', 'money', 'text', 'varchar', 'varchar(40)', 'varchar(3)', 'varchar(4)', 'char'],
  ...['char(4)', 'char(50)', '"char"', 'name', 'uuid', 'citext', 'inet', 'cidr', 'macaddr', 'bit', 'bit(4)', 'varbit'],
  ...[
    'varbit(9)',
    'xml',
    'boolean',
    'bytea',
    'timestamp',
    'timestamp(0)',
    'timestamp(3)',
    'timestamp(6)',
    'timestamptz',
  ],
  ...['timestamptz(3)', 'timestamptz(6)', 'date', 'time', 'time(2)', 'time(6)', 'timetz', 'timetz(6)', 'timetz(2)'],
  ...['jsonb', 'json', '"E"', '"F"', 'tsvector', 'interval', 'interval(3)', 'point', 'int4range'],
  ...['whole', 'short', 'shorter'],
];

const before = `CREATE EXTENSION citext; CREATE TYPE "E" AS ENUM ('A'); CREATE TYPE "F" AS ENUM ('A');
  CREATE DOMAIN whole AS integer; CREATE DOMAIN short AS varchar(40); CREATE DOMAIN shorter AS short;`;

const lists = [
  ['values', '?', ''],
  ['lists', '[]', '[]'],
  ['lists where values are', '[]', ''],
  ['values where lists are', '?', '[]'],
] as const;

test.each(lists)(
  'each type that a column has against each that is asked: %s',
  async (_, mark, brackets) => {
    const models = made.map((_, at) => {
      const fields = declared.map(
        (type, number) => `c${number} ${type.replace(/^(?:Unsupported\(.*\)|\w+)/, `$&${mark}`)}`,
      );
      return `model t${at} {\n  id Int @id\n  ${fields.join('\n  ')}\n}`;
    });
    const enums = ['E', 'F'].map((name) => `enum ${name} {\n  A\n}`);
    const schema = sourceOf(
      'schema.prisma',
      ['datasource db {\n  provider = "postgresql"\n}', ...enums, ...models].join('\n'),
    );
    const sql = made.map((type, at) => {
      const columns = declared.map((_, number) => `c${number} ${type}${brackets}`);
      return `CREATE TABLE t${at} (id int CONSTRAINT t${at}_pkey PRIMARY KEY, ${columns.join(', ')});`;
    });
    const { declared: asked, timeline } = await projectOf([schema], [before, ...sql].join('\n'));
    expect(await looked.holding([before, ...sql])).toEqual([]);
    const written = await looked.migrationTo([schema]);
    if ('refused' in written) throw new Error(written.refused);
    // A list may not be null to Prisma, so that what becomes of one is told for each again: that is part of its new type.
    const told = stepsIn(written.sql).filter((step) => !(brackets && !isList(mark) && step.startsWith('nullability')));
    const shown = (steps: readonly string[]) => named(steps).filter((step) => !indistinct.has(step));
    expect(shown(stepsOf(driftOf(asked, timeline.last)))).toEqual(shown(told));
  },
  60_000,
);

const isList = (mark: string): boolean => mark === '[]';

/** `@db.Char` and `@db.Char(1)` are the same to us, as they are to PostgreSQL; to Prisma only the first is a `"char"`. */
const indistinct: ReadonlySet<string> = new Set(['type of "char" that is asked to be String @db.Char(1)']);

/** With the types that the columns have, so that a difference says what it is about. */
const named = (steps: readonly string[]): readonly string[] =>
  steps.map((step) =>
    step.replace(
      /public\.t(\d+)\.c(\d+)$/,
      (_, at, number) => `${made[Number(at)]} that is asked to be ${declared[Number(number)]}`,
    ),
  );
