import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { type Moment, type Statement, sourceOf, textAt } from '@refint/model';
import { startPostgres } from '@refint/postgres';
import { readCommand, readSql } from '@refint/sql';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Catalog, catalogOf } from '../catalog.ts';
import { comparable } from '../testing/comparable.ts';
import { replay, replayHistory, startOf } from './index.ts';

/** Small scripts that PostgreSQL itself runs, statement by statement, beside the replay. What it then holds is right. */
const folder = join(import.meta.dirname, 'cases');

interface Case {
  readonly title: string;
  readonly sql: string;
}

/** A file holds many scripts; each begins with a line `-- # title`. */
const casesIn = (file: string): Case[] =>
  readFileSync(join(folder, file), 'utf8')
    .split(/^-- # /m)
    .slice(1)
    .map((part) => ({ title: part.slice(0, part.indexOf('\n')), sql: part.slice(part.indexOf('\n') + 1) }));

let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
});

for (const file of readdirSync(folder).filter((name) => name.endsWith('.sql'))) {
  describe(file, () => {
    for (const { title, sql } of casesIn(file)) {
      test(title, async () => {
        const source = sourceOf(`${file} ${title}`, sql);
        const { statements } = readSql(source, 'postgresql');
        const oracle = await run(statements.map(({ span }) => textAt({ source, span })));
        const { timeline, problems } = replayHistory([{ name: title, source }], {
          runner: 'psql',
          dialect: 'postgresql',
        });
        expect(problems).toEqual([]);
        expect(failedStatements(statements, timeline.moments).map(codeOf)).toEqual(oracle.failed.map(codeOf));
        expect(comparable(catalogOf(timeline.last))).toEqual(oracle.catalog);
        expect(timeline.incomplete).toBeUndefined();
        expect(timeline.doubt).toBeUndefined();
      });
    }
  });
}

test('a table has at most 1600 columns', async () => {
  const columns = (count: number) => Array.from({ length: count }, (_, at) => `c${at} int`).join(', ');
  const sql = `CREATE TABLE wide (${columns(1600)}); ALTER TABLE wide ADD more int; CREATE TABLE wider (${columns(1601)});`;
  const source = sourceOf('wide.sql', sql);
  const { statements } = readSql(source, 'postgresql');
  const oracle = await run(statements.map(({ span }) => textAt({ source, span })));
  const { timeline } = replayHistory([{ name: 'wide', source }], { runner: 'psql', dialect: 'postgresql' });
  expect(failedStatements(statements, timeline.moments).map(codeOf)).toEqual(oracle.failed.map(codeOf));
  expect(oracle.failed).toHaveLength(2);
  expect(comparable(catalogOf(timeline.last))).toEqual(oracle.catalog);
});

const table = fc.constantFrom('a', 'b', 'app.c', 'long_name_of_a_table_that_is_nearly_as_long_as_it_may_be');
const column = fc.constantFrom('id', 'x', 'y', 'z');
const type = fc.constantFrom('int', 'bigint', 'text', 'mood', 'varchar(20)', 'uuid', 'serial');
const action = fc.constantFrom('', ' ON DELETE CASCADE', ' ON UPDATE SET NULL', ' NOT VALID', ' DEFERRABLE');
const cascade = fc.constantFrom('', ' CASCADE');

