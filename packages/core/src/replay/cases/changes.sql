-- # renames reach everything that says the name
CREATE TABLE users (id int PRIMARY KEY, email text, CONSTRAINT uq UNIQUE (email), CHECK (email <> ''));
CREATE TABLE posts (id int PRIMARY KEY, author int REFERENCES users, mail text REFERENCES users (email));
CREATE INDEX by_author ON posts (author) INCLUDE (mail) WHERE author > 0;
CREATE INDEX by_lower ON users (lower(email), id);
ALTER TABLE users RENAME COLUMN email TO "eMail";
ALTER TABLE users RENAME COLUMN id TO uid;
ALTER TABLE posts RENAME COLUMN author TO author_id;
ALTER TABLE users RENAME TO people;
ALTER TABLE posts RENAME CONSTRAINT posts_author_fkey TO fk;
ALTER TABLE people RENAME CONSTRAINT uq TO uq2;
ALTER INDEX people_pkey RENAME TO pk;
ALTER INDEX users_pkey RENAME TO pk;
ALTER INDEX by_author RENAME TO by_author_id;

-- # what goes with a column
CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b int CHECK (b > 0), c int, d int, CHECK (c > d), UNIQUE (c, d));
CREATE INDEX ON t (d, c);
CREATE INDEX ON t (id) INCLUDE (c);
CREATE INDEX ON t (id) WHERE c > 0;
CREATE INDEX ON t ((c + 1));
CREATE INDEX ON t (d);
CREATE TABLE o (x int REFERENCES t (a), y int, FOREIGN KEY (y) REFERENCES t);
ALTER TABLE t DROP COLUMN c;
ALTER TABLE o DROP COLUMN y;
ALTER TABLE t DROP COLUMN a CASCADE;
ALTER TABLE t DROP COLUMN id, DROP COLUMN IF EXISTS nothing;

-- # dropping tables
CREATE TABLE a (id int PRIMARY KEY, self int REFERENCES a);
CREATE TABLE b (id int PRIMARY KEY REFERENCES a);
CREATE TABLE c (id int PRIMARY KEY REFERENCES b, a int REFERENCES a);
DROP TABLE a, b;
DROP TABLE b CASCADE;
DROP TABLE a, c;
DROP TABLE IF EXISTS a;

-- # actions of ALTER TABLE happen in an order of their own
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE TABLE o (x int CONSTRAINT fk REFERENCES t);
ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES t ON DELETE CASCADE, DROP CONSTRAINT fk;
ALTER TABLE o ADD FOREIGN KEY (y) REFERENCES t, ADD COLUMN y int;
ALTER TABLE t ADD CONSTRAINT self FOREIGN KEY (a) REFERENCES t (b), ADD UNIQUE (b), ADD COLUMN b int;
ALTER TABLE t ALTER COLUMN a SET NOT NULL, DROP COLUMN a, ADD COLUMN a text;

-- # swapping a table
CREATE TABLE t (id int NOT NULL, name text, CONSTRAINT t_pkey PRIMARY KEY (id));
CREATE TABLE o (t_id int REFERENCES t);
CREATE TABLE new_t (id int NOT NULL, name varchar(20), CONSTRAINT new_t_pkey PRIMARY KEY (id));
DROP TABLE t CASCADE;
ALTER TABLE new_t RENAME TO t;
ALTER INDEX new_t_pkey RENAME TO t_pkey;
ALTER TABLE o ADD FOREIGN KEY (t_id) REFERENCES t;

-- # swapping an enum
CREATE TYPE "Role" AS ENUM ('A', 'B');
CREATE TABLE t (id int PRIMARY KEY, role "Role" NOT NULL DEFAULT 'A', roles "Role"[]);
BEGIN;
CREATE TYPE "Role_new" AS ENUM ('A', 'C');
ALTER TABLE t ALTER COLUMN role DROP DEFAULT;
ALTER TABLE t ALTER COLUMN role TYPE "Role_new" USING (role::text::"Role_new");
ALTER TABLE t ALTER COLUMN roles TYPE "Role_new"[] USING (roles::text::"Role_new"[]);
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
ALTER TABLE t ALTER COLUMN role SET DEFAULT 'A';
COMMIT;

-- # keys on indexes
CREATE TABLE t (id int, a int);
CREATE UNIQUE INDEX i ON t (id);
CREATE UNIQUE INDEX j ON t (a);
ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY USING INDEX i;
ALTER TABLE t ADD UNIQUE USING INDEX j;
ALTER TABLE t DROP CONSTRAINT pk;

