import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { sourceOf, textAt } from '@refint/model';
import { startPostgres } from '@refint/postgres';
import { readCommand, readSql } from '@refint/sql';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { catalogOf } from '../catalog.ts';
import { comparable } from '../server/comparable.ts';
import { casesIn } from '../testing/cases.ts';
import { codeOf, failedStatements } from '../testing/compare.ts';
import { run } from '../testing/server.ts';
import { replay, replayHistory, startOf } from './index.ts';

/** Small scripts that PostgreSQL itself runs, statement by statement, beside the replay. What it then holds is right. */
const folder = join(import.meta.dirname, 'cases');

let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
});

/** Guards have a truth test of their own, in `guards.truth.test.ts`. */
const files = readdirSync(folder).filter((name) => name.endsWith('.sql') && !/^(?:guards|unknown)-/.test(name));

for (const file of files) {
  describe(file, () => {
    for (const { title, sql } of casesIn(readFileSync(join(folder, file), 'utf8'))) {
      test(title, async () => {
        const source = sourceOf(`${file} ${title}`, sql);
        const { statements } = readSql(source, 'postgresql');
        const oracle = await run(
          postgres,
          statements.map(({ span }) => textAt({ source, span })),
        );
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
  const oracle = await run(
    postgres,
    statements.map(({ span }) => textAt({ source, span })),
  );
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
      const oracle = await run(
        postgres,
        statements.map(({ span }) => textAt({ source, span })),
      );
      const files = [{ migration: { name: 'random', source }, statements }];
      const { moments, last } = replay(startOf('postgresql'), files, { runner: 'psql', readCommand });
      expect(failedStatements(statements, moments)).toEqual(oracle.failed);
      expect(comparable(catalogOf(last))).toEqual(oracle.catalog);
    }),
    { numRuns: runs, seed: Number(process.env['REFINT_SEED'] ?? 20240519) },
  );
}, 600_000);
