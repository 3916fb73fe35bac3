-- # a question in a function of its own
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int);
CREATE FUNCTION has_constraint(tab text, name text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM information_schema.table_constraints tc WHERE tc.table_name = tab AND tc.constraint_name = name);
END $$;
CREATE FUNCTION has_column(tab text, col text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = tab AND column_name = col);
$$;
DO $$ BEGIN
  IF NOT has_constraint('o', 'fk') AND has_column('o', 'x') THEN ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES t; END IF;
  IF NOT has_constraint('o', 'fk') THEN ALTER TABLE o ADD COLUMN a int; END IF;
  IF has_column('o', 'y') OR has_column('t', 'x') THEN ALTER TABLE o ADD COLUMN b int; END IF;
END $$;

-- # arguments by name, defaults, and types that are cast
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int, y int);
CREATE FUNCTION add_fk(tab regclass, col text, target regclass DEFAULT 't', act text DEFAULT 'NO ACTION') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES %s ON DELETE %s', tab, tab::text || '_' || col, col, target, act);
END $$;
SELECT add_fk('o', 'x');
SELECT add_fk(tab => 'o', act => 'CASCADE', col => 'y');
SELECT add_fk('nothing', 'x');

-- # functions of one name
CREATE TABLE t (id int);
CREATE FUNCTION add(col text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'ALTER TABLE t ADD COLUMN ' || col || ' int'; END $$;
CREATE FUNCTION add(col text, kind text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'ALTER TABLE t ADD COLUMN ' || col || ' ' || kind; END $$;
CREATE FUNCTION add(number int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'ALTER TABLE t ADD COLUMN n' || number || ' int'; END $$;
SELECT add('a'), add('b', 'text'), add(3);

-- # a function for each of some rows
CREATE TABLE a (x int);
CREATE TABLE b (x int);
CREATE FUNCTION grow(tab text, col text DEFAULT 'y') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ADD COLUMN %I int', tab, col);
END $$;
SELECT grow(table_name::text) FROM information_schema.tables WHERE table_schema = 'public';
SELECT grow(v.tab, v.col) FROM (VALUES ('a', 'p'), ('b', 'q')) AS v (tab, col);
SELECT grow(x, 'u') FROM unnest(ARRAY['a', 'b']) AS x;
SELECT grow('a', 'once') WHERE NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'nothing');
SELECT grow('a', 'never') WHERE to_regclass('nothing') IS NOT NULL;
DO $$ BEGIN
  PERFORM grow(t.table_name::text, 'performed') FROM information_schema.tables t WHERE t.table_name IN ('a', 'b');
END $$;

-- # procedures
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int);
CREATE PROCEDURE ensure_fk(tab text, col text) LANGUAGE plpgsql AS $$
DECLARE name text := format('%s_%s_fk', tab, col);
BEGIN
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = name) THEN
    RAISE NOTICE '% is there', name;
    RETURN;
  END IF;
  EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES t', tab, name, col);
END $$;
CALL ensure_fk('o', 'x');
CALL ensure_fk('o', 'x');
CALL ensure_fk(col => 'z', tab => 'o');
DO $$ BEGIN CALL ensure_fk('o', 'w'); EXCEPTION WHEN undefined_column THEN ALTER TABLE o ADD COLUMN w int; CALL ensure_fk('o', 'w'); END $$;
DROP PROCEDURE ensure_fk(text, text);

-- # errors come out of functions
CREATE TABLE t (id int);
CREATE FUNCTION must_have(tab text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF to_regclass(tab) IS NULL THEN RAISE EXCEPTION 'no %', tab USING ERRCODE = 'undefined_table'; END IF;
END $$;
DO $$ BEGIN
  PERFORM must_have('t');
  ALTER TABLE t ADD COLUMN a int;
  PERFORM must_have('nothing');
  ALTER TABLE t ADD COLUMN b int;
END $$;
DO $$ BEGIN
  PERFORM must_have('nothing');
EXCEPTION WHEN undefined_table THEN ALTER TABLE t ADD COLUMN c int;
END $$;
SELECT must_have('nothing');

-- # a function that says whether it did something
CREATE TABLE t (id int);
CREATE FUNCTION try_add(col text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE t ADD COLUMN %I int', col);
  RETURN true;
EXCEPTION WHEN duplicate_column THEN
  RETURN false;
END $$;
DO $$
DECLARE ok boolean;
BEGIN
  IF try_add('a') THEN ALTER TABLE t ADD COLUMN first int; END IF;
  ok := try_add('a');
  IF NOT ok THEN ALTER TABLE t ADD COLUMN second int; END IF;
  SELECT try_add('b') INTO ok;
  IF ok THEN ALTER TABLE t ADD COLUMN third int; END IF;
END $$;

-- # functions that call functions that ask
CREATE TABLE t (id int);
CREATE FUNCTION there(tab text) RETURNS boolean LANGUAGE sql AS $$ SELECT to_regclass(tab) IS NOT NULL $$;
CREATE FUNCTION name_for(tab text, col text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN lower(tab) || '_' || lower(col); END $$;
CREATE FUNCTION add_if(tab text, col text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF there(tab) THEN EXECUTE format('ALTER TABLE %I ADD COLUMN %I int', tab, name_for(tab, col)); END IF;
END $$;
SELECT add_if('t', 'X'), add_if('nothing', 'x');

-- # a function with a search path of its own
CREATE SCHEMA app;
CREATE TABLE app.t (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY);
CREATE FUNCTION grow() RETURNS void LANGUAGE plpgsql SET search_path = app, public AS $$
BEGIN
  ALTER TABLE t ADD COLUMN a int;
  IF current_schema() = 'app' THEN ALTER TABLE t ADD COLUMN b int; END IF;
END $$;
SELECT grow();
ALTER TABLE t ADD COLUMN c int;

-- # parameters by the name of the function, and by number
CREATE TABLE t (id int);
CREATE FUNCTION add_col(table_name text, column_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns c WHERE c.table_name = add_col.table_name AND c.column_name = $2) THEN
    EXECUTE format('ALTER TABLE %I ADD COLUMN %I int', $1, add_col.column_name);
  END IF;
END $$;
SELECT add_col('t', 'a');
SELECT add_col('t', 'a');
SELECT add_col('t', 'id');

-- # VARIADIC
CREATE TABLE t (id int);
CREATE FUNCTION add_all(VARIADIC names text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY names LOOP EXECUTE format('ALTER TABLE t ADD COLUMN %I int', name); END LOOP;
END $$;
SELECT add_all('a', 'b');
SELECT add_all(VARIADIC ARRAY['c', 'd']);

-- # a function that calls itself
CREATE TABLE t (id int);
CREATE FUNCTION count_down(n int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF n = 0 THEN RETURN; END IF;
  EXECUTE format('ALTER TABLE t ADD COLUMN c%s int', n);
  PERFORM count_down(n - 1);
END $$;
SELECT count_down(3);

-- # functions in schemas
CREATE SCHEMA app;
CREATE TABLE t (id int);
CREATE FUNCTION app.grow(col text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'ALTER TABLE public.t ADD COLUMN ' || col || ' int'; END $$;
CREATE FUNCTION app.may() RETURNS boolean LANGUAGE sql AS 'SELECT true';
SELECT app.grow('a');
DO $$ BEGIN IF app.may() THEN PERFORM app.grow('b'); END IF; END $$;
