-- # a catalog column compared with a longer name that is written
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int, CONSTRAINT a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it_x FOREIGN KEY (x) REFERENCES t);
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it_x') THEN
    ALTER TABLE o ADD COLUMN a int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE 'a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it_y' = conname) THEN
    ALTER TABLE o ADD COLUMN b int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname IN ('x', 'a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it_x')) THEN
    ALTER TABLE o ADD COLUMN c int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname <> 'a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it_x' AND conrelid = 'o'::regclass) THEN
    ALTER TABLE o ADD COLUMN d int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname::text = 'a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it_x') THEN
    ALTER TABLE o ADD COLUMN f int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it_x'::text) THEN
    ALTER TABLE o ADD COLUMN g int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = ANY (ARRAY['a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it_x'])) THEN
    ALTER TABLE o ADD COLUMN h int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = lower('a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it_x')) THEN
    ALTER TABLE o ADD COLUMN j int;
  END IF;
END $$;

-- # the views of information_schema
CREATE TABLE t_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it (id int PRIMARY KEY, c_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it int);
ALTER TABLE t_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it ADD CONSTRAINT a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it_x UNIQUE (c_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it);
CREATE TABLE o (x int);
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE constraint_name = 'a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it_x' AND table_name = 't_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it') THEN
    ALTER TABLE o ADD COLUMN a int;
  END IF;
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it' AND column_name = 'c_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it') THEN
    ALTER TABLE o ADD COLUMN b int;
  END IF;
  IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = 'public' AND table_name IN ('t_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it')) THEN
    ALTER TABLE o ADD COLUMN c int;
  END IF;
END $$;

-- # names that are variables, and names in strings
CREATE TABLE t_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it (id int PRIMARY KEY);
CREATE INDEX i_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it ON t_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it (id);
CREATE TABLE o (x int);
DO $$
DECLARE
  wanted text := 'i_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it';
  short name := 'i_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it';
BEGIN
  IF EXISTS (SELECT 1 FROM pg_class WHERE relname = wanted) THEN
    ALTER TABLE o ADD COLUMN a int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_class WHERE relname = short) THEN
    ALTER TABLE o ADD COLUMN b int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_class WHERE relname = wanted::name) THEN
    ALTER TABLE o ADD COLUMN c int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'i_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it') THEN
    ALTER TABLE o ADD COLUMN d int;
  END IF;
  IF to_regclass('t_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it') IS NOT NULL THEN
    ALTER TABLE o ADD COLUMN e int;
  END IF;
  IF to_regclass('public."i_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it"') IS NOT NULL THEN
    ALTER TABLE o ADD COLUMN f int;
  END IF;
  EXECUTE format('ALTER TABLE %I ADD COLUMN g int', 't_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it');
  EXECUTE 'ALTER TABLE t_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it ADD COLUMN h int';
  IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 't_a_name_that_is_written_with_more_letters_than_postgresql_keeps_of_it'::regclass AND attname = 'h') THEN
    ALTER TABLE o ADD COLUMN i int;
  END IF;
END $$;