-- # types of columns
CREATE TABLE t (a int2, b decimal(10, 2), c varchar(5), d char, e timestamp(3), f timestamptz, g float, h real[], i bit varying(3), j time with time zone, k "char", l name, m jsonb, n uuid[]);
ALTER TABLE t ALTER COLUMN a TYPE bigint, ALTER COLUMN c TYPE text, ALTER b SET DEFAULT 1;
ALTER TABLE t ALTER COLUMN b DROP DEFAULT, ALTER COLUMN m SET DEFAULT '{}';
ALTER TABLE t ADD COLUMN o int GENERATED ALWAYS AS (a * 2) STORED;
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
ALTER TABLE t ADD COLUMN p positive;

-- # schemas and the search path
CREATE SCHEMA app;
CREATE TYPE app.kind AS ENUM ('x');
SET search_path TO app, public;
CREATE TABLE t (id int PRIMARY KEY, k kind);
CREATE TABLE public.t (id int PRIMARY KEY);
CREATE TABLE o (t_id int REFERENCES t, p_id int REFERENCES public.t);
SET search_path TO public;
ALTER TABLE t ADD COLUMN app_id int REFERENCES app.t;
ALTER TABLE app.o SET SCHEMA public;
ALTER TYPE app.kind SET SCHEMA public;
ALTER SCHEMA app RENAME TO app2;
CREATE TABLE app2.z (k kind);
DROP SCHEMA app2 CASCADE;

-- # a search path for one transaction
CREATE SCHEMA app;
BEGIN;
SET LOCAL search_path TO app;
CREATE TABLE inside (id int);
COMMIT;
CREATE TABLE outside (id int);
SELECT set_config('search_path', 'app', false);
CREATE TABLE again (id int);

-- # transactions that are rolled back
CREATE TABLE t (id int PRIMARY KEY);
BEGIN;
CREATE TABLE u (id int REFERENCES t);
ALTER TABLE t ADD COLUMN a int;
ROLLBACK;
BEGIN;
ALTER TABLE t ADD COLUMN b int;
SAVEPOINT s;
ALTER TABLE t ADD COLUMN c int;
ROLLBACK TO SAVEPOINT s;
ALTER TABLE t ADD COLUMN d int;
COMMIT;

-- # tables made after others
CREATE TABLE t (id serial PRIMARY KEY, a int NOT NULL DEFAULT 3 CHECK (a > 0), b int UNIQUE, c int GENERATED ALWAYS AS (a + 1) STORED);
CREATE INDEX named ON t (a, b);
CREATE INDEX lowered ON t ((a + 1)) WHERE b > 0;
CREATE TABLE plain (LIKE t);
CREATE TABLE everything (LIKE t INCLUDING ALL);
CREATE TABLE partly (LIKE t INCLUDING DEFAULTS INCLUDING CONSTRAINTS, more text);
CREATE TABLE heir (extra int) INHERITS (t);
CREATE TABLE same (a int, extra int) INHERITS (t);

-- # partitions
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE log (id int NOT NULL, at date NOT NULL, user_id int REFERENCES users, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX ON log (user_id);
CREATE TABLE log_2024 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

-- # temporary tables are not part of it
CREATE TABLE t (id int PRIMARY KEY);
CREATE TEMP TABLE t2 (id int REFERENCES nowhere);
CREATE TEMPORARY TABLE t (id int PRIMARY KEY, a int);
ALTER TABLE t ADD COLUMN b int;
DROP TABLE t;
ALTER TABLE t ADD COLUMN c int;

-- # constraints that are validated later
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int, y int);
ALTER TABLE o ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES t NOT VALID, ADD CONSTRAINT c CHECK (y > 0) NOT VALID;
ALTER TABLE o ADD CONSTRAINT fk2 FOREIGN KEY (y) REFERENCES t NOT VALID;
ALTER TABLE o VALIDATE CONSTRAINT fk;
ALTER TABLE o VALIDATE CONSTRAINT c;
ALTER TABLE o ALTER CONSTRAINT fk DEFERRABLE INITIALLY DEFERRED;

-- # actions and the rest of a foreign key
CREATE TABLE t (id int PRIMARY KEY, a int, b int, UNIQUE (a, b));
CREATE TABLE o (x int REFERENCES t ON DELETE SET NULL ON UPDATE CASCADE, y int, z int,
  FOREIGN KEY (y, z) REFERENCES t (a, b) ON DELETE SET NULL (z) DEFERRABLE,
  CONSTRAINT r FOREIGN KEY (y) REFERENCES t ON DELETE RESTRICT ON UPDATE SET DEFAULT);

