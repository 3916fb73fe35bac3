-- # format with all its signs
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE "Order" (x int);
DO $$ BEGIN
  EXECUTE format('ALTER TABLE %1$I ADD CONSTRAINT %2$I FOREIGN KEY (x) REFERENCES %3$s (id)', 'Order', 'Order_fk', 't');
  EXECUTE format('ALTER TABLE %I ADD COLUMN %I text DEFAULT %L', 'Order', 'select', 'it''s %');
  EXECUTE format('ALTER TABLE %I ADD COLUMN "100%%" int, ADD COLUMN c%2$s int', 'Order', 7);
  EXECUTE format('ALTER TABLE %s ADD COLUMN d int', '"Order"'::regclass);
  EXECUTE format('COMMENT ON TABLE t IS %L', NULL);
  EXECUTE format('ALTER TABLE %s ADD COLUMN %2$s int', VARIADIC ARRAY['t', 'e']);
END $$;

-- # texts put together
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int);
DO $$
DECLARE
  tab constant text := 'o';
  sql text;
BEGIN
  sql := 'ALTER TABLE ' || tab;
  sql := sql || ' ADD CONSTRAINT ' || quote_ident('My fk') || ' FOREIGN KEY (x) REFERENCES t';
  sql := concat(sql, ' ON DELETE', ' ', 'CASCADE');
  EXECUTE sql;
  EXECUTE E'ALTER TABLE o\n ADD COLUMN a text DEFAULT ' || quote_literal('x''y');
  EXECUTE $cmd$ALTER TABLE o ADD COLUMN b text DEFAULT '$'$cmd$;
END $$;

-- # EXECUTE … INTO, with and without values
CREATE TABLE t (id int PRIMARY KEY);
DO $$
DECLARE there boolean; n int; name text;
BEGIN
  EXECUTE 'SELECT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = ''t'' AND column_name = ''id'')' INTO there;
  IF there THEN ALTER TABLE t ADD COLUMN a int; END IF;
  EXECUTE 'SELECT count(*) FROM information_schema.columns WHERE table_name = $1 AND column_name = ANY ($2)' INTO n USING 't', ARRAY['id', 'a', 'b'];
  IF n = 2 THEN ALTER TABLE t ADD COLUMN b int; END IF;
  EXECUTE format('SELECT conname FROM pg_constraint WHERE conrelid = %L::regclass AND contype = ''p''', 't') INTO STRICT name;
  EXECUTE format('ALTER TABLE t RENAME CONSTRAINT %I TO renamed', name);
END $$;

-- # commands built from the catalogs
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE TABLE o (x int CONSTRAINT fk1 REFERENCES t, y int CONSTRAINT fk2 REFERENCES t);
DO $$
DECLARE sql text;
BEGIN
  SELECT 'ALTER TABLE o ' || string_agg('DROP CONSTRAINT ' || quote_ident(conname), ', ' ORDER BY conname) INTO sql
  FROM pg_constraint WHERE conrelid = 'o'::regclass AND contype = 'f';
  EXECUTE sql;
  SELECT string_agg(format('ALTER TABLE t ALTER COLUMN %I SET NOT NULL', column_name), '; ' ORDER BY ordinal_position) INTO sql
  FROM information_schema.columns WHERE table_name = 't' AND is_nullable = 'YES';
  EXECUTE sql;
  EXECUTE (SELECT format('ALTER TABLE %I RENAME TO renamed', tablename) FROM pg_tables WHERE tablename = 'o');
END $$;

-- # a block in a command
CREATE TABLE t (id int);
DO $$ BEGIN
  EXECUTE $inner$
    DO $block$ BEGIN
      IF to_regclass('t') IS NOT NULL THEN ALTER TABLE t ADD COLUMN a int; END IF;
    END $block$
  $inner$;
  EXECUTE 'ALTER TABLE t ADD COLUMN b int; ALTER TABLE t ADD COLUMN c int';
END $$;

-- # foreign keys made anew with another action
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE a (t_id int REFERENCES t);
CREATE TABLE b (t_id int, CONSTRAINT named FOREIGN KEY (t_id) REFERENCES t ON DELETE SET NULL);
DO $$
DECLARE r record;
BEGIN
  FOR r IN
    SELECT c.conname, n.nspname, rel.relname, a.attname, ref.relname AS target
    FROM pg_constraint c
    JOIN pg_class rel ON rel.oid = c.conrelid
    JOIN pg_namespace n ON n.oid = rel.relnamespace
    JOIN pg_class ref ON ref.oid = c.confrelid
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND ref.relname = 't' AND c.confdeltype <> 'c'
    ORDER BY rel.relname
  LOOP
    EXECUTE format('ALTER TABLE %I.%I DROP CONSTRAINT %I', r.nspname, r.relname, r.conname);
    EXECUTE format('ALTER TABLE %I.%I ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES %I (id) ON DELETE CASCADE', r.nspname, r.relname, r.conname, r.attname, r.target);
  END LOOP;
END $$;

-- # all foreign keys that are not validated
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE a (x int, y int);
ALTER TABLE a ADD CONSTRAINT one FOREIGN KEY (x) REFERENCES t NOT VALID, ADD CONSTRAINT two FOREIGN KEY (y) REFERENCES t NOT VALID;
DO $$
DECLARE c record;
BEGIN
  FOR c IN SELECT conrelid::regclass::text AS tab, conname FROM pg_constraint WHERE contype = 'f' AND NOT convalidated LOOP
    EXECUTE 'ALTER TABLE ' || c.tab || ' VALIDATE CONSTRAINT ' || quote_ident(c.conname);
  END LOOP;
END $$;

-- # an index for every foreign key that has none
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE a (x int REFERENCES t, y int REFERENCES t);
CREATE INDEX has_one ON a (x);
DO $$
DECLARE r record;
BEGIN
  FOR r IN
    SELECT c.conrelid::regclass AS tab, a.attname AS col FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.contype = 'f' AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = a.attnum)
  LOOP
    EXECUTE format('CREATE INDEX ON %s (%I)', r.tab, r.col);
  END LOOP;
END $$;

-- # columns of a kind, in all tables
CREATE TABLE a (id int, "createdAt" timestamp, "updatedAt" timestamp(3));
CREATE TABLE b ("createdAt" timestamptz);
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND data_type = 'timestamp without time zone' ORDER BY table_name, column_name LOOP
    EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE timestamptz', r.table_name, r.column_name);
  END LOOP;
  FOR r IN SELECT c.table_name FROM information_schema.columns c WHERE c.column_name = 'createdAt' ORDER BY 1 LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN seen int', r.table_name);
  END LOOP;
END $$;

-- # a search path that a block sets
CREATE SCHEMA app;
CREATE TABLE app.t (id int PRIMARY KEY);
CREATE TABLE o (x int);
DO $$ BEGIN
  PERFORM set_config('search_path', 'app, public', false);
  ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES t;
  EXECUTE 'SET search_path TO public';
  IF to_regclass('t') IS NULL THEN ALTER TABLE o ADD COLUMN a int; END IF;
END $$;
