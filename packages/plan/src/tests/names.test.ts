import type { PGlite } from '@electric-sql/pglite';
import { emptied, startPostgres } from '@refint/postgres';
import fc from 'fast-check';
import { loadModule, parseSync as parse } from 'libpg-query';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedOf } from '../rows/index.ts';
import { stateOf } from '../rows/testing/filled.ts';
import { quote, quoteText } from '../sql/quote.ts';
import { testsOf } from './index.ts';

let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
  await loadModule();
});
afterAll(() => postgres.close());

/** Pieces of names that would end what they stand in, if they could. */
const piece = fc.constantFrom(
  '"',
  "'",
  '$',
  '$refint$',
  '$refint1$',
  ';',
  '--',
  '/*',
  '*/',
  '\n',
  '\\',
  ' ',
  ':x',
  'é',
  '日本',
  'DROP TABLE canary',
  'select',
  'A',
  '%',
  "''",
  "E'",
  '\t',
  '\u2028',
  '\\gexec',
);
const name = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => cut(pieces.join('')));
const cut = (text: string): string => {
  let rest = text;
  while (Buffer.byteLength(rest) > 55) rest = rest.slice(0, -1);
  return rest;
};
const world = fc.uniqueArray(name, { minLength: 8, maxLength: 8 });

const sqlOf = ([one, other, id, reference, constraint, type, label, check]: readonly string[]): string => `
CREATE TABLE canary (id int);
CREATE TYPE ${quote(type!)} AS ENUM (${quoteText(label!)});
CREATE TABLE ${quote(one!)} (${quote(id!)} int PRIMARY KEY, ${quote(reference!)} ${quote(type!)} NOT NULL);
CREATE TABLE ${quote(other!)} (${quote(id!)} int PRIMARY KEY, ${quote(check!)} text NOT NULL DEFAULT ${quoteText(label!)} CHECK (${quote(check!)} <> ${quoteText(one!)}),
  ${quote(reference!)} int NOT NULL, CONSTRAINT ${quote(constraint!)} FOREIGN KEY (${quote(reference!)}) REFERENCES ${quote(one!)} ON DELETE CASCADE);`;

test('a name stays a name, whatever is in it', async () => {
  let ended = '';
  await fc.assert(
    fc.asyncProperty(world, async (names) => {
      const sql = sqlOf(names);
      const state = await stateOf(sql);
      const script = testsOf(state, state.foreignKeys);
      const kinds = (parse(script).stmts ?? []).map(({ stmt }) => Object.keys(stmt ?? {})[0]);
      expect(kinds).toEqual([
        'TransactionStmt',
        'VariableSetStmt',
        'CreateStmt',
        'CreateFunctionStmt',
        'DoStmt',
        'SelectStmt',
        'DoStmt',
        'TransactionStmt',
      ]);
      const { statements, unfillable } = seedOf(state, { rows: 2 });
      expect([unfillable, statements.length]).toEqual([[], 3]);
      await emptied(postgres);
      await postgres.exec(sql);
      const results = await postgres.exec(script);
      const rows = results.flatMap(({ rows }) => rows) as { expected: string; outcome: string }[];
      expect(rows.map(({ outcome }) => outcome)).toEqual(rows.map(({ expected }) => expected));
      expect(rows.length).toBe(4);
      for (const statement of statements) await postgres.exec(statement.sql);
      ended = (await postgres.query<{ n: string }>('SELECT count(*)::text AS n FROM canary')).rows[0]?.n ?? 'gone';
      expect(ended).toBe('2');
    }),
    { numRuns: 12, seed: 20261129 },
  );
});
