import { sourceOf } from '@refint/model';
import { expect, test } from 'vitest';
import { readSql } from '../../index.ts';
import { outline } from '../../testing/outline.ts';

const block = (body: string): string => outline(`DO $$ BEGIN ${body} END $$`);

test('a foreign key that may be there already', () => {
  expect(
    outline(`DO $$ BEGIN
      ALTER TABLE "pets" ADD CONSTRAINT "pets_owner_fk" FOREIGN KEY ("owner") REFERENCES "people"("id") ON DELETE cascade;
    EXCEPTION
      WHEN duplicate_object OR SQLSTATE '42P07' THEN null;
      WHEN others THEN RAISE;
    END $$;`),
  ).toBe(
    [
      'try',
      '  ALTER TABLE add constraint of pets',
      'catch duplicate_object, sqlstate 42P07',
      'catch others',
      '  raise exception',
    ].join('\n'),
  );
});

test('guards that ask the catalog', () => {
  expect(
    block(`IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'policy_id')
             AND NOT EXISTS (SELECT * FROM pg_constraint c JOIN pg_class AS t ON t.oid = c.conrelid WHERE c.conname ILIKE 'fk%') THEN
             ALTER TABLE stages ADD FOREIGN KEY (policy_id) REFERENCES policies (id);
           ELSIF to_regclass('public.stages') IS NULL THEN DROP TABLE a, b;
           ELSE NULL; RAISE NOTICE 'nothing to do for %', 'stages'; END IF;`),
  ).toBe(
    [
      'if (exists {1 from information_schema.columns where ((table_schema = "public") and (column_name = "policy_id"))} and ' +
        '(not exists {* from pg_constraint c inner pg_class t on (t.oid = c.conrelid) where (c.conname ilike "fk%")}))',
      '  ALTER TABLE add constraint of stages',
      'if (to_regclass("public.stages") is null)',
      '  DROP TABLE drop table, drop table',
      'else',
      '  raise notice',
    ].join('\n'),
  );
});

test('commands that are put together', () => {
  expect(
    outline(`DO $$ DECLARE t text; names CONSTANT text[] := ARRAY['a', 'b'];
      BEGIN
        FOREACH t IN ARRAY names LOOP
          EXECUTE format('ALTER TABLE %I DROP COLUMN IF EXISTS %I', t, 'x' || 1);
        END LOOP;
        EXECUTE 'DROP TABLE ' || quote_ident(t) USING 1;
        EXECUTE 'SELECT 1' INTO STRICT t;
      END $$`),
  ).toBe(
    [
      't := nothing',
      'names := ["a", "b"]',
      'for t in names',
      '  execute format("ALTER TABLE %I DROP COLUMN IF EXISTS %I", t, ("x" || 1))',
      'execute ("DROP TABLE " || quote_ident(t)) using 1',
      'execute "SELECT 1" into t',
    ].join('\n'),
  );
});

