-- # pg_constraint joined with its table
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int, y int);
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint c JOIN pg_class r ON c.conrelid = r.oid WHERE c.conname = 'fk' AND r.relname = 'o') THEN
    ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES t (id);
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_class r JOIN pg_constraint c ON c.conrelid = r.oid WHERE r.relname = 't' AND c.conname = 'fk') THEN
    ALTER TABLE o ADD COLUMN other int;
  END IF;
END $$;

-- # pg_constraint with table and schema
CREATE SCHEMA app;
CREATE TABLE app.t (id int PRIMARY KEY);
CREATE TABLE app.o (x int);
CREATE TABLE o (x int CONSTRAINT fk CHECK (x > 0));
DO $$ BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_constraint con
    INNER JOIN pg_catalog.pg_class rel ON rel.oid = con.conrelid
    INNER JOIN pg_catalog.pg_namespace nsp ON nsp.oid = rel.relnamespace
    WHERE nsp.nspname = 'app' AND rel.relname = 'o' AND con.conname = 'fk' AND con.contype = 'f'
  ) THEN
    ALTER TABLE app.o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES app.t (id);
  END IF;
END $$;

-- # pg_constraint by the name of the schema of the constraint
CREATE SCHEMA app;
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int CONSTRAINT fk REFERENCES t);
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk' AND connamespace = 'public'::regnamespace) THEN
    ALTER TABLE t ADD COLUMN a int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk' AND connamespace = 'app'::regnamespace) THEN
    ALTER TABLE t ADD COLUMN b int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk' AND connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())) THEN
    ALTER TABLE t ADD COLUMN c int;
  END IF;
END $$;

-- # a foreign key by its columns, over conkey
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (gone int, a int, t_id int, FOREIGN KEY (t_id) REFERENCES t);
ALTER TABLE o DROP COLUMN gone;
DO $$ BEGIN
  IF EXISTS (
    SELECT 1 FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.contype = 'f' AND c.conrelid = 'o'::regclass AND a.attname = 't_id'
  ) THEN ALTER TABLE t ADD COLUMN a int; END IF;
  IF EXISTS (
    SELECT 1 FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = 'public.o'::regclass
    AND c.conkey = ARRAY[(SELECT attnum FROM pg_attribute WHERE attrelid = 'public.o'::regclass AND attname = 't_id')]
  ) THEN ALTER TABLE t ADD COLUMN b int; END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = 'o'::regclass AND contype = 'f' AND conkey[1] = 3) THEN
    ALTER TABLE t ADD COLUMN c int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = 'o'::regclass AND contype = 'f' AND conkey = '{2}') THEN
    ALTER TABLE t ADD COLUMN d int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = 'o'::regclass AND contype = 'f' AND conkey @> ARRAY[3]::smallint[] AND array_length(conkey, 1) = 1) THEN
    ALTER TABLE t ADD COLUMN e int;
  END IF;
  IF EXISTS (
    SELECT 1 FROM pg_constraint c CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k (num, ord)
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num
    WHERE c.contype = 'f' AND a.attname = 't_id' AND k.ord = 1
  ) THEN ALTER TABLE t ADD COLUMN f int; END IF;
END $$;

-- # the actions of a foreign key
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int CONSTRAINT fk REFERENCES t ON DELETE SET NULL ON UPDATE CASCADE);
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk' AND confdeltype <> 'c') THEN
    ALTER TABLE o DROP CONSTRAINT fk;
    ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES t ON DELETE CASCADE;
  END IF;
  IF (SELECT delete_rule FROM information_schema.referential_constraints WHERE constraint_name = 'fk') = 'CASCADE' THEN
    ALTER TABLE t ADD COLUMN a int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk' AND confupdtype IN ('a', 'r')) THEN ALTER TABLE t ADD COLUMN b int; END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk' AND pg_get_constraintdef(oid) = 'FOREIGN KEY (x) REFERENCES t(id) ON DELETE CASCADE') THEN
    ALTER TABLE t ADD COLUMN c int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = 'fk' AND pg_get_constraintdef(c.oid, true) ILIKE '%on delete set null%') THEN
    ALTER TABLE t ADD COLUMN d int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = 'fk' AND pg_get_constraintdef(c.oid) ~ 'REFERENCES t\(id\)') THEN
    ALTER TABLE t ADD COLUMN e int;
  END IF;
