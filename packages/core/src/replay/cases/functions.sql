-- # a function that adds a foreign key when it is not there
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE a (t_id int);
CREATE TABLE b (x int);
CREATE FUNCTION add_fk(tab text, col text, target text DEFAULT 't') RETURNS void AS $$
DECLARE
  key text := tab || '_' || col || '_fkey';
BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = tab AND column_name = col) THEN
    RAISE NOTICE 'no such column';
    RETURN;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = key) THEN
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES %I (id)', tab, key, col, target);
  END IF;
END;
$$ LANGUAGE plpgsql;
SELECT add_fk('a', 't_id');
SELECT add_fk('a', 't_id', 't');
SELECT add_fk('b', 'y', 't');
SELECT add_fk('b', 'x');
DROP FUNCTION add_fk(text, text, text);

-- # functions in SQL, procedures, and parameters by number
CREATE TABLE t (id int PRIMARY KEY);
CREATE FUNCTION grow() RETURNS void LANGUAGE sql AS 'ALTER TABLE t ADD COLUMN a int; ALTER TABLE t ADD COLUMN b int;';
CREATE PROCEDURE more(text) LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'ALTER TABLE t ADD COLUMN ' || $1 || ' int'; END $$;
SELECT grow();
SELECT grow();
CALL more('c');
CALL more('d');
CALL more('d');

-- # functions that are replaced, and functions that call functions
CREATE TABLE t (id int PRIMARY KEY);
CREATE FUNCTION one(name text) RETURNS void AS $$ BEGIN EXECUTE 'ALTER TABLE t ADD COLUMN ' || name || ' int'; END $$ LANGUAGE plpgsql;
CREATE FUNCTION two() RETURNS void AS $$ SELECT one('a'); SELECT one('b'); $$ LANGUAGE sql;
SELECT two();
CREATE OR REPLACE FUNCTION one(name text) RETURNS void AS $$ BEGIN EXECUTE 'ALTER TABLE t ADD COLUMN ' || name || ' text'; END $$ LANGUAGE plpgsql;
SELECT one('c');
SELECT two();
SELECT one('d'), one('e');

-- # a handler in a function
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE FUNCTION try(col text) RETURNS boolean AS $$
BEGIN
  EXECUTE format('ALTER TABLE t ADD COLUMN %I int', col);
  RETURN true;
EXCEPTION WHEN duplicate_column THEN
  RETURN false;
END $$ LANGUAGE plpgsql;
SELECT try('a');
SELECT try('b');

-- # functions that a block performs
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE a (t_id int);
CREATE FUNCTION add_fk(tab text, col text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES t (id)', tab, tab || '_fk', col);
END $$;
DO $$ BEGIN
  PERFORM add_fk('a', 't_id');
END $$;