test('loops', () => {
  expect(
    block(`<<outer>> FOR r IN SELECT DISTINCT c.relname AS name FROM pg_class c, pg_namespace n WHERE c.relkind IN ('r', 'p')
             ORDER BY 1 LOOP EXECUTE r.name; END LOOP outer;
           FOR r IN (SELECT * FROM (VALUES ('a', 1), ('b', 2)) AS v (name, n)) LOOP NULL; END LOOP;
           FOR t IN SELECT unnest(ARRAY['x', 'y']) LOOP NULL; END LOOP;
           FOR t IN SELECT * FROM unnest(ARRAY['x']) AS x LOOP NULL; END LOOP;
           FOR i IN 1..3 LOOP NULL; END LOOP;
           FOR i IN REVERSE n..1 LOOP DROP TABLE a; END LOOP;
           FOR r IN EXECUTE 'SELECT 1' LOOP DROP TABLE a; END LOOP;
           WHILE i < 3 LOOP i := i + 1; END LOOP;
           FOR a, b IN SELECT 1, 2 LOOP NULL; END LOOP;
           FOR i IN 1..2 LOOP EXIT WHEN i = 1; CONTINUE outer; END LOOP;
           FOREACH i SLICE 1 IN ARRAY x LOOP DROP TABLE a; END LOOP;
           LOOP ALTER TABLE a ADD b int; END LOOP;`),
  ).toBe(
    [
      'for r in distinct c.relname as name from pg_class c cross pg_namespace n where (c.relkind in ["r", "p"]) order by 1',
      '  execute r.name',
      'for r in * from ("a", 1) ("b", 2) v',
      'for t in unnest(["x", "y"])',
      'for t in * from unnest(["x"]) x',
      'for i from 1 to 3',
      'for i from n to 1',
      '  DROP TABLE drop table',
      'for r in "SELECT 1"',
      '  DROP TABLE drop table',
      'while (i < 3)',
      '  i := (i + 1)',
      'for a, b in 1, 2',
      'for i from 1 to 2',
      '  exit when (i = 1)',
      '  continue outer',
      'opaque FOREACH i SLICE 1 IN ARRAY x',
      '  DROP TABLE drop table',
      'loop',
      '  ALTER TABLE add column of a',
    ].join('\n'),
  );
});

test('variables get their values from queries too', () => {
  expect(
    block(`SELECT count(*), max(a) INTO STRICT n, m FROM pets WHERE a > 1;
           SELECT name FROM pets INTO n, r.x WHERE a = 2;
           INSERT INTO pets (id) VALUES (1) RETURNING id INTO n;
           GET DIAGNOSTICS n = ROW_COUNT, m = ROW_COUNT;
           n := (SELECT data_type FROM information_schema.columns LIMIT 1);
           r.field := 1; a[1] = 2;
           PERFORM set_config('search_path', 'app', true);
           PERFORM pg_sleep(1); RETURN; RETURN NEXT 1;`),
  ).toBe(
    [
      '{count(*), max(a) from pets where (a > 1)} into n, m strictly',
      '{name from pets where (a = 2)} into n, part of r',
      'INSERT',
      'n := ? INSERT INTO pets (id) VALUES (1) RETURNING id INTO n ?',
      'n := ROW_COUNT',
      'm := ROW_COUNT',
      'n := {data_type from information_schema.columns limit 1}',
      'r := ? 1 ?',
      'a := ? 2 ?',
      'PERFORM alter search-path',
      'PERFORM',
      'return',
    ].join('\n'),
  );
});

test('CASE as an instruction', () => {
  expect(
    block(`CASE x WHEN 1, 2 THEN DROP TABLE a; ELSE DROP TABLE b; END CASE; CASE WHEN a THEN NULL; END CASE;`),
  ).toBe(
    [
      'if (x in [1, 2])',
      '  DROP TABLE drop table',
      'else',
      '  DROP TABLE drop table',
      'if a',
      'else',
      '  raise exception "case_not_found"',
    ].join('\n'),
  );
});

test('blocks inside of blocks', () => {
  expect(
    block(`DECLARE x int; BEGIN DROP TABLE a; BEGIN DROP TABLE b; EXCEPTION WHEN undefined_table THEN NULL; END; END;`),
  ).toBe(
    ['try', '  var x', '  DROP TABLE drop table', '  try', '    DROP TABLE drop table', '  catch undefined_table'].join(
      '\n',
    ),
  );
});