END $$;

-- # a foreign key that is not validated yet
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int);
ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES t NOT VALID;
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk' AND NOT convalidated) THEN
    ALTER TABLE o VALIDATE CONSTRAINT fk;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk' AND convalidated = false) THEN
    ALTER TABLE t ADD COLUMN a int;
  END IF;
END $$;

-- # what references a table
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int REFERENCES t, y int REFERENCES t);
CREATE TABLE p (x int REFERENCES t);
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT conname, conrelid::regclass AS tab FROM pg_constraint WHERE confrelid = 't'::regclass AND contype = 'f' LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', r.tab, r.conname);
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (x) REFERENCES t ON DELETE CASCADE', r.tab, r.conname || '_new');
  END LOOP;
END $$;

-- # a table by pg_class, with and without its kind
CREATE TABLE t (id int PRIMARY KEY);
CREATE VIEW v AS SELECT 1 AS one;
CREATE SEQUENCE s;
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_class WHERE relname = 't' AND relkind = 'r') THEN ALTER TABLE t ADD COLUMN a int; END IF;
  IF EXISTS (SELECT FROM pg_class WHERE relname = 'v' AND relkind = 'r') THEN ALTER TABLE t ADD COLUMN b int; END IF;
  IF EXISTS (SELECT FROM pg_class WHERE relname = 'v' AND relkind = 'v') THEN ALTER TABLE t ADD COLUMN c int; END IF;
  IF EXISTS (SELECT FROM pg_class WHERE relname = 's' AND relkind = 'S') THEN ALTER TABLE t ADD COLUMN d int; END IF;
  IF EXISTS (SELECT 1 FROM pg_class c, pg_namespace n WHERE c.relnamespace = n.oid AND n.nspname = 'public' AND c.relname = 't_pkey' AND c.relkind = 'i') THEN
    ALTER TABLE t ADD COLUMN e int;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'nothing') THEN CREATE TABLE nothing (id int); END IF;
  IF EXISTS (SELECT 1 FROM pg_class WHERE oid = to_regclass('t') AND pg_table_is_visible(oid)) THEN ALTER TABLE t ADD COLUMN f int; END IF;
END $$;

-- # tables that are always there
CREATE TABLE t (id int PRIMARY KEY);
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_name = 'domains' AND table_schema = 'public') THEN ALTER TABLE t ADD COLUMN a int; END IF;
  IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'users') THEN ALTER TABLE t ADD COLUMN b int; END IF;
  IF EXISTS (SELECT 1 FROM pg_class WHERE relname = 'triggers') THEN ALTER TABLE t ADD COLUMN c int; END IF;
  IF NOT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_name = 'attributes') THEN CREATE TABLE attributes (id int); END IF;
  IF EXISTS (SELECT 1 FROM pg_class WHERE relname = 'pg_class') THEN ALTER TABLE t ADD COLUMN d int; END IF;
END $$;

-- # all tables of a schema
CREATE SCHEMA app;
CREATE TABLE b (id int);
CREATE TABLE a (id int);
CREATE TABLE app.c (id int);
DO $$
DECLARE r record; name text;
BEGIN
  FOR r IN SELECT c.relname, n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%' LOOP
    EXECUTE format('ALTER TABLE %I.%I ADD COLUMN x int', r.nspname, r.relname);
  END LOOP;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename LOOP
    EXECUTE 'ALTER TABLE ' || quote_ident(name) || ' ADD COLUMN y int';
  END LOOP;
  FOR name IN SELECT t.table_name FROM information_schema.tables t WHERE t.table_schema = 'app' AND t.table_type = 'BASE TABLE' LOOP
    EXECUTE format('ALTER TABLE app.%I ADD COLUMN z int', name);
  END LOOP;
