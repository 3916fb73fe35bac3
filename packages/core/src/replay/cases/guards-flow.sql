-- # IF, ELSIF and ELSE in one another
CREATE TABLE t (id int PRIMARY KEY);
DO $$ BEGIN
  IF to_regclass('a') IS NOT NULL THEN ALTER TABLE t ADD COLUMN x1 int;
  ELSIF to_regclass('t') IS NOT NULL THEN
    IF EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'p') THEN
      ALTER TABLE t ADD COLUMN x2 int;
    ELSE
      ALTER TABLE t ADD COLUMN x3 int;
    END IF;
  ELSIF true THEN ALTER TABLE t ADD COLUMN x4 int;
  ELSE ALTER TABLE t ADD COLUMN x5 int;
  END IF;
END $$;

-- # CASE as an instruction
CREATE TABLE t (id bigint, v varchar(5));
DO $$
DECLARE kind text;
BEGIN
  SELECT data_type INTO kind FROM information_schema.columns WHERE table_name = 't' AND column_name = 'id';
  CASE kind
    WHEN 'integer', 'smallint' THEN ALTER TABLE t ADD COLUMN a int;
    WHEN 'bigint' THEN ALTER TABLE t ADD COLUMN b int;
    ELSE ALTER TABLE t ADD COLUMN c int;
  END CASE;
  CASE WHEN kind IS NULL THEN ALTER TABLE t ADD COLUMN d int; WHEN kind LIKE 'big%' THEN ALTER TABLE t ADD COLUMN e int; END CASE;
END $$;
DO $$ BEGIN
  ALTER TABLE t ADD COLUMN f int;
  CASE 3 WHEN 1 THEN NULL; WHEN 2 THEN NULL; END CASE;
END $$;
DO $$ BEGIN
  CASE 3 WHEN 1 THEN NULL; END CASE;
EXCEPTION WHEN case_not_found THEN ALTER TABLE t ADD COLUMN g int;
END $$;

-- # FOUND after PERFORM
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int);
DO $$ BEGIN
  PERFORM 1 FROM pg_constraint WHERE conname = 'fk';
  IF NOT FOUND THEN
    ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES t;
  END IF;
  PERFORM * FROM information_schema.columns WHERE table_name = 'o' AND column_name = 'x';
  IF FOUND THEN ALTER TABLE o ADD COLUMN a int; END IF;
  PERFORM conname FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid WHERE r.relname = 'o' AND c.conname = 'fk2';
  IF found THEN ALTER TABLE o ADD COLUMN b int; ELSE ALTER TABLE o ADD COLUMN c int; END IF;
END $$;

-- # FOUND after SELECT INTO, and ROW_COUNT
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
DO $$
DECLARE name text; n int;
BEGIN
  SELECT column_name INTO name FROM information_schema.columns WHERE table_name = 't' AND column_name = 'nothing';
  IF NOT FOUND AND name IS NULL THEN ALTER TABLE t ADD COLUMN x1 int; END IF;
  SELECT column_name FROM information_schema.columns INTO name WHERE table_name = 't' AND column_name = 'a';
  IF FOUND AND name = 'a' THEN ALTER TABLE t ADD COLUMN x2 int; END IF;
  PERFORM 1 FROM information_schema.columns WHERE table_name = 't' AND column_name IN ('a', 'b');
  GET DIAGNOSTICS n = ROW_COUNT;
  IF n = 2 THEN ALTER TABLE t ADD COLUMN x3 int; END IF;
  SELECT c.column_name INTO name FROM information_schema.columns c WHERE c.table_name = 't' ORDER BY c.ordinal_position DESC LIMIT 1;
  IF name = 'x3' THEN ALTER TABLE t ADD COLUMN x4 int; END IF;
END $$;

-- # SELECT INTO STRICT
CREATE TABLE t (id int PRIMARY KEY, a int);
DO $$
DECLARE name text;
BEGIN
  BEGIN
    SELECT conname INTO STRICT name FROM pg_constraint WHERE conname = 'nothing';
  EXCEPTION WHEN no_data_found THEN ALTER TABLE t ADD COLUMN x1 int; WHEN too_many_rows THEN ALTER TABLE t ADD COLUMN x2 int;
  END;
  BEGIN
    SELECT column_name INTO STRICT name FROM information_schema.columns WHERE table_name = 't';
  EXCEPTION WHEN no_data_found THEN ALTER TABLE t ADD COLUMN x3 int; WHEN too_many_rows THEN ALTER TABLE t ADD COLUMN x4 int;
  END;
  SELECT conname INTO STRICT name FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'p';
  EXECUTE format('ALTER TABLE t DROP CONSTRAINT %I', name);