test.each([
  ['a OR b AND NOT c = d', '(a or (b and (not (c = d))))'],
  ['a = ANY (ARRAY[1, 2]) AND b <> ALL (c)', '((a = any([1, 2])) and (b <> all(c)))'],
  ["a NOT IN (SELECT b FROM c) OR d NOT LIKE 'x'", '((a not in {b from c}) or (d not like "x"))'],
  ['a BETWEEN 1 AND 2 AND b', '((a between 1 and 2) and b)'],
  ['a IS NOT NULL AND b IS TRUE AND c ISNULL', '(((a is not null) and (b is true)) and (c is null))'],
  ['a IS DISTINCT FROM b || c', '(a is distinct from (b || c))'],
  ['conrelid = \'public."A"\'::regclass', '(conrelid = "public.\\"A\\""::regclass)'],
  [
    "CAST(a AS varchar(3)) = regclass 'b' AND a::int4[] = x",
    '((a::character varying(3) = "b"::regclass) and (a::integer[] = x))',
  ],
  ['-1 + 2 * 3 != a - -b', '((-1 + (2 * 3)) <> (a - (- b)))'],
  [
    "pg_catalog.lower(a) = current_schema() AND current_schema = 'x'",
    '((lower(a) = current_schema()) and (current_schema() = "x"))',
  ],
  ['CASE WHEN a THEN 1 ELSE 2 END = 1', '(case a: 1 else 2 = 1)'],
  ["CASE a WHEN 'x' THEN b END", 'case (a = "x"): b else nothing'],
  ['(SELECT count(*) FROM a) = 0', '({count(*) from a} = 0)'],
  ['EXISTS (SELECT 1 FROM a GROUP BY b) AND c', '(exists {1 from a group by b} and c)'],
  ['NOT EXISTS (WITH x AS (SELECT 1) SELECT 1 FROM x)', '(not exists {with x {1} 1 from x})'],
  ["a ->> 'x' = 'y' AND a[1] = 2", '(((a ->> "x") = "y") and ([](a, 1) = 2))'],
  ['count(*) FILTER (WHERE a) > 1', '(count(* if a) > 1)'],
  ['EXISTS (SELECT a FROM b INTERSECT SELECT c FROM d)', 'exists {unknown: a from b}'],
  ['EXISTS (WITH RECURSIVE x AS (SELECT 1) SELECT 1 FROM x)', 'exists {unknown: }'],
  [
    '(SELECT string_agg(DISTINCT a, b ORDER BY c DESC) FROM (SELECT 1 UNION ALL SELECT 2) x HAVING count(*) > 1)',
    '{string_agg(a, b distinct by c) from {1 union all {2}} x having (count(*) > 1)}',
  ],
  ["position('a' IN b) > 0", '(strpos(b, "a") > 0)'],
  ['row_number() OVER () = 1', '(? row_number() OVER () ? = 1)'],
  ['f(a => 1) AND b', '(f((a => 1)) and b)'],
])('IF %s', (condition, meant) => {
  expect(block(`IF ${condition} THEN NULL; END IF;`)).toBe(`if ${meant}`);
});

test('code in plain quotes is read, and places lie in the string', () => {
  const text = "DO LANGUAGE plpgsql 'BEGIN EXECUTE ''DROP TABLE a''; END'";
  expect(outline(text)).toBe('execute "DROP TABLE a"');
  expect(outline("DO 'BEGIN DROP TABLE a; END'")).toBe('DROP TABLE drop table');
});

test.each([
  ['DO $$ BEGIN IF a THEN DROP TABLE b; END $$', 'opaque: this block of code could not be read'],
  ["DO LANGUAGE plv8 $$ plv8.execute('DROP TABLE a; COMMIT;') $$", 'opaque: code in plv8 is not read'],
  ['DO BEGIN', 'opaque: expected the code as a string here'],
])('%s', (text, outcome) => {
  expect(outline(text)).toBe(outcome);
});

test('broken code still says which tables it is about', () => {
  const text = 'DO $$ BEGIN IF a THEN ALTER TABLE s.b ADD c int; DROP TABLE IF EXISTS d; END $$';
  const { statements } = readSql(sourceOf('broken.sql', text), 'postgresql');
  const change = statements[0]?.changes[0];
  expect(change?.kind === 'opaque' && change.touches.map(({ schema, name }) => [schema, name])).toEqual([
    ['s', 'b'],
    [undefined, 'd'],
  ]);
});
