import {
  causeOf,
  failingForReferences,
  failingStatements,
  nearMissing,
  placeOf,
  RelationGraph,
  sourceOf,
  takenBackWith,
  textAt,
} from '@refint/model';
import { describe, expect, test } from 'vitest';
import { replayHistory } from './index.ts';

const replayed = (sql: string) => {
  const source = sourceOf('1.sql', sql);
  return replayHistory([{ name: '1', source }], { runner: 'psql', dialect: 'postgresql' }).timeline;
};

const setup = `CREATE TABLE t (id int PRIMARY KEY, a int CONSTRAINT c CHECK (a > 0));
  CREATE INDEX i ON t (a); CREATE TABLE other (id int REFERENCES t);`;

describe('what made a statement fail', () => {
  test.each([
    ['DROP TABLE other; DELETE FROM other;', 'dropped DROP TABLE other', 'other'],
    ['ALTER TABLE other RENAME TO o; TRUNCATE o; DELETE FROM other;', 'renamed RENAME TO o', 'other'],
    ['ALTER TABLE t DROP a; UPDATE t SET a = 1;', 'dropped DROP a', 'a'],
    ['ALTER TABLE t RENAME a TO b; CREATE INDEX ON t (a);', 'renamed RENAME a TO b', 'CREATE INDEX ON t (a)'],
    ['CREATE TABLE other ();', 'made CREATE TABLE other (id int REFERENCES t)', 'CREATE TABLE other ()'],
    ['ALTER TABLE t ADD b int, ADD a int;', 'made a int CONSTRAINT c CHECK (a > 0)', 'ADD a int'],
    [
      'ALTER TABLE t ADD CONSTRAINT c CHECK (a < 9);',
      'made CONSTRAINT c CHECK (a > 0)',
      'ADD CONSTRAINT c CHECK (a < 9)',
    ],
    ['CREATE INDEX i ON t (id);', 'made CREATE INDEX i ON t (a)', 'CREATE INDEX i ON t (id)'],
    ['DELETE FROM nobody;', undefined, 'nobody'],
    ['DROP TABLE t;', undefined, 'DROP TABLE t'],
  ])('%s', (sql, expected, at) => {
    const timeline = replayed(`${setup} ${sql}`);
    const [failing, second] = failingStatements(timeline);
    expect(second).toBeUndefined();
    const cause = failing && causeOf(timeline, failing);
    expect(cause && `${cause.did} ${textAt(placeOf(cause.at))}`).toBe(expected);
    expect(failing && textAt(placeOf(failing.at))).toBe(at);
  });
});

test('a statement fails once, whatever in it does', () => {
  const timeline = replayed(
    `${setup} ALTER TABLE t ADD b int, ADD a int; DO $$ BEGIN ALTER TABLE t ADD a int; END $$;`,
  );
  expect(failingStatements(timeline).map(({ failure }) => failure.code)).toEqual(['42701', '42701']);
});

test.each([
  ['ALTER TABLE other ADD FOREIGN KEY (x) REFERENCES t;', 1],
  ['ALTER TABLE other ADD FOREIGN KEY (id) REFERENCES nobody;', 1],
  ['ALTER TABLE other ADD x text REFERENCES t;', 1],
  ['ALTER TABLE other ADD CONSTRAINT other_id_fkey FOREIGN KEY (id) REFERENCES t;', 0],
  ['ALTER TABLE other ADD x int REFERENCES nobody; ALTER TABLE other ADD x int REFERENCES t;', 1],
  ['DROP TABLE nobody;', 0],
])('what fails because of a foreign key: %s', (sql, count) => {
  const timeline = replayed(`${setup} ${sql}`);
  expect(failingForReferences(RelationGraph.of(undefined, timeline).references).size).toBe(count);
});

test.each([
  ['DELETE FROM othr;', 'other'],
  ['UPDATE t SET a = 1 WHERE idd = 1;', 'id'],
  ['ALTER TABLE t DROP COLUMN ai;', undefined],
  ['ALTER TABLE other RENAME COLUMN ident TO x; ', undefined],
  ['CREATE TABLE long (identity int); ALTER TABLE long DROP COLUMN identitty;', 'identity'],
  ['DELETE FROM nobody;', undefined],
])('what was meant: %s', (sql, meant) => {
  const [{ failure, moment } = {}] = failingStatements(replayed(`${setup} ${sql}`));
  expect(failure?.missing && moment && nearMissing(failure.missing, moment)).toBe(meant);
});

test('what a handler takes back with a change', () => {
  const { moments, ...timeline } = replayed(`${setup} DO $$ BEGIN
    ALTER TABLE t ADD b int; CREATE INDEX j ON t (b); DROP TABLE nobody;
  EXCEPTION WHEN undefined_table THEN NULL; END $$;`);
  const dropped = moments.find(({ statement }) => statement.verb === 'DROP TABLE');
  const others = dropped ? takenBackWith({ ...timeline, moments }, dropped) : [];
  expect(others.map(({ statement }) => textAt(statement))).toEqual([
    'ALTER TABLE t ADD b int',
    'CREATE INDEX j ON t (b)',
  ]);
});