END $$;

-- # columns by pg_attribute
CREATE TABLE t (id int PRIMARY KEY, gone text, kept varchar(5) NOT NULL DEFAULT 'x');
ALTER TABLE t DROP COLUMN gone;
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'kept' AND attnotnull AND attnum > 0 AND NOT attisdropped) THEN
    ALTER TABLE t ALTER COLUMN kept DROP NOT NULL;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'gone') THEN ALTER TABLE t ADD COLUMN a int; END IF;
  IF (SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0) = 3 THEN ALTER TABLE t ADD COLUMN b int; END IF;
  IF (SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0 AND NOT attisdropped) = 3 THEN ALTER TABLE t ADD COLUMN c int; END IF;
  IF (SELECT attnum FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'kept') = 3 THEN ALTER TABLE t ADD COLUMN d int; END IF;
  IF EXISTS (SELECT 1 FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relname = 't' AND a.attname = 'd') THEN
    ALTER TABLE t ADD COLUMN e int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'kept' AND atttypid = 'varchar'::regtype AND atthasdef) THEN ALTER TABLE t ADD COLUMN f int; END IF;
  IF (SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'f') = 'integer' THEN ALTER TABLE t ADD COLUMN g int; END IF;
  IF (SELECT atttypid::regtype::text FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'kept') = 'character varying' THEN ALTER TABLE t ADD COLUMN h int; END IF;
END $$;

-- # the type of a column
CREATE TABLE t (id uuid PRIMARY KEY, n numeric(10,2), v varchar(20), tags text[], "when" timestamptz, j jsonb);
DO $$ BEGIN
  IF (SELECT data_type FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 't' AND column_name = 'id') <> 'uuid' THEN
    ALTER TABLE t ALTER COLUMN id TYPE uuid USING id::text::uuid;
  ELSE
    ALTER TABLE t ADD COLUMN a int;
  END IF;
  IF (SELECT udt_name FROM information_schema.columns WHERE table_name = 't' AND column_name = 'tags') = '_text' THEN ALTER TABLE t ADD COLUMN b int; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'v' AND character_maximum_length < 50) THEN
    ALTER TABLE t ALTER COLUMN v TYPE varchar(50);
  END IF;
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'when' AND data_type = 'timestamp without time zone') THEN ALTER TABLE t ADD COLUMN c int; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND data_type IN ('json', 'jsonb')) THEN ALTER TABLE t ADD COLUMN d int; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'n' AND numeric_precision = 10 AND numeric_scale = 2) THEN ALTER TABLE t ADD COLUMN e int; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'tags' AND data_type = 'ARRAY' AND is_nullable = 'YES' AND column_default IS NULL) THEN ALTER TABLE t ADD COLUMN f int; END IF;
END $$;

-- # the place of a column
CREATE TABLE t (a int, b int, c int);
ALTER TABLE t DROP COLUMN a;
DO $$ BEGIN
  IF (SELECT ordinal_position FROM information_schema.columns WHERE table_name = 't' AND column_name = 'b') = 2 THEN ALTER TABLE t ADD COLUMN d int; END IF;
  IF (SELECT max(ordinal_position) FROM information_schema.columns WHERE table_name = 't') = 4 THEN ALTER TABLE t ADD COLUMN e int; END IF;
END $$;

