-- # a constraint that is there already
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int);
DO $$ BEGIN
 ALTER TABLE "o" ADD CONSTRAINT "o_x_t_id_fk" FOREIGN KEY ("x") REFERENCES "public"."t"("id") ON DELETE cascade ON UPDATE no action;
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
DO $$ BEGIN
 ALTER TABLE "o" ADD CONSTRAINT "o_x_t_id_fk" FOREIGN KEY ("x") REFERENCES "public"."t"("id") ON DELETE set null ON UPDATE no action;
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
DO $$ BEGIN
 ALTER TABLE "o" ADD CONSTRAINT "o_y_fk" FOREIGN KEY ("y") REFERENCES "public"."t"("id");
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;

-- # a type, a value, a schema and an index that are there already
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE t (id int);
CREATE INDEX i ON t (id);
DO $$ BEGIN CREATE TYPE mood AS ENUM ('other'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN ALTER TYPE mood ADD VALUE 'sad'; EXCEPTION WHEN duplicate_object THEN ALTER TABLE t ADD COLUMN a int; END $$;
DO $$ BEGIN CREATE SCHEMA public; EXCEPTION WHEN duplicate_schema THEN ALTER TABLE t ADD COLUMN b int; END $$;
DO $$ BEGIN CREATE INDEX i ON t (id); EXCEPTION WHEN duplicate_table THEN ALTER TABLE t ADD COLUMN c int; END $$;
DO $$ BEGIN CREATE TABLE t (x int); EXCEPTION WHEN duplicate_object THEN ALTER TABLE t ADD COLUMN d int; END $$;
DO $$ BEGIN ALTER TABLE t ADD COLUMN a int; EXCEPTION WHEN duplicate_column OR duplicate_table THEN ALTER TABLE t ADD COLUMN e int; END $$;
DO $$ BEGIN ALTER TABLE t ADD PRIMARY KEY (id); ALTER TABLE t ADD PRIMARY KEY (id); EXCEPTION WHEN invalid_table_definition THEN ALTER TABLE t ADD COLUMN f int; END $$;

-- # things that are missing
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int, y text);
DO $$ BEGIN ALTER TABLE nothing ADD COLUMN a int; EXCEPTION WHEN undefined_table THEN ALTER TABLE t ADD COLUMN a int; END $$;
DO $$ BEGIN ALTER TABLE t DROP COLUMN nothing; EXCEPTION WHEN undefined_column THEN ALTER TABLE t ADD COLUMN b int; END $$;
DO $$ BEGIN ALTER TABLE t DROP CONSTRAINT nothing; EXCEPTION WHEN undefined_object THEN ALTER TABLE t ADD COLUMN c int; END $$;
DO $$ BEGIN DROP TYPE nothing; EXCEPTION WHEN undefined_object THEN ALTER TABLE t ADD COLUMN d int; END $$;
DO $$ BEGIN DROP INDEX nothing; EXCEPTION WHEN undefined_object THEN ALTER TABLE t ADD COLUMN e int; END $$;
DO $$ BEGIN DROP TABLE nothing; EXCEPTION WHEN undefined_object THEN NULL; WHEN undefined_table THEN ALTER TABLE t ADD COLUMN f int; END $$;
DO $$ BEGIN DROP SCHEMA nothing; EXCEPTION WHEN invalid_schema_name THEN ALTER TABLE t ADD COLUMN g int; END $$;
DO $$ BEGIN ALTER TABLE o ADD FOREIGN KEY (x) REFERENCES t (a); EXCEPTION WHEN invalid_foreign_key THEN ALTER TABLE t ADD COLUMN h int; END $$;
DO $$ BEGIN ALTER TABLE o ADD FOREIGN KEY (y) REFERENCES t; EXCEPTION WHEN datatype_mismatch THEN ALTER TABLE t ADD COLUMN i int; END $$;
DO $$ BEGIN DROP TABLE t; EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END $$;
DO $$ BEGIN ALTER TABLE o ADD FOREIGN KEY (x) REFERENCES nothing; EXCEPTION WHEN undefined_table THEN CREATE TABLE handled (id int); END $$;