END $$;
DO $$
DECLARE name text;
BEGIN
  ALTER TABLE t ADD COLUMN x5 int;
  SELECT conname INTO STRICT name FROM pg_constraint WHERE conname = 'nothing';
END $$;

-- # the name of a constraint that nobody named
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int REFERENCES t ON DELETE CASCADE);
DO $$
DECLARE constraint_to_drop text;
BEGIN
  SELECT tc.constraint_name INTO constraint_to_drop
  FROM information_schema.table_constraints tc JOIN information_schema.key_column_usage kcu USING (constraint_name, table_schema)
  WHERE tc.table_name = 'o' AND kcu.column_name = 'x' AND tc.constraint_type = 'FOREIGN KEY';
  IF constraint_to_drop IS NOT NULL THEN
    EXECUTE 'ALTER TABLE o DROP CONSTRAINT ' || quote_ident(constraint_to_drop);
  END IF;
  ALTER TABLE o ADD CONSTRAINT o_x FOREIGN KEY (x) REFERENCES t ON DELETE RESTRICT;
END $$;

-- # several variables and a record from one row
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int CONSTRAINT fk REFERENCES t ON DELETE CASCADE);
DO $$
DECLARE a text; b "char"; r record;
BEGIN
  SELECT conname, confdeltype INTO a, b FROM pg_constraint WHERE conrelid = 'o'::regclass AND contype = 'f';
  IF a = 'fk' AND b = 'c' THEN ALTER TABLE t ADD COLUMN x1 int; END IF;
  SELECT conname AS name, contype AS kind INTO r FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'p';
  IF r.name = 't_pkey' AND r.kind = 'p' THEN ALTER TABLE t ADD COLUMN x2 int; END IF;
  SELECT conname INTO r FROM pg_constraint WHERE conname = 'nothing';
  IF r.conname IS NULL THEN ALTER TABLE t ADD COLUMN x3 int; END IF;
END $$;

-- # WHILE
CREATE TABLE t (id int);
DO $$
DECLARE i int := 1;
BEGIN
  WHILE i <= 3 LOOP
    EXECUTE 'ALTER TABLE t ADD COLUMN c' || i || ' int';
    i := i + 1;
  END LOOP;
  WHILE i < 3 LOOP ALTER TABLE t ADD COLUMN never int; END LOOP;
  IF i = 4 THEN ALTER TABLE t ADD COLUMN four int; END IF;
END $$;

-- # LOOP with EXIT and CONTINUE
CREATE TABLE t (id int);
DO $$
DECLARE i int := 0;
BEGIN
  LOOP
    i := i + 1;
    EXIT WHEN i > 5;
    CONTINUE WHEN i % 2 = 0;
    EXECUTE format('ALTER TABLE t ADD COLUMN c%s int', i);
  END LOOP;
  LOOP
    IF i > 7 THEN EXIT; END IF;
    i := i + 1;
    IF i = 7 THEN CONTINUE; END IF;
    EXECUTE format('ALTER TABLE t ADD COLUMN d%s int', i);
  END LOOP;
END $$;

-- # labels of loops and blocks
CREATE TABLE t (id int);
DO $$
BEGIN
  <<outer>>
  FOR i IN 1..3 LOOP
    FOR j IN 1..3 LOOP
      CONTINUE outer WHEN j = 2 AND i = 1;
      EXIT outer WHEN i = 3;
      EXECUTE format('ALTER TABLE t ADD COLUMN c%s%s int', i, j);
    END LOOP;
    EXECUTE format('ALTER TABLE t ADD COLUMN r%s int', i);
  END LOOP outer;
  <<part>>
  BEGIN
    ALTER TABLE t ADD COLUMN a int;
    EXIT part WHEN to_regclass('nothing') IS NULL;
    ALTER TABLE t ADD COLUMN b int;
  END part;
  ALTER TABLE t ADD COLUMN c int;
END $$;

-- # FOR over numbers, forwards, backwards and in steps
CREATE TABLE t (id int);
DO $$
DECLARE n int := 2; i int := 7;
BEGIN
  FOR i IN 1..n LOOP EXECUTE 'ALTER TABLE t ADD COLUMN a' || i || ' int'; END LOOP;
  FOR i IN REVERSE 4..1 BY 2 LOOP EXECUTE 'ALTER TABLE t ADD COLUMN b' || i || ' int'; END LOOP;
  FOR i IN n + 1..n LOOP ALTER TABLE t ADD COLUMN never int; END LOOP;
  IF FOUND THEN ALTER TABLE t ADD COLUMN c int; ELSE ALTER TABLE t ADD COLUMN d int; END IF;
  FOR k IN 1..array_length(ARRAY['x', 'y'], 1) LOOP EXECUTE 'ALTER TABLE t ADD COLUMN ' || (ARRAY['x', 'y'])[k] || ' int'; END LOOP;
  IF i = 7 THEN ALTER TABLE t ADD COLUMN e int; END IF;