-- # key columns of constraints
CREATE TABLE t (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE o (a int, b int, c int UNIQUE, CONSTRAINT fk FOREIGN KEY (b, a) REFERENCES t (a, b));
DO $$ BEGIN
  IF (SELECT count(*) FROM information_schema.key_column_usage WHERE constraint_name = 'fk') = 2 THEN ALTER TABLE t ADD COLUMN x1 int; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.key_column_usage WHERE table_name = 'o' AND column_name = 'c' AND position_in_unique_constraint IS NULL) THEN ALTER TABLE t ADD COLUMN x2 int; END IF;
  IF (SELECT column_name FROM information_schema.key_column_usage WHERE constraint_name = 'fk' AND ordinal_position = 1) = 'b' THEN ALTER TABLE t ADD COLUMN x3 int; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.key_column_usage WHERE constraint_name = 'fk' AND column_name = 'b' AND position_in_unique_constraint = 1) THEN ALTER TABLE t ADD COLUMN x4 int; END IF;
  IF (SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM information_schema.key_column_usage WHERE constraint_name = 'fk' AND table_name = 'o') = 'b,a' THEN ALTER TABLE t ADD COLUMN x5 int; END IF;
  IF (SELECT array_agg(column_name::text ORDER BY ordinal_position) FROM information_schema.key_column_usage WHERE constraint_name = 't_pkey') = ARRAY['a', 'b'] THEN ALTER TABLE t ADD COLUMN x6 int; END IF;
END $$;

-- # a foreign key by both of its ends, over the information_schema
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, author_id int CONSTRAINT posts_author REFERENCES users (id) ON DELETE CASCADE);
DO $$ BEGIN
  IF NOT EXISTS (
    SELECT 1
    FROM information_schema.table_constraints AS tc
    JOIN information_schema.key_column_usage AS kcu ON tc.constraint_name = kcu.constraint_name AND tc.table_schema = kcu.table_schema
    JOIN information_schema.constraint_column_usage AS ccu ON ccu.constraint_name = tc.constraint_name AND ccu.table_schema = tc.table_schema
    WHERE tc.constraint_type = 'FOREIGN KEY' AND tc.table_name = 'posts' AND kcu.column_name = 'author_id' AND ccu.table_name = 'users' AND ccu.column_name = 'id'
  ) THEN
    ALTER TABLE posts ADD CONSTRAINT again FOREIGN KEY (author_id) REFERENCES users (id);
  END IF;
  IF EXISTS (
    SELECT 1 FROM information_schema.referential_constraints rc
    JOIN information_schema.table_constraints tc ON rc.constraint_name = tc.constraint_name AND rc.constraint_schema = tc.constraint_schema
    WHERE tc.table_name = 'posts' AND rc.delete_rule = 'CASCADE' AND rc.unique_constraint_name = 'users_pkey' AND rc.update_rule = 'NO ACTION' AND rc.match_option = 'NONE'
  ) THEN
    ALTER TABLE users ADD COLUMN a int;
  END IF;
END $$;

-- # unique constraints and indexes
CREATE TABLE t (id int PRIMARY KEY, a int, b int, CONSTRAINT t_a UNIQUE (a));
CREATE UNIQUE INDEX t_b ON t (b);
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE table_name = 't' AND constraint_type = 'UNIQUE' AND constraint_name = 't_b') THEN ALTER TABLE t ADD COLUMN x1 int; END IF;
  IF EXISTS (SELECT 1 FROM pg_indexes WHERE tablename = 't' AND indexname = 't_b') THEN ALTER TABLE t ADD COLUMN x2 int; END IF;
  IF (SELECT count(*) FROM pg_indexes WHERE schemaname = 'public' AND tablename = 't') = 3 THEN ALTER TABLE t ADD COLUMN x3 int; END IF;
  IF EXISTS (SELECT 1 FROM pg_index WHERE indrelid = 't'::regclass AND indexrelid = 't_b'::regclass AND indisunique AND NOT indisprimary AND indisvalid) THEN ALTER TABLE t ADD COLUMN x4 int; END IF;
  IF EXISTS (SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = 't_a' AND i.indpred IS NULL) THEN ALTER TABLE t ADD COLUMN x5 int; END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 't_b' AND contype = 'u') THEN ALTER TABLE t ADD COLUMN x6 int; END IF;
  IF (SELECT array_length(conkey, 1) FROM pg_constraint WHERE conname = 't_a') = 1 THEN
    ALTER TABLE t DROP CONSTRAINT t_a;
    ALTER TABLE t ADD CONSTRAINT t_a UNIQUE (a, b);
  END IF;