-- # classes of conditions and codes
CREATE TABLE t (id int);
DO $$ BEGIN ALTER TABLE t DROP COLUMN nothing; EXCEPTION WHEN syntax_error_or_access_rule_violation THEN ALTER TABLE t ADD COLUMN a int; END $$;
DO $$ BEGIN ALTER TABLE t DROP COLUMN nothing; EXCEPTION WHEN SQLSTATE '42703' THEN ALTER TABLE t ADD COLUMN b int; END $$;
DO $$ BEGIN ALTER TABLE t DROP COLUMN nothing; EXCEPTION WHEN SQLSTATE '42000' THEN ALTER TABLE t ADD COLUMN c int; END $$;
DO $$ BEGIN ALTER TABLE t DROP COLUMN nothing; EXCEPTION WHEN SQLSTATE '42701' OR data_exception THEN ALTER TABLE t ADD COLUMN d int; END $$;
DO $$ BEGIN RAISE EXCEPTION 'x'; EXCEPTION WHEN plpgsql_error THEN ALTER TABLE t ADD COLUMN e int; END $$;
DO $$ BEGIN ALTER TABLE t ADD COLUMN f int; EXCEPTION WHEN duplicate_constraint THEN NULL; END $$;
DO $$ BEGIN ALTER TABLE t DROP COLUMN nothing; EXCEPTION WHEN integrity_constraint_violation THEN NULL; WHEN OTHERS THEN ALTER TABLE t ADD COLUMN g int; END $$;

-- # RAISE with names and codes
CREATE TABLE t (id int);
DO $$ BEGIN RAISE unique_violation; EXCEPTION WHEN unique_violation THEN ALTER TABLE t ADD COLUMN a int; END $$;
DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '42710'; EXCEPTION WHEN duplicate_object THEN ALTER TABLE t ADD COLUMN b int; END $$;
DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'undefined_table', HINT = 'look'; EXCEPTION WHEN undefined_table THEN ALTER TABLE t ADD COLUMN c int; END $$;
DO $$ BEGIN RAISE SQLSTATE '22012'; EXCEPTION WHEN division_by_zero THEN ALTER TABLE t ADD COLUMN d int; END $$;
DO $$ BEGIN RAISE EXCEPTION USING MESSAGE = 'x', ERRCODE = 'P0001'; EXCEPTION WHEN raise_exception THEN ALTER TABLE t ADD COLUMN e int; END $$;
DO $$ BEGIN RAISE query_canceled; EXCEPTION WHEN OTHERS THEN ALTER TABLE t ADD COLUMN f int; END $$;
DO $$ BEGIN RAISE WARNING 'only %', 'said'; RAISE INFO 'x'; ALTER TABLE t ADD COLUMN g int; END $$;
DO $$ BEGIN RAISE 'without %', 'a level'; EXCEPTION WHEN raise_exception THEN ALTER TABLE t ADD COLUMN h int; END $$;

-- # what a handler takes back
CREATE TABLE t (id int);
DO $$
DECLARE n int := 0; name text := 'before';
BEGIN
  ALTER TABLE t ADD COLUMN a int;
  BEGIN
    n := n + 1;
    name := 'inside';
    ALTER TABLE t ADD COLUMN b int;
    CREATE TABLE made (id int);
    SET search_path TO nothing;
    ALTER TABLE public.t ADD COLUMN a int;
    n := n + 1;
  EXCEPTION WHEN duplicate_column THEN
    ALTER TABLE t ADD COLUMN c int;
  END;
  IF n = 1 AND name = 'inside' THEN ALTER TABLE t ADD COLUMN d int; END IF;
  IF to_regclass('made') IS NULL THEN ALTER TABLE t ADD COLUMN e int; END IF;
END $$;

-- # handlers in one another
CREATE TABLE t (id int);
DO $$ BEGIN
  BEGIN
    BEGIN
      ALTER TABLE t ADD COLUMN a int;
      ALTER TABLE t ADD COLUMN id int;
    EXCEPTION WHEN undefined_table THEN
      ALTER TABLE t ADD COLUMN never int;
    END;
    ALTER TABLE t ADD COLUMN not_reached int;
  EXCEPTION WHEN duplicate_column THEN
    ALTER TABLE t ADD COLUMN b int;
    BEGIN
      ALTER TABLE t ADD COLUMN b int;
    EXCEPTION WHEN OTHERS THEN
      ALTER TABLE t ADD COLUMN c int;
    END;
  END;
  ALTER TABLE t ADD COLUMN d int;
