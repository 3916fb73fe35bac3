import type { PGlite } from '@electric-sql/pglite';
import { sourceOf, textAt } from '@refint/model';
import { startPostgres } from '@refint/postgres';
import { readSql } from '@refint/sql';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { catalogOf } from '../catalog.ts';
import { comparable } from '../server/comparable.ts';
import { codeOf, failedStatements } from '../testing/compare.ts';
import { run } from '../testing/server.ts';
import { replayHistory } from './index.ts';

/** Blocks that nobody would write, of everything that can stand in them: they end where PostgreSQL ends. */

const column = fc.constantFrom('a', 'b', 'c', 'd');
const test_ = fc.oneof(
  fc
    .tuple(fc.constantFrom('n', 'm'), fc.constantFrom('<', '>', '='), fc.integer({ min: 0, max: 4 }))
    .map((parts) => parts.join(' ')),
  column.map(
    (name) => `EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = '${name}')`,
  ),
  fc.constantFrom('FOUND', 'NOT FOUND', `to_regclass('u') IS NULL`, 'has_it(n)', `name = 'a'`, 'name IS NULL'),
);
const conditions = fc.constantFrom(
  'duplicate_column',
  'undefined_column',
  'raise_exception',
  'OTHERS',
  `SQLSTATE '42P07'`,
  'division_by_zero OR duplicate_table',
);

const { body } = fc.letrec<{ body: string; one: string }>((tie) => ({
  body: fc.array(tie('one'), { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
  one: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    column.map((name) => `ALTER TABLE t ADD COLUMN ${name} int;`),
    column.map((name) => `ALTER TABLE t DROP COLUMN ${name};`),
    column.map((name) => `EXECUTE format('ALTER TABLE t ADD COLUMN %I int', '${name}' || n);`),
    fc.constantFrom(
      'n := n + 1;',
      'm := n * 2;',
      'n := 0;',
      'CREATE TABLE u (id int);',
      'DROP TABLE u;',
      `PERFORM 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'b';`,
      `SELECT column_name INTO name FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a';`,
      `SELECT count(*) INTO m FROM information_schema.columns WHERE table_name = 't';`,
      'PERFORM grow(n);',
      'n := twice(n);',
      'GET DIAGNOSTICS m = ROW_COUNT;',
    ),
    fc.constantFrom(
      `RAISE EXCEPTION 'x';`,
      'RAISE division_by_zero;',
      `RAISE EXCEPTION 'x' USING ERRCODE = '42P07';`,
      'RETURN;',
      'ASSERT n < 3;',
    ),
    fc.tuple(test_, tie('body'), tie('body')).map(([when, yes, no]) => `IF ${when} THEN ${yes} ELSE ${no} END IF;`),
    fc
      .tuple(test_, tie('body'), test_, tie('body'))
      .map(([one, yes, two, other]) => `IF ${one} THEN ${yes} ELSIF ${two} THEN ${other} END IF;`),
    fc.tuple(tie('body'), tie('body')).map(([one, two]) => `CASE n WHEN 0, 1 THEN ${one} WHEN 2 THEN ${two} END CASE;`),
    fc
      .tuple(tie('body'), conditions, tie('body'))
      .map(([inner, when, handler]) => `BEGIN ${inner} EXCEPTION WHEN ${when} THEN ${handler} END;`),
    fc.tuple(tie('body')).map(([inner]) => `DECLARE n int := 7; BEGIN ${inner} END;`),
    fc
      .tuple(
        fc.constantFrom('', 'REVERSE '),
        tie('body'),
        test_,
        fc.constantFrom('EXIT', 'CONTINUE', 'EXIT outer', 'CONTINUE outer'),
      )
      .map(
        ([how, inner, when, leave]) =>
          `<<outer>> FOR i IN ${how}${how ? '3..1' : '1..3'} LOOP ${inner} ${leave} WHEN ${when}; m := i; END LOOP;`,
      ),
    fc.tuple(tie('body')).map(([inner]) => `FOREACH name IN ARRAY ARRAY['a', 'b'] LOOP ${inner} END LOOP;`),
  ),
}));

const begin = `CREATE TABLE t (id int);
CREATE FUNCTION twice(x int) RETURNS int LANGUAGE sql AS 'SELECT x * 2';
CREATE FUNCTION has_it(x int) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN x > 1 AND to_regclass('u') IS NOT NULL; END $$;
CREATE FUNCTION grow(x int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  IF x > 2 THEN RAISE EXCEPTION 'too much'; END IF;
  EXECUTE 'ALTER TABLE t ADD COLUMN g' || x || ' int';
END $$;
`;

let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
});

test('random blocks end where PostgreSQL ends', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(body, { minLength: 2, maxLength: 3 }), async (bodies) => {
      const blocks = bodies.map((one) => `DO $$ DECLARE n int := 0; m int; name text; BEGIN ${one} END $$;\n`);
      const source = sourceOf('random.sql', begin + blocks.join(''));
      const { statements } = readSql(source, 'postgresql');
      const oracle = await run(
        postgres,
        statements.map(({ span }) => textAt({ source, span })),
      );
      const { timeline } = replayHistory([{ name: 'random', source }], { runner: 'psql', dialect: 'postgresql' });
      const doubtful = timeline.moments.filter(({ outcome }) => outcome.kind === 'doubtful');
      // What fails inside of a function stands where the function stands, so it cannot be told whose failure it is.
      const codes = blocks.join('').includes('grow(') ? undefined : oracle.failed.map(codeOf);
      expect({
        failed: codes && failedStatements(statements, timeline.moments).map(codeOf),
        catalog: comparable(catalogOf(timeline.last)),
        doubtful: doubtful.length,
      }).toEqual({ failed: codes, catalog: oracle.catalog, doubtful: 0 });
    }),
    { numRuns: Number(process.env['REFINT_BLOCKS'] ?? 100), seed: Number(process.env['REFINT_SEED'] ?? 20240519) },
  );
}, 600_000);