END $$;

-- # a primary key that may be missing
CREATE TABLE t (id int);
CREATE TABLE o (x int);
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE table_name = 't' AND constraint_type = 'PRIMARY KEY') THEN
    ALTER TABLE t ADD PRIMARY KEY (id);
  END IF;
  IF EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = 'public.t'::regclass AND i.indisprimary) THEN
    ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES t;
  END IF;
END $$;

-- # enums and their values
CREATE SCHEMA app;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE app.kind AS ENUM ('x');
CREATE TABLE t (m mood);
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN CREATE TYPE mood AS ENUM ('a'); END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typname = 'kind' AND n.nspname = 'public') THEN CREATE TYPE kind AS ENUM ('y'); END IF;
  IF EXISTS (SELECT 1 FROM pg_enum WHERE enumlabel = 'ok' AND enumtypid = 'mood'::regtype) THEN ALTER TABLE t ADD COLUMN a int; END IF;
  IF EXISTS (SELECT 1 FROM pg_enum WHERE enumlabel = 'great' AND enumtypid = (SELECT oid FROM pg_type WHERE typname = 'mood')) THEN ALTER TABLE t ADD COLUMN b int; END IF;
  IF 'ok' = ANY (SELECT enumlabel::text FROM pg_enum WHERE enumtypid = 'public.mood'::regtype) THEN ALTER TABLE t ADD COLUMN c int; END IF;
  IF (SELECT count(*) FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = 'mood') = 2 THEN ALTER TABLE t ADD COLUMN d int; END IF;
  IF 'great' NOT IN (SELECT e.enumlabel FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typname = 'mood') THEN ALTER TABLE t ADD COLUMN e int; END IF;
  IF to_regtype('app.kind') IS NOT NULL AND to_regtype('app.mood') IS NULL THEN ALTER TABLE t ADD COLUMN f int; END IF;
  IF (SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = 'mood'::regtype) = 'sad, ok' THEN ALTER TABLE t ADD COLUMN g int; END IF;
  IF EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood' AND typtype = 'e') THEN ALTER TABLE t ADD COLUMN h int; END IF;
  IF (SELECT enum_range(NULL::mood)) IS NULL THEN NULL; END IF;
END $$;

-- # schemas
CREATE TABLE t (id int);
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'app') THEN CREATE SCHEMA app; END IF;
  IF NOT EXISTS (SELECT schema_name FROM information_schema.schemata WHERE schema_name = 'app') THEN CREATE TABLE app.x (id int); END IF;
  IF to_regnamespace('app') IS NOT NULL THEN CREATE TABLE app.y (id int); END IF;
  IF 'app' = ANY (current_schemas(false)) THEN CREATE TABLE app.z (id int); END IF;
  IF 'public' = ANY (current_schemas(true)) AND current_schema() = 'public' AND current_schema = 'public' THEN ALTER TABLE t ADD COLUMN a int; END IF;
END $$;

-- # views, materialized views and sequences
CREATE TABLE t (id int PRIMARY KEY);
CREATE VIEW v AS SELECT id FROM t;
CREATE MATERIALIZED VIEW m AS SELECT id FROM t;
CREATE SEQUENCE s;
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_views WHERE viewname = 'v') THEN DROP VIEW v; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.views WHERE table_schema = 'public' AND table_name = 'v') THEN DROP TABLE t; END IF;
  IF EXISTS (SELECT 1 FROM pg_matviews WHERE schemaname = 'public' AND matviewname = 'm') THEN DROP MATERIALIZED VIEW m; ELSE DROP TABLE t; END IF;
  IF EXISTS (SELECT 1 FROM pg_sequences WHERE sequencename = 's') AND EXISTS (SELECT 1 FROM information_schema.sequences WHERE sequence_name = 's') THEN DROP SEQUENCE s; END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relkind = 'S' AND relname = 's') THEN CREATE SEQUENCE s2; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_name = 'm') THEN ALTER TABLE t ADD COLUMN a int; END IF;
