-- # a foreign key that is not there yet, by pg_constraint
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int);
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk') THEN
    ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES t (id) ON DELETE CASCADE;
  END IF;
END $$;
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk') THEN
    ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES t (id) ON DELETE RESTRICT;
  END IF;
END $$;

-- # by information_schema.table_constraints, with its table
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int);
CREATE TABLE p (x int CONSTRAINT fk REFERENCES t);
DO $$ BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM information_schema.table_constraints
    WHERE constraint_name = 'fk' AND table_name = 'o' AND table_schema = 'public' AND constraint_type = 'FOREIGN KEY'
  ) THEN
    ALTER TABLE "o" ADD CONSTRAINT "fk" FOREIGN KEY ("x") REFERENCES "t"("id");
  END IF;
  IF EXISTS (SELECT constraint_name FROM information_schema.table_constraints WHERE constraint_name = 'nothing') THEN
    ALTER TABLE "o" ADD CONSTRAINT "fk2" FOREIGN KEY ("x") REFERENCES "t"("id");
  END IF;
END $$;

-- # a column that is there and one that is not
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (t_id int, other text);
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'o' AND column_name = 't_id') THEN
    ALTER TABLE o ADD CONSTRAINT one FOREIGN KEY (t_id) REFERENCES t (id) NOT VALID;
    ALTER TABLE o VALIDATE CONSTRAINT one;
  END IF;
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'o' AND column_name = 'tid') THEN
    ALTER TABLE o ADD CONSTRAINT two FOREIGN KEY (tid) REFERENCES t (id);
  END IF;
  IF (SELECT count(*) FROM information_schema.columns WHERE table_name = 'o' AND column_name IN ('t_id', 'other')) = 2 THEN
    ALTER TABLE o ADD COLUMN three int;
  ELSE
    ALTER TABLE o ADD COLUMN four int;
  END IF;
  IF (SELECT data_type FROM information_schema.columns WHERE table_name = 'o' AND column_name = 'other') = 'text' THEN
    ALTER TABLE o ALTER COLUMN other TYPE varchar(10);
  END IF;
  IF (SELECT is_nullable FROM information_schema.columns WHERE table_name = 't' AND column_name = 'id') = 'YES' THEN
    ALTER TABLE t ADD COLUMN five int;
  ELSIF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'o' AND udt_name = 'int4') THEN
    ALTER TABLE t ADD COLUMN six int;
  ELSE
    ALTER TABLE t ADD COLUMN seven int;
  END IF;
END
$$;

-- # a condition over regclass
CREATE TABLE t (id int PRIMARY KEY, "Big" int);
DO $$ BEGIN
  IF to_regclass('public.t') IS NOT NULL AND to_regclass('nothing') IS NULL THEN
    ALTER TABLE t ADD COLUMN a int;
  END IF;
  IF to_regclass('public."T"') IS NOT NULL THEN
    ALTER TABLE t ADD COLUMN b int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'p') THEN
    ALTER TABLE t ADD COLUMN c int;
  END IF;
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'public.t'::regclass AND attname = 'Big' AND NOT attisdropped) THEN
    ALTER TABLE t RENAME COLUMN "Big" TO small;
  END IF;
  IF 't'::regclass = to_regclass('public.t') THEN
    ALTER TABLE t ADD COLUMN d int;
  END IF;
END $$;
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = 'nothing'::regclass) THEN
    ALTER TABLE t ADD COLUMN e int;
  END IF;
END $$;

-- # a handler eats what it names
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int, y int);
DO $$ BEGIN
  ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES t (id);
EXCEPTION
  WHEN duplicate_object THEN null;
END $$;
DO $$ BEGIN
  ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (y) REFERENCES t (id);
EXCEPTION
  WHEN duplicate_object THEN null;
END $$;
DO $$ BEGIN
  ALTER TABLE o ADD COLUMN z int;
  ALTER TABLE o ADD CONSTRAINT fz FOREIGN KEY (z) REFERENCES nowhere (id);