-- # views and sequences hold names
CREATE TABLE t (id int);
CREATE VIEW v AS SELECT id FROM t;
CREATE MATERIALIZED VIEW m AS SELECT id FROM t;
CREATE UNIQUE INDEX mi ON m (id);
CREATE SEQUENCE q OWNED BY t.id;
ALTER VIEW v RENAME TO w;
ALTER SEQUENCE q RENAME TO r;
CREATE OR REPLACE VIEW w AS SELECT id FROM t;
DROP MATERIALIZED VIEW m;
CREATE TABLE mi (id int);

-- # NOT VALID means nothing in a table that is new
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE o (x int, y int, FOREIGN KEY (x) REFERENCES t NOT VALID, CHECK (y > 0) NOT VALID);

-- # a constant of an enum is called as the enum calls it now
CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s');
CREATE TYPE other AS ENUM ('sad');
CREATE TABLE t (
  a mood DEFAULT 'sad' CHECK (a <> 'sad'),
  b mood DEFAULT 'sad'::mood NOT NULL,
  c text DEFAULT 'sad',
  d other DEFAULT 'sad' CHECK (d = 'sad' OR b = 'sad'),
  e mood[] DEFAULT ARRAY['sad', 'ok']::mood[],
  CONSTRAINT listed CHECK (a IN ('sad', 'ok') AND c <> 'sad')
);
CREATE INDEX i ON t (c) WHERE b = 'sad' AND c = 'sad';
CREATE TABLE heir () INHERITS (t);
ALTER TYPE mood RENAME VALUE 'sad' TO 'not so ''ok''';
ALTER TYPE mood RENAME VALUE 'it''s' TO 'it';
ALTER TABLE t ALTER COLUMN b SET DEFAULT 'it';
ALTER TYPE mood RENAME VALUE 'it' TO 'sad';
ALTER TYPE mood RENAME TO feeling;
ALTER TYPE feeling RENAME VALUE 'sad' TO 'low';

-- # an expression knows a renamed column, however it was written
CREATE TABLE t (
  a_name_that_goes_on_and_on_until_it_is_longer_than_what_is_kept_of_it int CHECK (a_name_that_goes_on_and_on_until_it_is_longer_than_what_is_kept_of_it > 0),
  "Größe" int CHECK ("Größe" > 0),
  length text CHECK (length(length) < 100),
  text int CHECK (text::text <> 'text'),
  day date DEFAULT '2024-02-29',
  CONSTRAINT own CHECK (t.text > 0)
);
CREATE INDEX i ON t ((A_name_that_goes_on_and_on_until_it_is_longer_than_what_is_kept_of_it + 1));
ALTER TABLE t RENAME a_name_that_goes_on_and_on_until_it_is_longer_than_what_is_kept TO short;
ALTER TABLE t RENAME "Größe" TO size;
ALTER TABLE t RENAME length TO words;
ALTER TABLE t RENAME text TO "Text";
CREATE TABLE log (list int, range int) PARTITION BY LIST (list);
ALTER TABLE log RENAME list TO part;
CREATE TABLE log_2 (list int, range int) PARTITION BY RANGE (range, (list + 1));
ALTER TABLE log_2 RENAME range TO part;
ALTER TABLE log_2 RENAME list TO "List";

-- # an expression uses the columns that it names, and not its types and functions
CREATE TABLE t (id int, a timestamp, time timestamp, zone int, lower text, date date, precision int);
ALTER TABLE t ADD CONSTRAINT one CHECK (a::timestamp without time zone > now()::timestamp with time zone);
ALTER TABLE t ADD CONSTRAINT two CHECK (lower('A') = 'a' AND id::double precision > 0 AND a > date '2020-01-01');
ALTER TABLE t ADD COLUMN made int GENERATED ALWAYS AS (zone + 1) STORED;
ALTER TABLE t ALTER COLUMN made SET EXPRESSION AS (id + 1);
ALTER TABLE t DROP COLUMN id;
ALTER TABLE t DROP COLUMN zone, DROP COLUMN lower, DROP COLUMN date, DROP COLUMN time;
ALTER TABLE t RENAME id TO number;
ALTER TABLE t DROP COLUMN number CASCADE;
CREATE TABLE log (A_name_that_goes_on_and_on_until_it_is_longer_than_what_is_kept_of_it int) PARTITION BY LIST (a_name_that_goes_on_and_on_until_it_is_longer_than_what_is_kept_of_it);
ALTER TABLE log DROP COLUMN a_name_that_goes_on_and_on_until_it_is_longer_than_what_is_kept;
