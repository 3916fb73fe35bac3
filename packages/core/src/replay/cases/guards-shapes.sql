-- # a materialized view that makes room for a table
CREATE TABLE base (id int PRIMARY KEY, n int);
CREATE MATERIALIZED VIEW stats AS SELECT id, n FROM base;
CREATE MATERIALIZED VIEW other AS SELECT id FROM base;
CREATE VIEW live AS SELECT id, n FROM base;
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_class WHERE relname = 'other' AND relkind = 'm') THEN
        IF EXISTS (SELECT 1 FROM pg_class WHERE relname = 'stats' AND relkind = 'm') THEN
            DROP MATERIALIZED VIEW stats;
        END IF;
        DROP VIEW IF EXISTS nothing;
        DROP MATERIALIZED VIEW other;
    END IF;
END $$;
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'stats' AND relkind = 'r') THEN
        CREATE TABLE stats (id int PRIMARY KEY, n int);
    END IF;
END $$;
DO $$
BEGIN
    IF EXISTS(SELECT 1 FROM pg_matviews WHERE schemaname = 'public' AND matviewname = 'live') THEN
        DROP MATERIALIZED VIEW public.live;
    ELSE
        DROP VIEW IF EXISTS public.live;
    END IF;
END $$;

-- # a column that is renamed when only the old one is there
CREATE TABLE logs (id int PRIMARY KEY, metadata jsonb);
DO $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = 'logs' AND column_name = 'metadata'
  ) AND NOT EXISTS (
    SELECT 1 FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = 'logs' AND column_name = 'data'
  ) THEN
    EXECUTE 'ALTER TABLE logs RENAME COLUMN metadata TO data';
  END IF;
END $$;
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_name = 'logs') THEN
    ALTER TABLE logs DROP COLUMN IF EXISTS data CASCADE;
  END IF;
END $$;

-- # values that are added in a block
CREATE TYPE kind AS ENUM ('a');
CREATE TABLE t (k kind);
DO $$ BEGIN
  ALTER TYPE kind ADD VALUE IF NOT EXISTS 'b';
  ALTER TYPE kind ADD VALUE IF NOT EXISTS 'a';
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'other') THEN
    CREATE TYPE "other" AS ENUM ('x');
  END IF;
END
$$;

-- # checks and unique constraints, guarded and handled
CREATE TABLE t (status text, n int);
DO $$ BEGIN
  ALTER TABLE t ADD CONSTRAINT t_status CHECK (t.status IS NULL OR t.status IN ('a', 'b')) NOT VALID;
EXCEPTION WHEN duplicate_object THEN null;
END $$;
DO $$ BEGIN
  ALTER TABLE t ADD CONSTRAINT t_status CHECK (status <> '') NOT VALID;
EXCEPTION WHEN duplicate_object THEN null;
END $$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 't_n_key') THEN
    ALTER TABLE t ADD CONSTRAINT t_n_key UNIQUE (n);
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 't_n_bounds') THEN
    ALTER TABLE t ADD CONSTRAINT t_n_bounds CHECK (n IS NULL OR (n >= 1 AND n <= 10));
  END IF;
END $$;

-- # two foreign keys of one table, each with its guard
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE roles (id int PRIMARY KEY);
CREATE TABLE "UserRole" ("userId" int, "roleId" int);
DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1
        FROM information_schema.table_constraints
        WHERE table_name = 'UserRole'
        AND constraint_name = 'UserRole_userId_fkey'
    ) THEN
        ALTER TABLE "UserRole"
        ADD CONSTRAINT "UserRole_userId_fkey"
        FOREIGN KEY ("userId")
        REFERENCES "users" ("id")
        ON DELETE CASCADE
        ON UPDATE CASCADE;
    END IF;

    IF NOT EXISTS (
        SELECT 1 FROM pg_constraint
        WHERE conname = 'UserRole_roleId_fkey'
    ) THEN
        ALTER TABLE "UserRole"
        ADD CONSTRAINT "UserRole_roleId_fkey"
        FOREIGN KEY ("roleId")
        REFERENCES "roles"("id")
        ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
    END IF;
END $$;

-- # a table that is gone already
CREATE TABLE folder (id text PRIMARY KEY);
CREATE TABLE files (id text PRIMARY KEY, folder_id text);
DO $$
BEGIN
  IF to_regclass('public.old_folder') IS NULL THEN
    RETURN;
  END IF;
  INSERT INTO folder (id) WITH stranded AS (SELECT id FROM old_folder) SELECT id FROM stranded;
  DROP TABLE old_folder;
END $$;
DO $$
BEGIN
  ALTER TABLE files
    ADD CONSTRAINT files_folder_id_fk
    FOREIGN KEY (folder_id) REFERENCES public.folder (id) ON DELETE SET NULL NOT VALID;
EXCEPTION
  WHEN duplicate_object THEN NULL;
END $$;

-- # rows that are moved and counted, and a message
CREATE TABLE t (id int PRIMARY KEY, done boolean);
DO $$
DECLARE
  first_part text[] := ARRAY['apple', 'banana'];
  changed int := 0;
  doublets text;
BEGIN
  UPDATE t SET done = true WHERE done IS NULL;
  GET DIAGNOSTICS changed = ROW_COUNT;
  RAISE NOTICE '% rows', changed;
  SELECT string_agg(id::text, ', ') INTO doublets FROM (SELECT id FROM t GROUP BY id HAVING count(*) > 1) AS d;
  IF doublets IS NOT NULL THEN
    RAISE EXCEPTION 'there are doublets: %', doublets;
  END IF;
  IF EXISTS (SELECT 1 FROM t WHERE done UNION ALL SELECT 1 FROM t WHERE id < 0) THEN
    RAISE EXCEPTION 'done already';
  END IF;
END $$;
ALTER TABLE t ADD COLUMN a int;