EXCEPTION
  WHEN undefined_table OR undefined_column THEN
    ALTER TABLE o ADD COLUMN instead int;
END $$;
DO $$ BEGIN
  ALTER TABLE o ADD CONSTRAINT fw FOREIGN KEY (w) REFERENCES t (id);
EXCEPTION
  WHEN duplicate_object THEN null;
END $$;
DO $$ BEGIN
  CREATE TYPE mood AS ENUM ('a', 'b');
EXCEPTION WHEN duplicate_object THEN null; END $$;
DO $$ BEGIN
  CREATE TYPE mood AS ENUM ('a', 'b');
EXCEPTION WHEN duplicate_object THEN null; END $$;
DO $$ BEGIN
  CREATE TABLE o (id int);
EXCEPTION WHEN duplicate_table THEN RAISE NOTICE 'there'; END $$;
DO $$ BEGIN
  ALTER TABLE o ADD COLUMN x int;
EXCEPTION WHEN SQLSTATE '42701' THEN NULL; END $$;
DO $$ BEGIN
  ALTER TABLE nowhere ADD COLUMN x int;
EXCEPTION WHEN OTHERS THEN NULL; END $$;

-- # blocks in blocks
CREATE TABLE t (id int PRIMARY KEY);
DO $$
BEGIN
  ALTER TABLE t ADD COLUMN a int;
  BEGIN
    ALTER TABLE t ADD COLUMN b int;
    ALTER TABLE t ADD COLUMN a int;
  EXCEPTION WHEN duplicate_column THEN
    ALTER TABLE t ADD COLUMN c int;
  END;
  BEGIN
    ALTER TABLE t ADD COLUMN d int;
  END;
END $$;

-- # an error that nobody catches takes the whole block back
CREATE TABLE t (id int PRIMARY KEY);
DO $$
BEGIN
  ALTER TABLE t ADD COLUMN a int;
  ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES t;
  ALTER TABLE t ADD COLUMN c int;
END $$;
DO $$
BEGIN
  ALTER TABLE t ADD COLUMN d int;
  IF NOT EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'nothing') THEN
    RAISE EXCEPTION 'no such table';
  END IF;
END $$;
DO $$
BEGIN
  BEGIN
    RAISE EXCEPTION 'caught';
  EXCEPTION WHEN raise_exception THEN
    ALTER TABLE t ADD COLUMN e int;
  END;
  BEGIN
    ALTER TABLE t ADD COLUMN e int;
  EXCEPTION WHEN duplicate_column THEN
    RAISE;
  END;
END $$;

-- # returning early
CREATE TABLE t (id int PRIMARY KEY);
DO $$ BEGIN
  IF to_regclass('nothing') IS NULL THEN
    RETURN;
  END IF;
  ALTER TABLE t ADD COLUMN a int;
END $$;
DO $$ BEGIN
  IF to_regclass('nothing') IS NOT NULL THEN
    RETURN;
  END IF;
  ALTER TABLE t ADD COLUMN b int;
END $$;

-- # commands that are put together
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int, y int);
DO $$
DECLARE
  target text := 't';
  key text := 'fk_' || 'x';
BEGIN
  EXECUTE 'ALTER TABLE o ADD CONSTRAINT ' || quote_ident(key) || ' FOREIGN KEY (x) REFERENCES ' || target;
  EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES %I (%s) ON DELETE %s', 'o', 'Fk', 'y', target, 'id', 'SET NULL');
  EXECUTE format($f$ALTER TABLE o ADD COLUMN c text DEFAULT %L$f$, 'it''s');
  EXECUTE 'CREATE INDEX ON o (x); CREATE INDEX ON o (y)';
END $$;

-- # loops over what is known
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE a (t_id int);
CREATE TABLE b (t_id int);
CREATE TABLE c (other int);
DO $$
DECLARE
  name text;
  r record;