END $$;

-- # an error in a handler
CREATE TABLE t (id int);
DO $$ BEGIN
  BEGIN
    ALTER TABLE t ADD COLUMN id int;
  EXCEPTION WHEN duplicate_column THEN
    ALTER TABLE t ADD COLUMN a int;
    ALTER TABLE nothing ADD COLUMN a int;
  END;
EXCEPTION WHEN undefined_table THEN
  ALTER TABLE t ADD COLUMN b int;
END $$;
DO $$ BEGIN
  BEGIN
    ALTER TABLE t ADD COLUMN id int;
  EXCEPTION WHEN duplicate_column THEN RAISE;
  END;
EXCEPTION WHEN duplicate_column THEN ALTER TABLE t ADD COLUMN c int;
END $$;
DO $$ BEGIN
  ALTER TABLE t ADD COLUMN id int;
EXCEPTION WHEN duplicate_column THEN
  ALTER TABLE t ADD COLUMN d int;
  RAISE EXCEPTION 'failed: %', SQLERRM;
END $$;
DO $$ BEGIN
  RAISE;
EXCEPTION WHEN OTHERS THEN ALTER TABLE t ADD COLUMN e int;
END $$;

-- # SQLSTATE in a handler
CREATE TABLE t (id int);
DO $$
DECLARE state text;
BEGIN
  ALTER TABLE t ADD COLUMN id int;
EXCEPTION WHEN OTHERS THEN
  IF SQLSTATE = '42701' THEN ALTER TABLE t ADD COLUMN a int; ELSE RAISE; END IF;
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE;
  IF state LIKE '42%' THEN ALTER TABLE t ADD COLUMN b int; END IF;
END $$;
DO $$ BEGIN
  ALTER TABLE nothing ADD COLUMN id int;
EXCEPTION WHEN OTHERS THEN
  IF SQLSTATE <> '42701' THEN RAISE; END IF;
END $$;

-- # one handler for each round of a loop
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE a (t_id int);
CREATE TABLE b (other int);
CREATE TABLE d (t_id text);
DO $$
DECLARE tab text; failed int := 0;
BEGIN
  FOREACH tab IN ARRAY ARRAY['a', 'b', 'c', 'd'] LOOP
    BEGIN
      EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (t_id) REFERENCES t', tab, tab || '_fk');
    EXCEPTION
      WHEN undefined_table OR undefined_column THEN failed := failed + 1;
      WHEN OTHERS THEN failed := failed + 10;
    END;
  END LOOP;
  EXECUTE 'ALTER TABLE t ADD COLUMN failed_' || failed || ' int';
END $$;

-- # errors of conditions and commands
CREATE TABLE t (id int);
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = 'nothing'::regclass) THEN NULL; END IF;
EXCEPTION WHEN undefined_table THEN ALTER TABLE t ADD COLUMN a int;
END $$;
DO $$ BEGIN
  EXECUTE NULL;
EXCEPTION WHEN null_value_not_allowed THEN ALTER TABLE t ADD COLUMN b int;
END $$;
DO $$
DECLARE nothing text;
BEGIN
  EXECUTE 'ALTER TABLE t ADD COLUMN ' || nothing || ' int';
END $$;
DO $$ BEGIN
  IF (SELECT attname FROM pg_attribute WHERE attrelid = 't'::regclass) = 'id' THEN NULL; END IF;
EXCEPTION WHEN cardinality_violation THEN ALTER TABLE t ADD COLUMN c int;
END $$;
DO $$
DECLARE r regclass := 'nothing';
BEGIN
  NULL;
EXCEPTION WHEN OTHERS THEN ALTER TABLE t ADD COLUMN d int;
END $$;

-- # RETURN and EXIT out of a block with handlers
CREATE TABLE t (id int);
DO $$ BEGIN
  FOR i IN 1..3 LOOP
    BEGIN
      EXECUTE 'ALTER TABLE t ADD COLUMN c' || i || ' int';
      EXIT WHEN i = 2;
    EXCEPTION WHEN duplicate_column THEN CONTINUE;
    END;
  END LOOP;
  BEGIN
    ALTER TABLE t ADD COLUMN a int;
    RETURN;
  EXCEPTION WHEN OTHERS THEN NULL;
  END;
  ALTER TABLE t ADD COLUMN never int;
END $$;
