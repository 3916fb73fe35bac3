import { sourceOf } from '@refint/model';
import { readCommand, readSql } from '@refint/sql';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogOf } from '../catalog.ts';
import { beginningOf, joined } from './beginning.ts';
import { type Replayed, type ReplayState, replay, startOf } from './index.ts';

/** Statements that lean on one another: whatever their order, some work, some fail and some change what follows. */
const table = fc.constantFrom('a', 'b', 'app.c', 'd');
const column = fc.constantFrom('id', 'x', 'y');
const statement = fc.oneof(
  fc
    .tuple(table, table)
    .map(([own, other]) => `CREATE TABLE ${own} (id int PRIMARY KEY, x int REFERENCES ${other}, y text)`),
  table.map((own) => `CREATE TABLE IF NOT EXISTS ${own} (id serial PRIMARY KEY, x int)`),
  fc
    .tuple(table, column, table)
    .map(([own, by, other]) => `ALTER TABLE ${own} ADD FOREIGN KEY (${by}) REFERENCES ${other}`),
  fc.tuple(table, column).map(([own, by]) => `ALTER TABLE ${own} DROP COLUMN ${by} CASCADE`),
  fc.tuple(table, column, column).map(([own, from, to]) => `ALTER TABLE ${own} RENAME COLUMN ${from} TO ${to}`),
  fc.tuple(table, fc.constantFrom('a', 'b', 'd')).map(([own, to]) => `ALTER TABLE ${own} RENAME TO ${to}`),
  fc.tuple(table, column).map(([own, by]) => `CREATE INDEX ON ${own} (${by})`),
  table.map((own) => `DROP TABLE ${own} CASCADE`),
  fc.constantFrom(
    'CREATE SCHEMA app',
    'SET search_path TO app, public',
    'SET LOCAL search_path TO app',
    'SET search_path TO public',
    'BEGIN',
    'COMMIT',
    'ROLLBACK',
    `DO $$ BEGIN IF to_regclass('a') IS NULL THEN CREATE TABLE a (id int PRIMARY KEY); END IF; END $$`,
    `DO $$ BEGIN ALTER TABLE b ADD COLUMN z int; EXCEPTION WHEN OTHERS THEN CREATE TABLE b (z int); END $$`,
    `DO $$ BEGIN IF (SELECT count(*) FROM a) > 0 THEN ALTER TABLE b ADD COLUMN w int; END IF; END $$`,
    `CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'CREATE TABLE f (id int)'`,
    'SELECT f()',
    'CREATE TEMP TABLE a (id int)',
  ),
);
const history = fc.array(fc.array(statement, { maxLength: 5 }), { maxLength: 6 });
const runner = fc.constantFrom('prisma' as const, 'drizzle' as const, 'psql' as const);

const start = startOf('postgresql');

test('replaying in two parts ends where replaying at once does', () => {
  fc.assert(
    fc.property(history, fc.nat(6), runner, (texts, at, by) => {
      const files = texts.map((lines, number) => {
        const source = sourceOf(`law/${number}.sql`, `${lines.join(';\n')};`);
        return { migration: { name: `${number}`, source }, statements: readSql(source, 'postgresql').statements };
      });
      const on = (from: ReplayState, part: typeof files) => replay(from, part, { runner: by, readCommand });
      const whole = on(start, files);
      const first = on(start, files.slice(0, at));
      const second = on(first.end, files.slice(at));
      const beginning = beginningOf(whole, Math.min(at, files.length));
      if (beginning) {
        expect(shown(beginning)).toEqual(shown(first));
        expect(beginning.moments.map(happened)).toEqual(first.moments.map(happened));
        expect(beginning.foreignKeyEvents.map(told)).toEqual(first.foreignKeyEvents.map(told));
        expect(beginning.leftPaths).toHaveLength(first.leftPaths.length);
        expect(beginning.files).toEqual(first.files);
        const continued = joined(beginning, on(beginning.end, files.slice(at)));
        expect(shown(continued)).toEqual(shown(whole));
        expect(continued.moments.map(happened)).toEqual(whole.moments.map(happened));
        expect(continued.marks.map(({ moments }) => moments)).toEqual(whole.marks.map(({ moments }) => moments));
      }
      expect(shown(second)).toEqual(shown(whole));
      expect([...first.moments, ...second.moments].map(happened)).toEqual(whole.moments.map(happened));
      expect([...first.foreignKeyEvents, ...second.foreignKeyEvents].map(told)).toEqual(
        whole.foreignKeyEvents.map(told),
      );
    }),
    { numRuns: 300 },
  );
});

test('a replay leaves the state from which it starts as it was', () => {
  fc.assert(
    fc.property(history, history, runner, (before, after, by) => {
      const filesOf = (texts: readonly (readonly string[])[]) =>
        texts.map((lines, number) => {
          const source = sourceOf(`law/${number}.sql`, `${lines.join(';\n')};`);
          return { migration: { name: `${number}`, source }, statements: readSql(source, 'postgresql').statements };
        });
      const first = replay(start, filesOf(before), { runner: by, readCommand });
      const catalog = JSON.stringify(shown(first));
      replay(first.end, filesOf(after), { runner: by, readCommand });
      expect(JSON.stringify(shown(first))).toBe(catalog);
    }),
    { numRuns: 100 },
  );
});

const shown = ({ last, incomplete, doubt, end }: Replayed) => ({
  catalog: catalogOf(last),
  incomplete,
  doubt,
  transaction: end.transaction,
  path: end.world.searchPath,
});

const happened = ({ change, outcome, transaction, migration, before, after }: Replayed['moments'][number]) =>
  JSON.stringify([migration.name, change.span, transaction, outcome, before.tables.length, after.tables.length]);

const told = ({ what, table: own, columns, referencedTable }: Replayed['foreignKeyEvents'][number]) =>
  JSON.stringify([what, own, columns, referencedTable]);