BEGIN
  FOREACH name IN ARRAY ARRAY['a', 'b', 'c'] LOOP
    IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = name AND column_name = 't_id') THEN
      EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (t_id) REFERENCES t (id)', name, name || '_fk');
    END IF;
  END LOOP;
  FOR r IN SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 't' LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN looped int', r.table_name);
  END LOOP;
  FOR r IN SELECT conname, conrelid::regclass AS tab FROM pg_constraint WHERE contype = 'f' AND confrelid = 't'::regclass LOOP
    EXECUTE 'ALTER TABLE ' || r.tab || ' DROP CONSTRAINT ' || quote_ident(r.conname);
  END LOOP;
  FOR r IN SELECT * FROM (VALUES ('a', 'x'), ('b', 'y')) AS v (tab, col) LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN %I text', r.tab, r.col);
  END LOOP;
  FOR i IN 1..3 LOOP
    EXECUTE 'ALTER TABLE t ADD COLUMN n' || i || ' int';
  END LOOP;
END $$;

-- # variables that conditions set
CREATE TABLE t (id int PRIMARY KEY);
DO $$
DECLARE
  there boolean;
  how_many int;
  kind text;
BEGIN
  SELECT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'id') INTO there;
  IF there THEN
    ALTER TABLE t ADD COLUMN a int;
  END IF;
  SELECT count(*) INTO how_many FROM pg_constraint WHERE conrelid = 't'::regclass;
  IF how_many = 0 THEN
    ALTER TABLE t ADD COLUMN b int;
  END IF;
  SELECT data_type INTO kind FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a';
  IF kind = 'integer' THEN
    ALTER TABLE t ADD COLUMN c int;
  END IF;
  there := NOT there;
  IF NOT there THEN
    ALTER TABLE t ADD COLUMN d int;
  END IF;
END $$;

-- # joins over the catalogs
CREATE SCHEMA app;
CREATE TABLE t (id int PRIMARY KEY, code text UNIQUE);
CREATE TABLE o (t_id int CONSTRAINT fk REFERENCES t ON DELETE CASCADE, code text);
CREATE TABLE app.o (id int);
DO $$ BEGIN
  IF EXISTS (
    SELECT 1 FROM information_schema.table_constraints tc
    JOIN information_schema.key_column_usage kcu ON tc.constraint_name = kcu.constraint_name AND tc.table_schema = kcu.table_schema
    WHERE tc.constraint_type = 'FOREIGN KEY' AND tc.table_name = 'o' AND kcu.column_name = 't_id'
  ) THEN
    ALTER TABLE t ADD COLUMN a int;
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid JOIN pg_namespace n ON n.oid = r.relnamespace
    WHERE n.nspname = 'app' AND r.relname = 'o' AND c.conname = 'fk'
  ) THEN
    ALTER TABLE t ADD COLUMN b int;
  END IF;
  IF EXISTS (
    SELECT 1 FROM information_schema.referential_constraints rc
    JOIN information_schema.constraint_column_usage ccu USING (constraint_name)
    WHERE rc.constraint_name = 'fk' AND rc.delete_rule = 'CASCADE' AND ccu.table_name = 't' AND ccu.column_name = 'id'
  ) THEN
    ALTER TABLE t ADD COLUMN c int;
  END IF;
  IF EXISTS (
    SELECT 1 FROM pg_index i, pg_class t, pg_attribute a
    WHERE t.oid = i.indrelid AND a.attrelid = t.oid AND a.attnum = ANY(i.indkey) AND t.relname = 't' AND a.attname = 'code' AND i.indisunique
  ) THEN
    ALTER TABLE t ADD COLUMN d int;
  END IF;
  IF (SELECT confdeltype FROM pg_constraint WHERE conname = 'fk') = 'c' THEN
    ALTER TABLE t ADD COLUMN e int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk' AND pg_get_constraintdef(oid) LIKE '%ON DELETE CASCADE%') THEN
    ALTER TABLE t ADD COLUMN f int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'nothing' WHERE n.nspname = 'app' AND c.oid IS NULL) THEN
    ALTER TABLE t ADD COLUMN g int;
  END IF;
END $$;