/** A statement that, somewhere in a history, may work: whether it does is for the database to say. */
const anyStatement = fc.oneof(
  fc
    .tuple(
      table,
      type,
      table,
      type,
      fc.constantFrom('', ', UNIQUE (x)', ', CHECK (x IS NOT NULL)', ', PRIMARY KEY (id, x)'),
    )
    .map(
      ([own, one, other, two, more]) =>
        `CREATE TABLE ${own} (id int PRIMARY KEY, x ${one} REFERENCES ${other}, y ${two} UNIQUE${more})`,
    ),
  fc
    .tuple(table, type, fc.constantFrom('', ', UNIQUE (x)', ', CHECK (x IS NOT NULL)'))
    .map(([own, one, more]) => `CREATE TABLE ${own} (id int PRIMARY KEY, x ${one}, y int NOT NULL DEFAULT 1${more})`),
  fc
    .tuple(table, table)
    .map(([own, other]) => `CREATE TABLE ${own} (LIKE ${other} INCLUDING CONSTRAINTS INCLUDING INDEXES)`),
  fc
    .tuple(table, column, table, action)
    .map(([own, by, other, how]) => `ALTER TABLE ${own} ADD FOREIGN KEY (${by}) REFERENCES ${other}${how}`),
  fc
    .tuple(table, column, table, column, action)
    .map(
      ([own, by, other, to, how]) =>
        `ALTER TABLE ${own} ADD CONSTRAINT fk FOREIGN KEY (${by}) REFERENCES ${other} (${to})${how}`,
    ),
  fc.tuple(table, column, cascade).map(([own, by, how]) => `ALTER TABLE ${own} DROP COLUMN ${by}${how}`),
  fc.tuple(table, column, type).map(([own, by, of]) => `ALTER TABLE ${own} ADD COLUMN ${by} ${of}`),
  fc
    .tuple(table, column, table)
    .map(([own, by, to]) => `ALTER TABLE ${own} ADD COLUMN ${by} int REFERENCES ${to}, ADD CHECK (1 > 0)`),
  fc.tuple(table, column, column).map(([own, from, to]) => `ALTER TABLE ${own} RENAME COLUMN ${from} TO ${to}`),
  fc
    .tuple(table, column, fc.constantFrom('SET', 'DROP'))
    .map(([own, by, how]) => `ALTER TABLE ${own} ALTER COLUMN ${by} ${how} NOT NULL`),
  fc.tuple(table, fc.constantFrom('a', 'b', 'c')).map(([own, to]) => `ALTER TABLE ${own} RENAME TO ${to}`),
  fc.tuple(table, fc.constantFrom('app', 'public')).map(([own, to]) => `ALTER TABLE ${own} SET SCHEMA ${to}`),
  fc.tuple(table, column).map(([own, by]) => `CREATE INDEX ON ${own} (${by})`),
  fc
    .tuple(table, column, column)
    .map(([own, by, beside]) => `CREATE UNIQUE INDEX ON ${own} (${by}) INCLUDE (${beside})`),
  fc.tuple(table, column).map(([own, by]) => `CREATE UNIQUE INDEX i ON ${own} (${by}) WHERE ${by} IS NOT NULL`),
  fc.tuple(table, column).map(([own, by]) => `ALTER TABLE ${own} ADD UNIQUE (${by})`),
  fc.tuple(table, column).map(([own, by]) => `ALTER TABLE ${own} ADD CONSTRAINT fk UNIQUE (${by}), DROP COLUMN y`),
  fc
    .tuple(table, fc.constantFrom('fk', 'a_pkey', 'b_x_fkey', 'a_y_key'), cascade)
    .map(([own, name, how]) => `ALTER TABLE ${own} DROP CONSTRAINT ${name}${how}`),
  fc
    .tuple(table, fc.constantFrom('a_pkey', 'b_x_fkey', 'fk'))
    .map(([own, name]) => `ALTER TABLE ${own} RENAME CONSTRAINT ${name} TO fk2`),
  fc
    .tuple(fc.constantFrom('i', 'a_x_idx', 'b_pkey', 'a_y_key'), cascade)
    .map(([name, how]) => `DROP INDEX ${name}${how}`),
  fc.tuple(table, cascade).map(([own, how]) => `DROP TABLE ${own}${how}`),
  fc.tuple(table, table).map(([own, other]) => (own === other ? `DROP TABLE ${own}` : `DROP TABLE ${own}, ${other}`)),
  fc.tuple(table, column, table).map(
    ([own, by, to]) => `DO $$ BEGIN
        IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = '${own}' AND column_name = '${by}') AND to_regclass('${to}') IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'guarded') THEN
          ALTER TABLE ${own} ADD CONSTRAINT guarded FOREIGN KEY (${by}) REFERENCES ${to};
        END IF;
      EXCEPTION WHEN undefined_object OR invalid_foreign_key OR datatype_mismatch THEN
        CREATE TABLE handled (id serial);
      END $$`,
  ),
  fc.tuple(column, fc.constantFrom('guarded', 'fk')).map(
    ([by, name]) => `DO $$ DECLARE r record; BEGIN
      FOR r IN SELECT table_schema, table_name FROM information_schema.columns WHERE column_name = '${by}' AND table_schema IN ('public', 'app') LOOP
        EXECUTE format('ALTER TABLE %I.%I DROP CONSTRAINT IF EXISTS %I CASCADE', r.table_schema, r.table_name, '${name}');
      END LOOP;
    END $$`,
  ),
  fc.constantFrom(
    'SET search_path TO app, public',
    'SET search_path TO public',
    'ALTER TYPE mood RENAME TO feeling',
    'ALTER TYPE feeling RENAME TO mood',
    `ALTER TYPE mood ADD VALUE 'great'`,
    'DROP TYPE mood CASCADE',
    `CREATE TYPE mood AS ENUM ('low', 'high')`,
    'ALTER SCHEMA app RENAME TO other',
    'ALTER SCHEMA other RENAME TO app',
  ),
);

