import type { PGlite } from '@electric-sql/pglite';
import { analyze, defaultSettings } from '@refint/core';
import { loadMigrationRuns, type MigrationRun, shownTableId, sourceOf, type Timeline, tableOf } from '@refint/model';
import { emptied, startPostgres } from '@refint/postgres';
import { beforeAll, describe, expect, test } from 'vitest';

/** What running code loses, and what goes along with a drop: said of a migration, and seen on a PostgreSQL that ran it. */
const base = `
  CREATE TYPE mood AS ENUM ('sad', 'glad');
  CREATE SCHEMA old;
  CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT, born DATE, died DATE, mood mood,
    size INTEGER, twice INTEGER GENERATED ALWAYS AS (size * 2) STORED, CHECK (born < died), UNIQUE (name, born));
  CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER REFERENCES users, mail TEXT REFERENCES users (email), title TEXT,
    self INTEGER REFERENCES posts);
  CREATE INDEX by_name ON users (born, name);
  CREATE UNIQUE INDEX part ON users (died) WHERE name IS NOT NULL;
  CREATE INDEX lowered ON users (lower(name), email);
  CREATE UNIQUE INDEX by_title ON posts (title);
  CREATE TABLE about (title TEXT REFERENCES posts (title));
  CREATE VIEW names AS SELECT name, born FROM users;
  CREATE VIEW births AS SELECT born FROM names;
  CREATE MATERIALIZED VIEW titles AS SELECT title FROM posts;
  INSERT INTO users VALUES (1, 'a', 'b', NULL, NULL, 'sad', 1);
`;

const migrations = [
  'ALTER TABLE posts DROP COLUMN title CASCADE',
  'ALTER TABLE posts DROP COLUMN author, DROP COLUMN mail',
  'ALTER TABLE users DROP COLUMN name CASCADE',
  'ALTER TABLE users DROP COLUMN born CASCADE',
  'ALTER TABLE users DROP COLUMN email CASCADE',
  'ALTER TABLE users DROP COLUMN died',
  'ALTER TABLE users DROP COLUMN size CASCADE',
  'ALTER TABLE users DROP COLUMN id CASCADE',
  'ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE',
  'ALTER TABLE users DROP CONSTRAINT users_email_key CASCADE',
  'ALTER TABLE posts DROP CONSTRAINT posts_pkey CASCADE',
  'ALTER TABLE users DROP CONSTRAINT users_check',
  'DROP INDEX by_name',
  'DROP INDEX by_title CASCADE',
  'DROP TABLE users CASCADE',
  'DROP TABLE posts CASCADE',
  'DROP TABLE posts, about CASCADE',
  'DROP TABLE users',
  'ALTER TABLE users DROP COLUMN mood, ADD COLUMN mood TEXT',
  'ALTER TABLE users ADD COLUMN size_new BIGINT; ALTER TABLE users DROP COLUMN size CASCADE; ALTER TABLE users RENAME size_new TO size',
  'DROP TYPE mood CASCADE',
  'ALTER TABLE users RENAME COLUMN name TO called',
  'ALTER TABLE users RENAME COLUMN name TO called; ALTER TABLE users RENAME COLUMN called TO known_as',
  'ALTER TABLE users RENAME COLUMN name TO called; ALTER TABLE users DROP COLUMN called CASCADE',
  'ALTER TABLE users RENAME COLUMN name TO called; ALTER TABLE users RENAME COLUMN email TO name',
  'ALTER TABLE users RENAME TO people',
  'ALTER TABLE users RENAME TO people; ALTER TABLE people RENAME COLUMN name TO called',
  'ALTER TABLE users RENAME TO people; ALTER TABLE people RENAME TO users',
  'ALTER TABLE users SET SCHEMA old',
  'ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people',
  'CREATE TABLE about_new (title TEXT); DROP TABLE about; ALTER TABLE about_new RENAME TO about',
  'ALTER TABLE about RENAME TO about_old; CREATE TABLE about (title TEXT); DROP TABLE about_old',
  "ALTER TYPE mood RENAME VALUE 'glad' TO 'happy'",
  'ALTER TYPE mood RENAME TO feeling',
  "ALTER TYPE mood RENAME TO mood_old; CREATE TYPE mood AS ENUM ('sad', 'glad')",
  'ALTER INDEX by_name RENAME TO other; ALTER TABLE users RENAME CONSTRAINT users_pkey TO mine',
  'CREATE TABLE scratch (id INTEGER, note TEXT); ALTER TABLE scratch DROP COLUMN note; DROP TABLE scratch',
];

let postgres: PGlite;
let runsOf: Awaited<ReturnType<typeof loadMigrationRuns>>['runsOf'];
let takenAlong: Awaited<ReturnType<typeof loadMigrationRuns>>['takenAlong'];

beforeAll(async () => {
  postgres = await startPostgres();
  ({ runsOf, takenAlong } = await loadMigrationRuns());
});

