-- # how many rows a table has
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int);
CREATE TABLE p (x int);
DO $$ BEGIN
  IF (SELECT count(*) FROM t) = 0 THEN ALTER TABLE o ADD COLUMN a int; END IF;
  IF to_regclass('t') IS NOT NULL THEN ALTER TABLE p ADD COLUMN a int; END IF;
END $$;

-- # rows that are not referenced
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int);
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM o LEFT JOIN t ON t.id = o.x WHERE o.x IS NOT NULL AND t.id IS NULL) THEN
    ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES t;
  ELSE
    ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES t NOT VALID;
  END IF;
END $$;

-- # an error that rows decide, and a handler that catches it
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int);
CREATE TABLE p (x int);
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM t) THEN RAISE EXCEPTION 'rows'; END IF;
  ALTER TABLE o ADD COLUMN a int;
EXCEPTION WHEN OTHERS THEN
  ALTER TABLE p ADD COLUMN a int;
END $$;

-- # a row that is looked for and found or not
CREATE TABLE t (id int PRIMARY KEY, name text);
CREATE TABLE o (x int);
DO $$
DECLARE found_id int;
BEGIN
  SELECT id INTO found_id FROM t WHERE name = 'x';
  IF found_id IS NOT NULL THEN ALTER TABLE o ADD COLUMN a int; END IF;
  PERFORM 1 FROM t;
  IF FOUND THEN ALTER TABLE o ADD COLUMN b int; END IF;
END $$;

-- # a loop over rows of a table
CREATE TABLE t (name text);
CREATE TABLE o (x int);
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT name FROM t LOOP
    EXECUTE format('ALTER TABLE o ADD COLUMN %I int', r.name);
  END LOOP;
END $$;

-- # a loop that ends when rows are gone
CREATE TABLE t (id int);
CREATE TABLE o (x int);
CREATE TABLE p (x int);
DO $$
DECLARE n int; i int := 0;
BEGIN
  LOOP
    DELETE FROM t WHERE id IN (SELECT id FROM t LIMIT 1000);
    GET DIAGNOSTICS n = ROW_COUNT;
    EXIT WHEN n = 0;
    i := i + 1;
    ALTER TABLE o ADD COLUMN IF NOT EXISTS a int;
  END LOOP;
  IF i > 0 THEN ALTER TABLE o ADD COLUMN b int; END IF;
  ALTER TABLE p ADD COLUMN a int;
END $$;

-- # a return that rows decide
CREATE TABLE t (id int);
CREATE TABLE o (x int);
DO $$ BEGIN
  IF (SELECT max(id) FROM t) > 5 THEN RETURN; END IF;
  ALTER TABLE o ADD COLUMN a int;
END $$;

-- # time, chance, roles and settings
CREATE TABLE t (id int);
DO $$ BEGIN
  IF random() > 2 THEN ALTER TABLE t ADD COLUMN a int; END IF;
  IF now() > '2001-01-01' THEN ALTER TABLE t ADD COLUMN b int; END IF;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'app_user') THEN ALTER TABLE t ADD COLUMN c int; END IF;
  IF current_setting('server_version_num')::int >= 150000 THEN ALTER TABLE t ADD COLUMN d int; END IF;
  IF version() LIKE '%CockroachDB%' THEN ALTER TABLE t ADD COLUMN e int; END IF;
  IF obj_description('t'::regclass) = 'x' OR col_description('t'::regclass, 1) = 'y' THEN ALTER TABLE t ADD COLUMN f int; END IF;
END $$;

-- # a function that asks for rows
CREATE TABLE t (id int);
CREATE TABLE o (x int);
CREATE FUNCTION is_empty() RETURNS boolean LANGUAGE sql AS $$ SELECT NOT EXISTS (SELECT 1 FROM t) $$;
DO $$ BEGIN
  IF is_empty() THEN ALTER TABLE o ADD COLUMN a int; END IF;
END $$;

-- # a drop that rows decide
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int REFERENCES t, y int);
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM o) THEN
    ALTER TABLE o DROP COLUMN y;
    DROP TABLE t CASCADE;
  END IF;
END $$;

-- # a block in a loop that may have failed
CREATE TABLE t (id int);
CREATE TABLE o (x int);
DO $$ BEGIN
  FOR i IN 1..2 LOOP
    BEGIN
      IF (SELECT count(*) FROM t) > i THEN RAISE unique_violation; END IF;
      EXECUTE 'ALTER TABLE o ADD COLUMN c' || i || ' int';
    EXCEPTION WHEN unique_violation THEN NULL;
    END;
  END LOOP;
END $$;

-- # whether NOT NULL is a constraint depends on the server
CREATE TABLE t (id int NOT NULL);
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 't_id_not_null') THEN ALTER TABLE t ADD COLUMN a int; END IF;
END $$;

-- # what later rounds of a loop do
CREATE TABLE t (id int);
CREATE TABLE o (x int);
CREATE TABLE p (x int);
DO $$
DECLARE i int := 0;
BEGIN
  WHILE i < (SELECT count(*) FROM t) LOOP
    IF i = 0 THEN ALTER TABLE o ADD COLUMN a int; ELSE ALTER TABLE p ADD COLUMN IF NOT EXISTS a int; END IF;
    i := i + 1;
  END LOOP;
END $$;