test('random histories end where PostgreSQL ends', async () => {
  const begin = [
    'CREATE SCHEMA app',
    `CREATE TYPE mood AS ENUM ('sad', 'ok')`,
    'CREATE TABLE a (id int PRIMARY KEY, x int)',
  ];
  const runs = Number(process.env['REFINT_HISTORIES'] ?? 40);
  await fc.assert(
    fc.asyncProperty(fc.array(anyStatement, { minLength: 25, maxLength: 40 }), async (made) => {
      const source = sourceOf('random.sql', [...begin, ...made].map((line) => `${line};\n`).join(''));
      const { statements } = readSql(source, 'postgresql');
      const oracle = await run(statements.map(({ span }) => textAt({ source, span })));
      const files = [{ migration: { name: 'random', source }, statements }];
      const { moments, last } = replay(startOf('postgresql'), files, { runner: 'psql', readCommand });
      expect(failedStatements(statements, moments)).toEqual(oracle.failed);
      expect(comparable(catalogOf(last))).toEqual(oracle.catalog);
    }),
    { numRuns: runs, seed: Number(process.env['REFINT_SEED'] ?? 20240519) },
  );
}, 600_000);

const codeOf = (failed: string): string => failed.slice(0, 5);

/** Statements that fail, with the SQLSTATE: what fails inside of a block fails the statement around it. */
function failedStatements(statements: readonly Statement[], moments: readonly Moment[]): string[] {
  const codes = new Map<Statement | undefined, string>();
  for (const { change, outcome } of moments) {
    const around = statements.findLast(({ span }) => span.start <= change.span.start);
    if (outcome.kind === 'failed' && !codes.has(around)) codes.set(around, outcome.failure.code);
  }
  return [...codes].map(([statement, code]) => `${code} ${statement && textAt(statement)}`);
}