END $$;

-- # FOREACH over arrays, literal and not
CREATE TABLE a (x int);
CREATE TABLE b (x int);
DO $$
DECLARE
  tabs text[] := '{a,b,c}';
  more CONSTANT varchar[] := ARRAY['y', 'z'];
  tab text;
  col varchar;
BEGIN
  FOREACH tab IN ARRAY tabs LOOP
    CONTINUE WHEN to_regclass(tab) IS NULL;
    FOREACH col IN ARRAY more LOOP
      EXECUTE format('ALTER TABLE %I ADD COLUMN IF NOT EXISTS %I int', tab, col);
    END LOOP;
  END LOOP;
  FOREACH tab IN ARRAY string_to_array('a,b', ',') || ARRAY['d'] LOOP
    EXECUTE format('ALTER TABLE IF EXISTS %I ADD COLUMN w int', tab);
  END LOOP;
  FOREACH tab IN ARRAY ARRAY(SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name) LOOP
    EXECUTE 'CREATE TABLE ' || tab || '_copy (id int)';
  END LOOP;
END $$;
DO $$
DECLARE tab text; nothing text[];
BEGIN
  FOREACH tab IN ARRAY nothing LOOP NULL; END LOOP;
END $$;

-- # FOR over written rows
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE a (x int);
CREATE TABLE b (y int);
DO $$
DECLARE r record; tab text; col text;
BEGIN
  FOR r IN SELECT * FROM (VALUES ('a', 'x', 'CASCADE'), ('b', 'y', 'SET NULL'), ('c', 'z', 'RESTRICT')) AS v (tab, col, act) LOOP
    IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = r.tab AND column_name = r.col) THEN
      EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES t (id) ON DELETE %s', r.tab, r.tab || '_fk', r.col, r.act);
    END IF;
  END LOOP;
  FOR tab, col IN SELECT v.one, v.two FROM (VALUES ('a', 'p'), ('b', 'q')) v (one, two) LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN %I int', tab, col);
  END LOOP;
  FOR tab IN SELECT unnest(ARRAY['a', 'b']) LOOP EXECUTE format('ALTER TABLE %I ADD COLUMN u int', tab); END LOOP;
  FOR r IN SELECT x.name, x.n FROM unnest(ARRAY['a', 'b']) WITH ORDINALITY AS x (name, n) LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN n%s int', r.name, r.n);
  END LOOP;
  FOR r IN SELECT generate_series(1, 2) AS i LOOP EXECUTE 'ALTER TABLE t ADD COLUMN g' || r.i || ' int'; END LOOP;
END $$;

-- # FOR over a command
CREATE TABLE a (x int);
CREATE TABLE b (x int);
DO $$
DECLARE r record; cond text := 'table_name = ''a''';
BEGIN
  FOR r IN EXECUTE 'SELECT table_name FROM information_schema.tables WHERE table_schema = ''public'' AND ' || cond LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN y int', r.table_name);
  END LOOP;
END $$;

-- # variables with types, and in blocks inside
CREATE TABLE t (id int);
DO $$
DECLARE
  n int := '5';
  flag boolean := 't';
  short varchar(3) := 'abc';
  name text := 'around';
  list int[] := ARRAY[1, 2];
BEGIN
  IF n = 5 AND flag AND short = 'abc' AND 'abc'::varchar(2) = 'ab' THEN ALTER TABLE t ADD COLUMN a int; END IF;
  DECLARE name text := 'nested';
  BEGIN
    EXECUTE 'ALTER TABLE t ADD COLUMN ' || name || ' int';
    name := 'changed';
    n := n + 1;
  END;
  EXECUTE 'ALTER TABLE t ADD COLUMN ' || quote_ident(name) || ' int';
  IF n = 6 THEN ALTER TABLE t ADD COLUMN b int; END IF;
  list := list || 3;
  list := array_append(list, 4);
  IF array_length(list, 1) = 4 AND list[4] = 4 AND 3 = ANY (list) THEN ALTER TABLE t ADD COLUMN c int; END IF;
  name := NULL;
  IF name IS NULL AND coalesce(name, 'x') = 'x' AND (name || 'y') IS NULL THEN ALTER TABLE t ADD COLUMN d int; END IF;
END $$;
DO $$
DECLARE short varchar(2) := 'abc';
BEGIN
  ALTER TABLE t ADD COLUMN too_long int;
END $$;
DO $$
DECLARE n int := 'many';
BEGIN
  ALTER TABLE t ADD COLUMN e int;
END $$;
DO $$
DECLARE n int;
BEGIN
  ALTER TABLE t ADD COLUMN f int;
  n := 'many';
