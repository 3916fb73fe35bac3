import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type Statement, sourceOf, textAt } from '@refint/model';
import { readSql } from '@refint/sql';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Catalog, catalogOf } from '../catalog.ts';
import { replayHistory } from './index.ts';

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
  postgres = await PGlite.create();
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
        // What fails inside of a block fails the statement around it.
        const codes = new Map<Statement | undefined, string>();
        for (const { change, outcome } of timeline.moments) {
          const around = statements.findLast(({ span }) => span.start <= change.span.start);
          if (outcome.kind === 'failed' && !codes.has(around)) codes.set(around, outcome.failure.code);
        }
        expect([...codes.values()]).toEqual(oracle.codes);
        expect(comparable(catalogOf(timeline.last))).toEqual(oracle.catalog);
        expect(timeline.incomplete).toBeUndefined();
        expect(timeline.doubt).toBeUndefined();
      });
    }
  });
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
  const codes: string[] = [];
  for (const statement of statements) {
    try {
      await postgres.exec(statement);
    } catch (error) {
      codes.push((error as { code: string }).code);
    }
  }
  await postgres.exec('RESET search_path');
  return { codes, catalog: await catalog() };
}

const byName = `ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;
const ofUsers = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

async function catalog() {
  const rows = async (sql: string): Promise<Record<string, unknown>[]> =>
    (await postgres.query<Record<string, unknown>>(sql)).rows;
  const names = (numbers: string, table: string) =>
    `(SELECT json_agg(a.attname ORDER BY u.at) FROM unnest(${numbers}) WITH ORDINALITY u(number, at)
      JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = u.number)`;
  const constraints = (fields: string, kind: string) =>
    `coalesce((SELECT json_agg(json_build_object(${fields}) ORDER BY k.conname COLLATE "C")
      FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = '${kind}'), '[]')`;
  const action = (column: string) =>
    `CASE ${column} WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE 'SET DEFAULT' END`;
  return {
    schemas: (await rows(`SELECT nspname FROM pg_namespace n WHERE ${ofUsers} ORDER BY nspname COLLATE "C"`)).map(
      (row) => row['nspname'],
    ),
    enums: await rows(`SELECT n.nspname AS schema, t.typname AS name,
        (SELECT json_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid) AS values
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'e' AND ${ofUsers}
      ORDER BY n.nspname COLLATE "C", t.typname COLLATE "C"`),
    sequences: await rows(`SELECT n.nspname AS schema, c.relname AS name FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'S' AND ${ofUsers} ${byName}`),
    views: await rows(`SELECT n.nspname AS schema, c.relname AS name, c.relkind = 'm' AS materialized FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm') AND ${ofUsers} ${byName}`),
    tables: await rows(`SELECT n.nspname AS schema, c.relname AS name,
        CASE c.relkind WHEN 'p' THEN 'partitioned' ELSE 'table' END AS kind,
        coalesce((SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
            'notNull', a.attnotnull, 'default', a.atthasdef AND a.attgenerated = '', 'identity', a.attidentity <> '',
            'generated', a.attgenerated <> '') ORDER BY a.attnum)
          FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]') AS columns,
        (SELECT json_build_object('name', k.conname, 'columns', ${names('k.conkey', 'c.oid')})
          FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p') AS "primaryKey",
        ${constraints(`'name', k.conname, 'columns', ${names('k.conkey', 'c.oid')}, 'deferrable', k.condeferrable`, 'u')} AS "uniqueConstraints",
        coalesce((SELECT json_agg(json_build_object('name', i.relname, 'method', m.amname,
            'columns', (SELECT json_agg(CASE WHEN x.indkey[at - 1] = 0 THEN '(expression)' ELSE pg_get_indexdef(i.oid, at, true) END ORDER BY at)
               FROM generate_series(1, x.indnkeyatts) at),
            'include', (SELECT coalesce(json_agg(pg_get_indexdef(i.oid, at, true) ORDER BY at), '[]') FROM generate_series(x.indnkeyatts + 1, x.indnatts) at),
            'unique', x.indisunique, 'primary', x.indisprimary, 'nullsNotDistinct', x.indnullsnotdistinct,
            'constraintBacked', EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')),
            'partial', x.indpred IS NOT NULL) ORDER BY i.relname COLLATE "C")
          FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam WHERE x.indrelid = c.oid), '[]') AS indexes,
        ${constraints(`'name', k.conname, 'validated', k.convalidated`, 'c')} AS checks,
        ${constraints(
          `'name', k.conname, 'columns', ${names('k.conkey', 'c.oid')}, 'refSchema', (SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = k.confrelid),
          'refTable', (SELECT relname FROM pg_class WHERE oid = k.confrelid), 'refColumns', ${names('k.confkey', 'k.confrelid')},
          'onDelete', ${action('k.confdeltype')}, 'onUpdate', ${action('k.confupdtype')}, 'validated', k.convalidated,
          'deferrable', k.condeferrable, 'initiallyDeferred', k.condeferred`,
          'f',
        )} AS "foreignKeys"
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND ${ofUsers} ${byName}`),
  };
}

/** The replay's catalog without the texts of expressions, which PostgreSQL writes in its own way. */
const comparable = ({ schemas, enums, sequences, views, tables }: Catalog) => ({
  schemas,
  enums,
  sequences,
  views,
  tables: tables.map((table) => ({
    ...table,
    columns: table.columns.map(({ name, type, notNull, default: value, generated }) => ({
      name,
      type,
      notNull,
      default: value !== null,
      identity: generated?.kind === 'identity',
      generated: generated?.kind === 'stored',
    })),
    indexes: table.indexes.map(({ expressions, predicate, columns, ...index }) => ({
      ...index,
      columns: columns.map((name) =>
        expressions && !table.columns.some((column) => column.name === name) ? '(expression)' : plain(name),
      ),
      include: index.include.map(plain),
      partial: predicate !== null,
    })),
    checks: table.checks.map(({ name, validated }) => ({ name, validated })),
  })),
});

/** pg_get_indexdef puts a name in quotes that needs them. */
const plain = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);
