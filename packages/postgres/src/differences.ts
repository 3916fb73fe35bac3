/** Statements about which the versions of PostgreSQL disagree, by the name that docs/postgresql.md gives them. */
export const differences: Readonly<Record<string, readonly string[]>> = {
  'NOT VALID foreign key on a partitioned table': [
    'CREATE TABLE t (id int PRIMARY KEY)',
    'CREATE TABLE p (id int, x int) PARTITION BY LIST (id)',
    'ALTER TABLE p ADD FOREIGN KEY (x) REFERENCES t NOT VALID',
  ],
  'value added to an enum and used in one transaction': [
    `CREATE TYPE mood AS ENUM ('sad')`,
    'BEGIN',
    `ALTER TYPE mood ADD VALUE 'ok'`,
    `CREATE TABLE t (m mood DEFAULT 'ok')`,
  ],
  'the same, the enum made in that transaction': [
    'BEGIN',
    `CREATE TYPE mood AS ENUM ('sad')`,
    `ALTER TYPE mood ADD VALUE 'ok'`,
    `CREATE TABLE t (m mood DEFAULT 'ok')`,
  ],
  'foreign key between columns of a domain over an enum': [
    `CREATE TYPE mood AS ENUM ('sad')`,
    'CREATE DOMAIN glad AS mood',
    'CREATE TABLE t (m glad PRIMARY KEY)',
    'CREATE TABLE o (m glad REFERENCES t)',
  ],
  'foreign key that keeps an enum as text': [
    `CREATE TYPE mood AS ENUM ('sad')`,
    'CREATE TABLE t (m mood PRIMARY KEY)',
    'CREATE TABLE o (m text REFERENCES t)',
  ],
  'UNIQUE NULLS NOT DISTINCT': ['CREATE TABLE t (a int UNIQUE NULLS NOT DISTINCT)'],
  'ON DELETE SET NULL (columns)': [
    'CREATE TABLE t (a int, b int, PRIMARY KEY (a, b))',
    'CREATE TABLE o (a int, b int, FOREIGN KEY (a, b) REFERENCES t ON DELETE SET NULL (b))',
  ],
  'NOT NULL as a constraint with a name': [
    'CREATE TABLE t (a int CONSTRAINT needed NOT NULL)',
    'ALTER TABLE t DROP CONSTRAINT needed',
  ],
  'dropping NOT NULL that a table above asks for': [
    'CREATE TABLE a (id int NOT NULL)',
    'CREATE TABLE b () INHERITS (a)',
    'ALTER TABLE b ALTER COLUMN id DROP NOT NULL',
  ],
  'identity column in a table that is attached': [
    'CREATE TABLE p (id int NOT NULL) PARTITION BY LIST (id)',
    'CREATE TABLE one (id int GENERATED ALWAYS AS IDENTITY)',
    'ALTER TABLE p ATTACH PARTITION one FOR VALUES IN (1)',
  ],
  'identity column of a partitioned table': [
    'CREATE TABLE p (id int GENERATED ALWAYS AS IDENTITY, k int) PARTITION BY LIST (k)',
    'CREATE TABLE one PARTITION OF p FOR VALUES IN (1)',
    `DO $$ BEGIN ASSERT (SELECT attidentity = 'a' FROM pg_attribute WHERE attrelid = 'one'::regclass AND attname = 'id'); END $$`,
  ],
  'another expression for a generated column': [
    'CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED)',
    'ALTER TABLE t ALTER COLUMN b SET EXPRESSION AS (a + 2)',
  ],
  'virtual generated column': ['CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL)'],
  'index on a virtual generated column': [
    'CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL)',
    'CREATE INDEX ON t (b)',
  ],
  'foreign key NOT ENFORCED': [
    'CREATE TABLE t (id int PRIMARY KEY)',
    'CREATE TABLE o (x int REFERENCES t NOT ENFORCED)',
  ],
  'PRIMARY KEY … WITHOUT OVERLAPS and PERIOD': [
    'CREATE TABLE t (id int4range, at daterange, PRIMARY KEY (id, at WITHOUT OVERLAPS))',
    'CREATE TABLE o (id int4range, at daterange, FOREIGN KEY (id, PERIOD at) REFERENCES t (id, PERIOD at))',
  ],
};
