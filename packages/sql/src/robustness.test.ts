import { type Problem, type Source, sourceOf } from '@refint/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCommand, readSql } from './index.ts';

/** Whatever the text is: no exception, and every place lies inside of it. */
function reads(text: string): void {
  const source: Source = { path: 'any.sql', text };
  const { statements, problems } = readSql(source, 'postgresql');
  inside(statements, source, new Set());
  for (const { at } of problems as readonly Problem[]) inside(at, source, new Set());
}

function inside(value: unknown, source: Source, seen: Set<object>): void {
  if (typeof value !== 'object' || value === null || value === source || seen.has(value)) return;
  seen.add(value);
  const { span } = value as { span?: { start: number; end: number } };
  if (span) {
    const isInside = 0 <= span.start && span.start <= span.end && span.end <= source.text.length;
    if (!isInside) throw new Error(`${JSON.stringify(span)} of ${JSON.stringify(value).slice(0, 300)}`);
  }
  for (const part of Object.values(value)) inside(part, source, seen);
}

const samples = [
  `CREATE TABLE "a" (id serial PRIMARY KEY, b numeric(10, 2) DEFAULT (1 + 2) NOT NULL, c int REFERENCES s."c" (id)
    ON DELETE SET NULL (c) DEFERRABLE, CONSTRAINT k UNIQUE (b) INCLUDE (c), CHECK (b > 0), EXCLUDE USING gist (a WITH =),
    LIKE x INCLUDING ALL) INHERITS (y) PARTITION BY RANGE (b) WITH (f = 1) TABLESPACE z;`,
  `ALTER TABLE ONLY a ADD COLUMN b timestamptz(3)[] NOT NULL, DROP CONSTRAINT IF EXISTS c CASCADE, ALTER d TYPE text USING
    d::text, ADD CONSTRAINT f FOREIGN KEY (a, b) REFERENCES c MATCH FULL NOT VALID, VALIDATE CONSTRAINT f;`,
  `CREATE UNIQUE INDEX CONCURRENTLY i ON a USING btree (lower(b) DESC, (c || 'x')) INCLUDE (d) WHERE e IS NOT NULL;`,
  `CREATE TYPE e AS ENUM ('a', E'b\\'', U&'\\0061'); ALTER TYPE e ADD VALUE 'c' BEFORE 'a'; DROP TYPE e, f CASCADE;`,
  `DO $x$ DECLARE t text := 'a'; r record; BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint c JOIN pg_class USING (oid) WHERE
    conname = 'x' AND a IN (1, 2) OR NOT b IS NULL) THEN EXECUTE format('ALTER TABLE %I ADD c int', t); ELSIF a <> ALL
    (ARRAY[1]) THEN NULL; ELSE RAISE NOTICE 'x %', 1; END IF; FOR r IN SELECT * FROM (VALUES (1, 'a')) v (a, b) LOOP DROP
    TABLE x; END LOOP; FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP ALTER TABLE y DROP z; END LOOP; CASE t WHEN 'a' THEN RETURN;
    END CASE; SELECT a, b INTO t, r FROM c WHERE CASE WHEN a THEN b ELSE c::regclass END; EXCEPTION WHEN duplicate_object OR
    SQLSTATE '42P07' THEN NULL; END $x$;`,
  `DO 'BEGIN EXECUTE ''DROP TABLE a''; END'; /* a /* b */ c */ COPY a FROM stdin;\n1\t2\n\\.\n\\connect x\nSELECT 1 \\g\n`,
  `SELECT set_config('search_path', 'a, "B"', false); SET search_path = a, 'b'; CREATE FUNCTION f() RETURNS int BEGIN ATOMIC
    SELECT 1; END; CREATE RULE r AS ON INSERT TO a DO (SELECT 1; SELECT 2); BEGIN; SAVEPOINT a; ROLLBACK TO a; COMMIT;`,
];

test.each(samples)('cut at any place: %s', (text) => {
  for (let end = 0; end <= text.length; end++) reads(text.slice(0, end));
});

test('any token gone, doubled or swapped with the next', () => {
  for (const text of samples) {
    const tokens = text.match(/\s+|\w+|[^\w\s]/g) ?? [];
    tokens.forEach((token, index) => {
      const around = (middle: string): string =>
        tokens.slice(0, index).join('') + middle + tokens.slice(index + 1).join('');
      reads(around(''));
      reads(around(token + token));
      reads(around(';'));
      reads(around(')'));
    });
  }
});

const words = samples.flatMap((text) => text.match(/\s+|\w+|[^\w\s]/g) ?? []);

test('any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => reads(text)),
    { numRuns: 2000 },
  );
  const likely = fc.array(fc.constantFrom(...words), { maxLength: 80 }).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(likely, (text) => reads(text)),
    { numRuns: 3000 },
  );
  const block = likely.map((text) => `DO $$ BEGIN ${text} END $$`);
  fc.assert(
    fc.property(block, (text) => reads(text)),
    { numRuns: 3000 },
  );
});

test('what is deep or long ends too', () => {
  const many = 100_000;
  reads('('.repeat(many));
  reads(`SELECT ${'('.repeat(many)}1${')'.repeat(many)}`);
  reads(`CREATE TABLE a (b int DEFAULT ${'('.repeat(many)}1${')'.repeat(many)}, CHECK (${'('.repeat(many)}))`);
  reads(`DO $$ BEGIN IF ${'('.repeat(many)}1${')'.repeat(many)} THEN END IF; END $$`);
  reads(`DO $$ BEGIN IF ${'NOT '.repeat(many)} a THEN NULL; END IF; END $$`);
  reads(`DO $$ BEGIN x := ${'CASE WHEN '.repeat(many)} a; END $$`);
  reads(`DO $$ BEGIN x := ${'a || '.repeat(many)} a; END $$`);
  reads(`DO $$ ${'BEGIN '.repeat(many)} $$`);
  reads(`DO $$ BEGIN ${'IF a THEN '.repeat(many)} $$`);
  reads('/*'.repeat(many) + '*/'.repeat(many));
  reads('/* */'.repeat(many));
  reads(`CREATE TABLE a (b int${'[]'.repeat(many)})`);
  reads(';'.repeat(many));
  reads(`CREATE RULE ${';'.repeat(many)}`);
  reads('$a'.repeat(many));
  reads('+'.repeat(many));
  reads('\n\\x'.repeat(many));
  reads(`CREATE TABLE a (\nCREATE TABLE b (\n`.repeat(2000));
  reads(`INSERT INTO a VALUES (1)\n`.repeat(20_000));
  reads(`UPDATE a SET b = 1\nDROP TABLE x\n`.repeat(20_000));
});

test('a command that was put together stands where it was', () => {
  const source = sourceOf('a.sql', "EXECUTE 'ALTER TABLE ' || t");
  const span = { start: 8, end: 27 };
  const { statements } = readCommand(
    'ALTER TABLE a ADD b int; DO $$ BEGIN DROP TABLE c; END $$',
    { source, span },
    'postgresql',
  );
  const spans: unknown[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value === source) return;
    if ('span' in value) spans.push(value.span);
    Object.values(value).forEach(collect);
  };
  collect(statements);
  expect(statements).toHaveLength(2);
  expect(new Set(spans.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(span)]));
});