END $$;

-- # triggers and policies
CREATE TABLE t (id int PRIMARY KEY, updated int);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated := 1; RETURN NEW; END $$;
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 't_touch') THEN
    CREATE TRIGGER t_touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
    ALTER TABLE t ADD COLUMN a int;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 't_touch' AND tgrelid = 't'::regclass AND NOT tgisinternal) THEN ALTER TABLE t ADD COLUMN b int; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.triggers WHERE trigger_name = 't_touch' AND event_object_table = 't') THEN ALTER TABLE t ADD COLUMN c int; END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_policies WHERE tablename = 't' AND policyname = 'own') THEN
    CREATE POLICY own ON t USING (true);
    ALTER TABLE t ADD COLUMN d int;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_policy WHERE polname = 'own' AND polrelid = 't'::regclass) THEN ALTER TABLE t ADD COLUMN e int; END IF;
END $$;
DO $$ BEGIN
  CREATE TRIGGER t_touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
  ALTER TABLE t ADD COLUMN f int;
EXCEPTION WHEN duplicate_object THEN
  ALTER TABLE t ADD COLUMN g int;
END $$;
DO $$ BEGIN
  CREATE POLICY own ON t USING (true);
EXCEPTION WHEN duplicate_object THEN
  ALTER TABLE t ADD COLUMN h int;
END $$;
DROP TRIGGER t_touch ON t;
DROP TRIGGER t_touch ON t;
DROP TRIGGER IF EXISTS t_touch ON nothing;

-- # functions by pg_proc
CREATE TABLE t (id int);
CREATE FUNCTION add_one() RETURNS int LANGUAGE sql AS 'SELECT 1';
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_proc WHERE proname = 'add_one') THEN ALTER TABLE t ADD COLUMN a int; END IF;
  IF EXISTS (SELECT 1 FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' AND p.proname = 'add_two') THEN ALTER TABLE t ADD COLUMN b int; END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_proc WHERE proname = 'set_updated_at') THEN ALTER TABLE t ADD COLUMN c int; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.routines WHERE routine_schema = 'public' AND routine_name = 'add_one') THEN ALTER TABLE t ADD COLUMN d int; END IF;
  IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'plpgsql') AND NOT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'postgis') THEN ALTER TABLE t ADD COLUMN e int; END IF;
END $$;

-- # names that need quotes
CREATE TABLE "User" ("Id" int PRIMARY KEY, "user" int);
CREATE TABLE "user" (id int PRIMARY KEY);
DO $$
DECLARE r record;
BEGIN
  IF to_regclass('"User"') IS NOT NULL AND to_regclass('User') IS NOT NULL AND to_regclass('public."USER"') IS NULL THEN ALTER TABLE "User" ADD COLUMN a int; END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = '"User"'::regclass AND conname = 'User_pkey') THEN ALTER TABLE "User" ADD COLUMN b int; END IF;
  IF '"User"'::regclass::text = '"User"' AND 'user'::regclass::text = '"user"' THEN ALTER TABLE "User" ADD COLUMN c int; END IF;
  FOR r IN SELECT c.oid::regclass AS tab FROM pg_class c WHERE c.relname IN ('User', 'user') AND c.relkind = 'r' ORDER BY c.relname LOOP
    EXECUTE 'ALTER TABLE ' || r.tab || ' ADD COLUMN d int';
  END LOOP;
END $$;

