import type { PGlite } from '@electric-sql/pglite';
import { sourceOf } from '@refint/model';
import { startPostgres } from '@refint/postgres';
import fc from 'fast-check';
import { beforeAll, expect, test, vi } from 'vitest';
import { run } from '../testing/server.ts';
import { replayHistory } from './index.ts';

/** Conditions that nobody thought of: whatever the replay says of one without "unknown", PostgreSQL says too. */

const answers = vi.hoisted((): { value: unknown; code: string | undefined }[] => []);

vi.mock('./guards/ask.ts', async (original) => {
  const { ask } = await original<typeof import('./guards/ask.ts')>();
  const kept: typeof ask = (condition, scope) => {
    const value = ask(condition, scope);
    answers.push({ value, code: scope.errors[0]?.code });
    return value;
  };
  return { ask: kept };
});

const schema = [
  'CREATE SCHEMA app',
  `CREATE TYPE mood AS ENUM ('sad', 'ok')`,
  `CREATE TYPE app.mood AS ENUM ('x')`,
  'CREATE TABLE t (id int PRIMARY KEY, gone int, code varchar(5) NOT NULL DEFAULT 1 UNIQUE, "Big" bigint CHECK ("Big" > 0))',
  'ALTER TABLE t DROP COLUMN gone',
  'CREATE TABLE app.t (id uuid PRIMARY KEY, tags text[], m mood)',
  `CREATE TABLE o (t_id int CONSTRAINT fk REFERENCES t ON DELETE CASCADE, code varchar(9), app_id uuid,
    CONSTRAINT "Second" FOREIGN KEY (code) REFERENCES t (code) ON UPDATE SET NULL)`,
  'ALTER TABLE o ADD CONSTRAINT third FOREIGN KEY (app_id) REFERENCES app.t NOT VALID',
  'CREATE INDEX i ON o (t_id) WHERE t_id IS NOT NULL',
  'CREATE TABLE "User" (id serial, n numeric(8,2), "at" timestamptz DEFAULT now())',
  'CREATE VIEW v AS SELECT 1 AS one',
];

const name = fc.constantFrom(
  't',
  'o',
  'User',
  'user',
  'v',
  'i',
  'nothing',
  'domains',
  't_pkey',
  'User_id_seq',
  'fk',
  'Second',
  'mood',
);
const column = fc.constantFrom('id', 'code', 'Big', 't_id', 'gone', 'tags', 'm', 'ctid', 'app_id', 'at', 'n');
const schemaName = fc.constantFrom('public', 'app', 'nothing', 'information_schema');
const constraint = fc.constantFrom(
  'fk',
  'Second',
  'third',
  't_pkey',
  't_code_key',
  't_Big_check',
  'nothing',
  'o_t_id_fkey',
);
const text = (value: fc.Arbitrary<string>) => value.map((one) => `'${one}'`);
const operator = fc.constantFrom('=', '<>', 'LIKE', '~', 'IS DISTINCT FROM');
const number = fc.constantFrom('0', '1', '2', '3', '4');
const compare = fc.constantFrom('=', '>', '<', '>=', '<>');

const filter = (prefix: string, columns: Readonly<Record<string, fc.Arbitrary<string>>>): fc.Arbitrary<string> =>
  fc.oneof(
    ...Object.entries(columns).map(([field, value]) =>
      fc.tuple(operator, value).map(([how, one]) => {
        const isPattern = how === 'LIKE' || how === '~';
        return `${prefix}${field}${isPattern && !one.startsWith("'") ? '::text' : ''} ${isPattern && !one.startsWith("'") ? '=' : how} ${one}`;
      }),
    ),
  );