EXCEPTION WHEN invalid_text_representation THEN ALTER TABLE t ADD COLUMN g int;
END $$;

-- # a name that is a column and a variable
CREATE TABLE t (id int);
DO $$
DECLARE table_name text := 't';
BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_name = table_name) THEN ALTER TABLE t ADD COLUMN a int; END IF;
END $$;
DO $$
DECLARE table_name text := 't';
BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.tables x WHERE x.table_name = table_name) THEN ALTER TABLE t ADD COLUMN b int; END IF;
EXCEPTION WHEN ambiguous_column THEN ALTER TABLE t ADD COLUMN c int;
END $$;
DO $$
#variable_conflict use_column
DECLARE table_name text := 'nothing';
BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_name = table_name) THEN ALTER TABLE t ADD COLUMN d int; END IF;
END $$;
DO $$
#variable_conflict use_variable
DECLARE relname text := 'nothing';
BEGIN
  IF EXISTS (SELECT 1 FROM pg_class c WHERE c.relname = relname) THEN ALTER TABLE t ADD COLUMN e int; END IF;
END $$;
DO $$
<<own>>
DECLARE conname text := 'nothing';
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = own.conname) THEN ALTER TABLE t ADD COLUMN f int; END IF;
END $$;

-- # RETURN in branches and loops
CREATE TABLE t (id int);
DO $$ BEGIN
  FOR i IN 1..5 LOOP
    IF i = 3 THEN RETURN; END IF;
    EXECUTE 'ALTER TABLE t ADD COLUMN c' || i || ' int';
  END LOOP;
  ALTER TABLE t ADD COLUMN never int;
END $$;

-- # ASSERT
CREATE TABLE t (id int);
DO $$ BEGIN
  ASSERT to_regclass('t') IS NOT NULL, 'no t';
  ALTER TABLE t ADD COLUMN a int;
  ASSERT (SELECT count(*) FROM information_schema.columns WHERE table_name = 't') = 5, 'columns are missing';
END $$;
DO $$ BEGIN
  ASSERT false;
EXCEPTION WHEN OTHERS THEN ALTER TABLE t ADD COLUMN b int;
END $$;
DO $$ BEGIN
  ASSERT false;
EXCEPTION WHEN assert_failure THEN ALTER TABLE t ADD COLUMN c int;
END $$;

-- # texts that are compared and taken apart
CREATE TABLE t (id int);
DO $$
DECLARE version text := '12.4'; name text := 'public.users_old';
BEGIN
  IF split_part(version, '.', 1)::int >= 12 THEN ALTER TABLE t ADD COLUMN a int; END IF;
  IF left(name, 7) = 'public.' AND right(name, 4) = '_old' THEN ALTER TABLE t ADD COLUMN b int; END IF;
  IF substring(name, 8, 5) = 'users' AND strpos(name, '.') = 7 AND position('old' IN name) = 14 THEN ALTER TABLE t ADD COLUMN c int; END IF;
  IF name ~ '^public\.' AND name !~* 'NEW$' AND name ~* 'USERS' THEN ALTER TABLE t ADD COLUMN d int; END IF;
  IF regexp_replace(name, '^.*\.', '') = 'users_old' AND replace(name, '_old', '') = 'public.users' THEN ALTER TABLE t ADD COLUMN e int; END IF;
  IF length('äb') = 2 AND upper('ab') || lower('CD') = 'ABcd' AND initcap('big table') = 'Big Table' THEN ALTER TABLE t ADD COLUMN f int; END IF;
  IF trim('  x ') = 'x' AND ltrim('00x', '0') = 'x' AND lpad('7', 3, '0') = '007' AND repeat('a', 2) = 'aa' THEN ALTER TABLE t ADD COLUMN g int; END IF;
  IF concat('a', NULL, 1) = 'a1' AND concat_ws('-', 'a', NULL, 'b') = 'a-b' AND array_to_string(ARRAY['x', NULL, 'y'], ',') = 'x,y' THEN ALTER TABLE t ADD COLUMN h int; END IF;
  IF (ARRAY['a', 'b'] && ARRAY['b', 'c']) AND ARRAY['a'] <@ ARRAY['a', 'b'] AND array_position(ARRAY['a', 'b'], 'b') = 2 THEN ALTER TABLE t ADD COLUMN i int; END IF;
  IF nullif('a', 'a') IS NULL AND 7 / 2 = 3 AND -7 / 2 = -3 AND 7 % 4 = 3 THEN ALTER TABLE t ADD COLUMN j int; END IF;
  IF ('a', 1) IN (('a', 1), ('b', 2)) AND 'abc' LIKE ANY (ARRAY['x%', 'a%']) THEN ALTER TABLE t ADD COLUMN k int; END IF;
END $$;