-- # relations whose name is shown with its schema
CREATE SCHEMA app;
CREATE TABLE app.t (id int PRIMARY KEY);
CREATE TABLE o (x int CONSTRAINT fk REFERENCES app.t);
DO $$ BEGIN
  IF (SELECT confrelid::regclass::text FROM pg_constraint WHERE conname = 'fk') = 'app.t' THEN ALTER TABLE o ADD COLUMN a int; END IF;
  IF (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'fk') LIKE 'FOREIGN KEY (x) REFERENCES app.t(id)' THEN ALTER TABLE o ADD COLUMN b int; END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid::regclass::text = 'o' AND contype = 'f') THEN ALTER TABLE o ADD COLUMN c int; END IF;
END $$;

-- # grouping, unions, and queries in FROM
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE a (x int REFERENCES t, y int REFERENCES t);
CREATE TABLE b (x int REFERENCES t);
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT table_name, count(*) AS n FROM information_schema.table_constraints WHERE constraint_type = 'FOREIGN KEY' GROUP BY table_name HAVING count(*) > 1 LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN n%s int', r.table_name, r.n);
  END LOOP;
  IF EXISTS (SELECT 1 FROM pg_class WHERE relname = 'nothing' UNION ALL SELECT 1 FROM pg_class WHERE relname = 'b') THEN ALTER TABLE t ADD COLUMN a int; END IF;
  IF (SELECT count(*) FROM (SELECT DISTINCT table_name FROM information_schema.table_constraints WHERE constraint_type = 'FOREIGN KEY') x) = 2 THEN ALTER TABLE t ADD COLUMN b int; END IF;
  IF EXISTS (WITH keys AS (SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = 'b'::regclass) SELECT 1 FROM keys WHERE conname LIKE 'b\_%') THEN ALTER TABLE t ADD COLUMN c int; END IF;
  IF (SELECT count(*) FILTER (WHERE contype = 'f') FROM pg_constraint WHERE conrelid = 'a'::regclass) = 2 THEN ALTER TABLE t ADD COLUMN d int; END IF;
  IF (SELECT bool_and(convalidated) FROM pg_constraint WHERE contype = 'f' AND confrelid = 't'::regclass) THEN ALTER TABLE t ADD COLUMN e int; END IF;
  FOR r IN SELECT 'a' AS tab UNION SELECT 'b' ORDER BY 1 DESC LIMIT 1 LOOP EXECUTE format('ALTER TABLE %I ADD COLUMN last int', r.tab); END LOOP;
  IF EXISTS (SELECT 1 FROM pg_class c LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f' WHERE c.relname = 't' AND c.relkind = 'r' AND k.oid IS NULL) THEN ALTER TABLE t ADD COLUMN f int; END IF;
END $$;

-- # what is checked, and what may not be NULL
CREATE TABLE t (id int NOT NULL, a int CHECK (a > 0), CONSTRAINT named CHECK (a < id));
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.check_constraints WHERE constraint_name = 'named') THEN ALTER TABLE t ADD COLUMN b int; END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 't_a_check' AND contype = 'c') THEN ALTER TABLE t ADD COLUMN c int; END IF;
  IF (SELECT count(*) FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'c') > 1 THEN ALTER TABLE t ADD COLUMN d int; END IF;
  IF (SELECT count(*) FROM information_schema.table_constraints WHERE table_name = 't' AND constraint_type = 'CHECK' AND constraint_name NOT LIKE '%\_not\_null') = 2 THEN ALTER TABLE t ADD COLUMN e int; END IF;
  IF (SELECT is_nullable FROM information_schema.columns WHERE table_name = 't' AND column_name = 'id') = 'NO' THEN ALTER TABLE t ALTER COLUMN id DROP NOT NULL; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'id' AND is_nullable = 'NO') THEN ALTER TABLE t ADD COLUMN f int; END IF;
END $$;