-- # types, values and indexes
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE t (id int PRIMARY KEY, m mood);
CREATE INDEX i ON t (m);
CREATE VIEW v AS SELECT id FROM t;
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN
    CREATE TYPE mood AS ENUM ('other');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_type t JOIN pg_namespace n ON t.typnamespace = n.oid WHERE t.typname = 'Kind' AND n.nspname = current_schema()) THEN
    CREATE TYPE "Kind" AS ENUM ('x');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_enum e JOIN pg_type t ON e.enumtypid = t.oid WHERE t.typname = 'mood' AND e.enumlabel = 'sad') THEN
    ALTER TABLE t ADD COLUMN a int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_indexes WHERE schemaname = 'public' AND indexname = 'i') THEN
    DROP INDEX i;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_class c WHERE c.relname = 'j' AND c.relkind = 'i') THEN
    CREATE INDEX j ON t (id, m);
  END IF;
  IF EXISTS (SELECT 1 FROM information_schema.views WHERE table_name = 'v') THEN
    DROP VIEW v;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_class WHERE oid = 'public.t'::regclass AND relkind IN ('r', 'p')) THEN
    ALTER TABLE t ADD COLUMN b int;
  END IF;
  IF EXISTS (SELECT 1 FROM information_schema.schemata WHERE schema_name = 'app') THEN
    CREATE TABLE app.x (id int);
  END IF;
  IF '"Kind"'::regtype IS NULL OR current_schema() <> 'public' THEN
    ALTER TABLE t ADD COLUMN c int;
  END IF;
END $$;

-- # every NOT NULL counts as a check
CREATE TABLE t (id int NOT NULL, a int NOT NULL, b int CHECK (b > 0));
DO $$ BEGIN
  IF (SELECT count(*) FROM information_schema.table_constraints WHERE table_name = 't' AND constraint_type = 'CHECK') = 3 THEN
    ALTER TABLE t ADD COLUMN c int;
  END IF;
  IF (SELECT count(*) FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'c') = 1 THEN
    ALTER TABLE t ADD COLUMN d int;
  END IF;
END $$;

-- # logic of three values
CREATE TABLE t (id int PRIMARY KEY);
DO $$
DECLARE nothing text;
BEGIN
  IF nothing = 'x' THEN ALTER TABLE t ADD COLUMN a int; ELSE ALTER TABLE t ADD COLUMN b int; END IF;
  IF NOT (nothing = 'x') THEN ALTER TABLE t ADD COLUMN c int; END IF;
  IF nothing IS NULL AND nothing IS DISTINCT FROM 'x' THEN ALTER TABLE t ADD COLUMN d int; END IF;
  IF coalesce(nothing, 'y') IN ('x', 'y') AND 'abc' LIKE 'a%' AND 'a_c' NOT LIKE 'a\_b' THEN ALTER TABLE t ADD COLUMN e int; END IF;
  IF nothing NOT IN ('a') THEN ALTER TABLE t ADD COLUMN f int; END IF;
  IF 2 + 1 BETWEEN 1 AND 3 AND lower('ABC') = 'abc' THEN ALTER TABLE t ADD COLUMN g int; END IF;
  IF 'x' = ANY (ARRAY['x', 'y']) AND 'z' <> ALL (ARRAY['x', 'y']) THEN ALTER TABLE t ADD COLUMN h int; END IF;
  IF (CASE WHEN nothing IS NULL THEN true ELSE false END) THEN ALTER TABLE t ADD COLUMN i int; END IF;
END $$;

-- # casts of names that nothing has
CREATE TABLE t (id int PRIMARY KEY);
DO $$ BEGIN
  IF 'nothing'::regclass IS NULL THEN ALTER TABLE t ADD COLUMN a int; END IF;
END $$;
DO $$ BEGIN
  IF 'nothing'::regtype IS NULL THEN ALTER TABLE t ADD COLUMN a int; END IF;
END $$;
DO $$ BEGIN
  IF 'nothing'::regnamespace IS NULL THEN ALTER TABLE t ADD COLUMN a int; END IF;
EXCEPTION WHEN invalid_schema_name THEN
  ALTER TABLE t ADD COLUMN b int;
END $$;