describe.each(migrations)('%s', (migration) => {
  test('running code fails where a name is lost, and nowhere else', async () => {
    await emptied(postgres);
    await postgres.exec(base);
    const timeline = await timelineOf(migration);
    const asked = [...queriesOn(timeline)].map(([name, query]) => [name, query] as const);
    for (const [, query] of asked) await postgres.query(query);
    await ran(migration);
    const failing: string[] = [];
    for (const [name, query] of asked) if (!(await works(query))) failing.push(name);
    const { lostNames } = runOf(timeline);
    const wholes = lostNames.filter((one) => !('name' in one)).map(({ of }) => of);
    const lost = lostNames.map((one) => [shownTableId(one.of), ...('name' in one ? [one.name] : [])].join('.'));
    // Of a table that is gone every column is, and of an enum every value.
    const all = failing.filter((name) => !wholes.some((whole) => name.startsWith(`${shownTableId(whole)}.`)));
    expect(lost.sort()).toEqual(all.sort());
  });

  test('what goes along is what the catalog does not hold any more', async () => {
    await emptied(postgres);
    await postgres.exec(base);
    const timeline = await timelineOf(migration);
    const before = await held();
    await ran(migration);
    const after = await held();
    const { moments, after: state } = runOf(timeline);
    const named = moments.flatMap(({ change }) =>
      change.kind === 'drop' || change.kind === 'rename' ? [change.name.name] : [],
    );
    const isAlong = (one: Held): boolean =>
      after.every(({ id }) => id !== one.id) &&
      !named.includes(one.name) &&
      (one.kind === 'view' || after.some(({ kind, id }) => kind === 'table' && id === one.table));
    const all = moments.flatMap((moment) => takenAlong(moment, tableOf(moment) ?? ''));
    const taken = all.filter((one) => !('origin' in one) || state.table(one.table));
    // A renamed thing is named, by one name or the other.
    const said = taken.map(({ name }) => name).filter((name) => !named.includes(name));
    expect(said.sort()).toEqual(
      before
        .filter(isAlong)
        .map(({ name }) => name)
        .sort(),
    );
  });
});

test('a view in the place of a table is read and written as that was', async () => {
  await emptied(postgres);
  await postgres.exec(base);
  await postgres.exec('ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people');
  const wrote = await postgres.query(
    `INSERT INTO users (id, name) VALUES (1, 'c') ON CONFLICT (id) DO UPDATE SET name = excluded.name RETURNING id, name, email`,
  );
  expect(wrote.rows).toEqual([{ id: 1, name: 'c', email: 'a' }]);
  expect((await postgres.query(`UPDATE users SET name = 'd' WHERE id = 1 RETURNING name`)).rows).toEqual([
    { name: 'd' },
  ]);
  expect((await postgres.query('DELETE FROM users RETURNING id')).affectedRows).toBe(1);
});

async function timelineOf(migration: string): Promise<Timeline> {
  const files = [base, migration].map((text, at) => ({ name: String(at), source: sourceOf(`lost-${at}.sql`, text) }));
  const input = { name: '.', schema: [], migrations: files, runner: 'prisma', neverRun: [], problems: [] } as const;
  const { timeline } = (await analyze([input], defaultSettings, [])).projects[0]?.project ?? {};
  if (!timeline) throw new Error('there is no timeline');
  return timeline;
}

function runOf(timeline: Timeline): MigrationRun {
  const [run] = runsOf(timeline, [{ migration: timeline.migrations[1]! }], false);
  return run!;
}

/** A query for each name that running code may say, by that name. */
function* queriesOn(timeline: Timeline): Iterable<readonly [string, string]> {
  const { released } = runOf(timeline);
  for (const { id, columns } of released.tables) {
    yield [shownTableId(id), `SELECT 1 FROM ${shownTableId(id)}`];
    for (const { name } of columns) yield [`${shownTableId(id)}.${name}`, `SELECT ${name} FROM ${shownTableId(id)}`];
  }
  for (const type of released.types) {
    yield [type.name, `SELECT NULL::${type.name}`];
    for (const value of type.kind === 'enum' ? type.values : [])
      yield [`${type.name}.${value}`, `SELECT '${value}'::${type.name}`];
  }
}

/** A migration that is refused changes nothing. */
const ran = (migration: string): Promise<unknown> => postgres.exec(migration).catch(() => postgres.exec('ROLLBACK'));

async function works(query: string): Promise<boolean> {
  try {
    await postgres.query(query);
    return true;
  } catch (error) {
    expect(['42P01', '42703', '22P02', '42704']).toContain((error as { code: string }).code);
    return false;
  }
}

interface Held {
  readonly id: string;
  readonly kind: 'table' | 'view' | 'part';
  readonly name: string;
  readonly table: string;
}

/** What the catalog holds of tables: columns, constraints (those of NOT NULL are facts of columns), plain indexes, views. */
async function held(): Promise<readonly Held[]> {
  const { rows } = await postgres.query<Held>(`
    SELECT oid::text AS id, CASE relkind WHEN 'r' THEN 'table' ELSE 'view' END AS kind, relname::text AS name, '' AS "table"
      FROM pg_class WHERE relkind IN ('r', 'v', 'm') AND relnamespace::regnamespace::text IN ('public', 'old')
    UNION ALL SELECT attrelid || '.' || attnum, 'part', attname, attrelid::text FROM pg_attribute
      JOIN pg_class c ON c.oid = attrelid WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped
      AND relnamespace::regnamespace::text IN ('public', 'old')
    UNION ALL SELECT oid::text, 'part', conname, conrelid::text FROM pg_constraint WHERE contype IN ('p', 'u', 'f', 'c')
      AND connamespace::regnamespace::text IN ('public', 'old')
    UNION ALL SELECT indexrelid::text, 'part', c.relname, indrelid::text FROM pg_index i JOIN pg_class c ON c.oid = indexrelid
      WHERE c.relnamespace::regnamespace::text IN ('public', 'old')
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))`);
  return rows;
}