-- # how many rows a catalog has at least
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL);
DO $$ BEGIN
  IF (SELECT count(*) FROM pg_constraint WHERE conrelid = 't'::regclass) > 0 THEN ALTER TABLE t ADD COLUMN b int; END IF;
  IF (SELECT count(*) FROM pg_constraint WHERE conrelid = 't'::regclass) = 0 THEN ALTER TABLE t ADD COLUMN c int; END IF;
  IF (SELECT count(*) FROM pg_class) >= 1 THEN ALTER TABLE t ADD COLUMN d int; END IF;
  IF (SELECT count(*) FROM pg_constraint WHERE conrelid = 't'::regclass AND contype IN ('p', 'u', 'f', 'c')) BETWEEN 1 AND 3 THEN ALTER TABLE t ADD COLUMN e int; END IF;
END $$;

-- # identity, generated columns and defaults
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, s serial, a int DEFAULT 3, b int GENERATED ALWAYS AS (a * 2) STORED);
DO $$ BEGIN
  IF (SELECT is_identity FROM information_schema.columns WHERE table_name = 't' AND column_name = 'id') = 'YES' THEN ALTER TABLE t ADD COLUMN c int; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 's' AND column_default IS NOT NULL) THEN ALTER TABLE t ALTER COLUMN s DROP DEFAULT; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 's' AND column_default IS NULL) THEN ALTER TABLE t ADD COLUMN d int; END IF;
  IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'id' AND attidentity = 'a') THEN ALTER TABLE t ADD COLUMN e int; END IF;
  IF (SELECT is_generated FROM information_schema.columns WHERE table_name = 't' AND column_name = 'b') = 'ALWAYS' THEN ALTER TABLE t ADD COLUMN f int; END IF;
  IF EXISTS (SELECT 1 FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum WHERE d.adrelid = 't'::regclass AND a.attname = 'a') THEN ALTER TABLE t ADD COLUMN g int; END IF;
  IF (SELECT column_default FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a') = '3' THEN ALTER TABLE t ADD COLUMN h int; END IF;
END $$;

-- # temporary tables
CREATE TABLE t (id int);
CREATE TEMP TABLE x (id int);
DO $$ BEGIN
  IF to_regclass('x') IS NOT NULL THEN ALTER TABLE t ADD COLUMN a int; END IF;
  IF to_regclass('public.x') IS NOT NULL THEN ALTER TABLE t ADD COLUMN b int; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_name = 'x' AND table_type = 'LOCAL TEMPORARY') THEN ALTER TABLE t ADD COLUMN c int; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_name = 'x' AND table_schema = 'public') THEN ALTER TABLE t ADD COLUMN d int; END IF;
END $$;

-- # along the search path
CREATE SCHEMA app;
CREATE TABLE app.t (id int PRIMARY KEY);
CREATE TABLE o (x int);
SET search_path TO app, public;
DO $$ BEGIN
  IF to_regclass('t') IS NOT NULL AND current_schema() = 'app' THEN ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES t; END IF;
  IF 't'::regclass::text = 't' AND 'o'::regclass::text = 'o' THEN ALTER TABLE o ADD COLUMN a int; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'o') THEN ALTER TABLE o ADD COLUMN b int; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = ANY (current_schemas(false)) AND table_name = 'o') THEN ALTER TABLE o ADD COLUMN c int; END IF;
END $$;

-- # names with hyphens, and several names at once
CREATE TABLE "a-b" (id int CONSTRAINT "k-1" PRIMARY KEY, x int CONSTRAINT "k-2" UNIQUE);
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname LIKE 'k-%') THEN ALTER TABLE "a-b" ADD COLUMN a int; END IF;
  IF (SELECT count(*) FROM information_schema.table_constraints WHERE constraint_name IN ('k-1', 'k-2')) = 2 THEN ALTER TABLE "a-b" ADD COLUMN b int; END IF;
  IF (SELECT count(*) FROM pg_constraint WHERE conname IN ('k-1', 'k-2', 'k-1')) = 2 THEN ALTER TABLE "a-b" ADD COLUMN c int; END IF;
  IF 'x-y' ~ '^x-y$' AND 'a/b' ~ 'a/b' THEN ALTER TABLE "a-b" ADD COLUMN d int; END IF;
END $$;