const kinds = text(fc.constantFrom('p', 'f', 'u', 'c', 'n'));
const oid = text(fc.constantFrom('t', 'o', 'app.t', '"User"', 'v', 'nothing', 'user')).map((one) => `${one}::regclass`);
const sources: readonly (readonly [string, fc.Arbitrary<string>])[] = [
  [
    'information_schema.tables x',
    filter('x.', { table_name: text(name), table_schema: text(schemaName), table_type: fc.constant(`'BASE TABLE'`) }),
  ],
  [
    'information_schema.columns x',
    filter('x.', {
      table_name: text(name),
      column_name: text(column),
      table_schema: text(schemaName),
      is_nullable: text(fc.constantFrom('YES', 'NO')),
      data_type: text(fc.constantFrom('integer', 'uuid', 'ARRAY', 'USER-DEFINED', 'character varying')),
      udt_name: text(fc.constantFrom('int4', '_text', 'mood')),
      ordinal_position: number,
    }),
  ],
  [
    'information_schema.table_constraints x',
    filter('x.', {
      table_name: text(name),
      constraint_name: text(constraint),
      constraint_type: text(fc.constantFrom('FOREIGN KEY', 'PRIMARY KEY', 'UNIQUE', 'CHECK')),
      table_schema: text(schemaName),
    }),
  ],
  [
    'information_schema.key_column_usage x',
    filter('x.', {
      table_name: text(name),
      column_name: text(column),
      constraint_name: text(constraint),
      position_in_unique_constraint: number,
    }),
  ],
  [
    'information_schema.referential_constraints x',
    filter('x.', {
      constraint_name: text(constraint),
      delete_rule: fc.constant(`'CASCADE'`),
      unique_constraint_name: text(constraint),
    }),
  ],
  [
    'information_schema.constraint_column_usage x',
    filter('x.', { table_name: text(name), column_name: text(column), constraint_name: text(constraint) }),
  ],
  [
    'pg_class x',
    filter('x.', {
      relname: text(name),
      relkind: text(fc.constantFrom('r', 'v', 'i', 'S')),
      oid,
      relnamespace: text(schemaName).map((one) => `${one}::regnamespace`),
    }),
  ],
  [
    'pg_constraint x',
    filter('x.', {
      conname: text(constraint),
      contype: kinds,
      conrelid: oid,
      confrelid: oid,
      confdeltype: text(fc.constantFrom('a', 'c', 'n')),
      convalidated: fc.constantFrom('true', 'false'),
      'conkey[1]': number,
    }),
  ],
  [
    'pg_attribute x',
    filter('x.', {
      attname: text(column),
      attrelid: oid,
      attnum: number,
      attnotnull: fc.constantFrom('true', 'false'),
      attisdropped: fc.constantFrom('true', 'false'),
    }),
  ],
  [
    'pg_indexes x',
    filter('x.', {
      tablename: text(name),
      indexname: text(fc.constantFrom('i', 't_pkey', 'nothing')),
      schemaname: text(schemaName),
    }),
  ],
  [
    'pg_index x',
    filter('x.', {
      indrelid: oid,
      indisunique: fc.constantFrom('true', 'false'),
      indisprimary: fc.constantFrom('true', 'false'),
    }),
  ],
  [
    'pg_type x',
    filter('x.', {
      typname: text(fc.constantFrom('mood', 't', 'nothing', 'int4', 'user')),
      typtype: text(fc.constantFrom('e', 'c', 'b')),
    }),
  ],
  [
    'pg_enum x',
    filter('x.', {
      enumlabel: text(fc.constantFrom('sad', 'x', 'nothing')),
      enumtypid: text(fc.constantFrom('mood', 'app.mood', 'nothing')).map((one) => `${one}::regtype`),
    }),
  ],
  [
    'pg_constraint x JOIN pg_class y ON y.oid = x.conrelid',
    fc.oneof(
      filter('x.', { conname: text(constraint), contype: kinds }),
      filter('y.', { relname: text(name), relkind: fc.constant(`'r'`) }),
    ),
  ],
  [
    'pg_constraint x JOIN pg_attribute y ON y.attrelid = x.conrelid AND y.attnum = ANY (x.conkey)',
    fc.oneof(
      filter('x.', { conname: text(constraint), contype: kinds, conrelid: oid }),
      filter('y.', { attname: text(column), attnum: number }),
    ),
  ],
  [
    'pg_class x LEFT JOIN pg_constraint y ON y.conrelid = x.oid',
    fc.oneof(
      filter('x.', { relname: text(name) }),
      filter('y.', { contype: kinds, conname: text(constraint) }),
      fc.constant('y.oid IS NULL'),
    ),
  ],
  [
    'information_schema.table_constraints x JOIN information_schema.key_column_usage y USING (constraint_name, table_schema)',
    fc.oneof(
      filter('x.', { table_name: text(name), constraint_type: fc.constant(`'FOREIGN KEY'`) }),
      filter('y.', { column_name: text(column) }),
    ),
  ],
  ['pg_tables x', filter('x.', { tablename: text(name), schemaname: text(schemaName) })],
  ['pg_namespace x', filter('x.', { nspname: text(schemaName) })],
];

const where = (parts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(parts, { minLength: 1, maxLength: 4 }), fc.constantFrom(' AND ', ' AND ', ' AND ', ' OR '))
    .map(([all, how]) => all.join(how));

const simple: fc.Arbitrary<string> = fc.oneof(
  ...sources.map(([from, parts]) =>
    fc
      .tuple(where(parts), fc.constantFrom('EXISTS', 'NOT EXISTS', 'count', 'count'), compare, number)
      .map(([all, how, sign, than]) =>
        how === 'count'
          ? `(SELECT count(*) FROM ${from} WHERE ${all}) ${sign} ${than}`
          : `${how} (SELECT 1 FROM ${from} WHERE ${all})`,
      ),
  ),
  fc.tuple(text(name), fc.constantFrom('IS NULL', 'IS NOT NULL')).map(([one, how]) => `to_regclass(${one}) ${how}`),
);

const condition = fc.oneof(
  simple,
  simple,
  fc.tuple(simple, fc.constantFrom('AND', 'OR', 'AND NOT'), simple).map((parts) => parts.join(' ')),
);

let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
});

test('conditions over the catalogs are what PostgreSQL says, or unknown', async () => {
  await run(postgres, schema);
  const begin = schema.map((line) => `${line};\n`).join('');
  let known = 0;
  let all = 0;
  await fc.assert(
    fc.asyncProperty(condition, async (asked) => {
      answers.length = 0;
      replayHistory(
        [
          {
            name: 'random',
            source: sourceOf('random.sql', `${begin}DO $$ BEGIN IF ${asked} THEN NULL; END IF; END $$;`),
          },
        ],
        {
          runner: 'psql',
          dialect: 'postgresql',
        },
      );
      const [said] = answers;
      all++;
      if (!said || (said.value === undefined && said.code === undefined)) return;
      known++;
      const truth = await postgres.query<{ value: boolean }>(`SELECT ${asked} AS value`).then(
        ({ rows }) => ({ value: rows[0]?.value, code: undefined }),
        ({ code }: { code: string }) => ({ value: undefined, code }),
      );
      // A condition of which one part fails may be decided by another first: PostgreSQL says not in which order.
      if (truth.code !== undefined || said.code !== undefined) return;
      expect({ asked, ...said }).toEqual({ asked, ...truth });
    }),
    { numRuns: Number(process.env['REFINT_CONDITIONS'] ?? 1000), seed: Number(process.env['REFINT_SEED'] ?? 20240519) },
  );
  console.info(`${all} random conditions, ${known} of them with an answer`);
  expect(known).toBeGreaterThan(all / 2);
});