/** Runs statements one by one, each in a transaction of its own, on an empty database. */
async function run(statements: readonly string[]) {
  const { rows } = await postgres.query<{ nspname: string }>(
    `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
  );
  for (const command of [
    'ROLLBACK',
    'RESET ALL',
    'DISCARD TEMP',
    ...rows.map(({ nspname }) => `DROP SCHEMA "${nspname}" CASCADE`),
    'CREATE SCHEMA public',
  ]) {
    await postgres.exec(command);
  }
  const failed: string[] = [];
  for (const statement of statements) {
    try {
      await postgres.exec(statement);
    } catch (error) {
      failed.push(`${(error as { code: string }).code} ${statement}`);
    }
  }
  await postgres.exec('RESET search_path');
  return { failed, catalog: comparable(await catalog()) };
}

const byName = `ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;
const ofUsers = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

async function catalog(): Promise<Catalog> {
  const rows = async <Row>(sql: string): Promise<Row[]> => (await postgres.query<Row>(sql)).rows;
  const names = (numbers: string, table: string) =>
    `(SELECT json_agg(a.attname ORDER BY u.at) FROM unnest(${numbers}) WITH ORDINALITY u(number, at)
      JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = u.number)`;
  const constraints = (fields: string, kind: string) =>
    `coalesce((SELECT json_agg(json_build_object(${fields}) ORDER BY k.conname COLLATE "C")
      FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = '${kind}'), '[]')`;
  const action = (column: string) =>
    `CASE ${column} WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE 'SET DEFAULT' END`;
  const part = `CASE WHEN x.indkey[at - 1] = 0 THEN pg_get_indexdef(i.oid, at, true)
    ELSE (SELECT attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = x.indkey[at - 1])::text END`;
  return {
    schemas: (
      await rows<{ nspname: string }>(
        `SELECT nspname FROM pg_namespace n WHERE ${ofUsers} ORDER BY nspname COLLATE "C"`,
      )
    ).map((row) => row.nspname),
    extensions: await rows(`SELECT n.nspname AS schema, e.extname AS name FROM pg_extension e
      JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname <> 'plpgsql' ORDER BY e.extname COLLATE "C"`),
    enums: await rows(`SELECT n.nspname AS schema, t.typname AS name,
        coalesce((SELECT json_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid), '[]') AS values
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'e' AND ${ofUsers}
      ORDER BY n.nspname COLLATE "C", t.typname COLLATE "C"`),
    domains: await rows(`SELECT n.nspname AS schema, t.typname AS name, format_type(t.typbasetype, t.typtypmod) AS type,
        t.typnotnull AS "notNull"
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'd' AND ${ofUsers}
      ORDER BY n.nspname COLLATE "C", t.typname COLLATE "C"`),
    sequences: await rows(`SELECT n.nspname AS schema, c.relname AS name FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'S' AND ${ofUsers} ${byName}`),
    views: await rows(`SELECT n.nspname AS schema, c.relname AS name, c.relkind = 'm' AS materialized,
        coalesce((SELECT json_agg(i.relname ORDER BY i.relname COLLATE "C")
          FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = c.oid), '[]') AS indexes
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm') AND ${ofUsers} ${byName}`),
    tables: (
      await rows<Catalog['tables'][number]>(`SELECT n.nspname AS schema, c.relname AS name,
        CASE c.relkind WHEN 'p' THEN 'partitioned' ELSE 'table' END AS kind, pg_get_partkeydef(c.oid) AS "partitionKey",
        coalesce((SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
            'notNull', a.attnotnull, 'default', CASE a.attgenerated WHEN '' THEN pg_get_expr(d.adbin, d.adrelid) END,
            'generated', CASE WHEN a.attgenerated <> '' THEN json_build_object('kind', 'stored', 'expr', pg_get_expr(d.adbin, d.adrelid))
              WHEN a.attidentity <> '' THEN json_build_object('kind', 'identity', 'expr',
                CASE a.attidentity WHEN 'a' THEN 'always' ELSE 'by-default' END) END) ORDER BY a.attnum)
          FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]') AS columns,
        (SELECT json_build_object('name', k.conname, 'columns', ${names('k.conkey', 'c.oid')})
          FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p') AS "primaryKey",
        ${constraints(`'name', k.conname, 'columns', ${names('k.conkey', 'c.oid')}, 'deferrable', k.condeferrable`, 'u')} AS "uniqueConstraints",
        coalesce((SELECT json_agg(json_build_object('name', i.relname, 'method', m.amname,
            'columns', (SELECT json_agg(${part} ORDER BY at) FROM generate_series(1, x.indnkeyatts) at),
            'expressions', x.indexprs IS NOT NULL,
            'include', (SELECT coalesce(json_agg(${part} ORDER BY at), '[]') FROM generate_series(x.indnkeyatts + 1, x.indnatts) at),
            'unique', x.indisunique, 'primary', x.indisprimary, 'nullsNotDistinct', x.indnullsnotdistinct,
            'constraintBacked', EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')),
            'predicate', pg_get_expr(x.indpred, x.indrelid), 'valid', true, 'def', pg_get_indexdef(i.oid)) ORDER BY i.relname COLLATE "C")
          FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam WHERE x.indrelid = c.oid), '[]') AS indexes,
        ${constraints(`'name', k.conname, 'def', pg_get_constraintdef(k.oid), 'validated', k.convalidated`, 'c')} AS checks,
        ${constraints(
          `'name', k.conname, 'columns', ${names('k.conkey', 'c.oid')}, 'refSchema', (SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = k.confrelid),
          'refTable', (SELECT relname FROM pg_class WHERE oid = k.confrelid), 'refColumns', ${names('k.confkey', 'k.confrelid')},
          'onDelete', ${action('k.confdeltype')}, 'onUpdate', ${action('k.confupdtype')}, 'validated', k.convalidated,
          'deferrable', k.condeferrable, 'initiallyDeferred', k.condeferred`,
          'f',
        )} AS "foreignKeys",
        coalesce((SELECT json_agg(json_build_object('name', t.tgname, 'def', pg_get_triggerdef(t.oid)) ORDER BY t.tgname COLLATE "C")
          FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal), '[]') AS triggers
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND ${ofUsers} ${byName}`)
    ).map(({ partitionKey, ...table }) => (partitionKey ? { ...table, partitionKey } : table)),
  };
}
