import { check } from '@refint/testkit';
import rule from './volatile-default-rewrite.ts';

check(rule, 'values that differ from row to row', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN key UUID DEFAULT gen_random_uuid();
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding posts.key writes all of posts anew to call gen_random_uuid() for every row, and nobody can read or write posts meanwhile
    -- note: add it without a default, say SET DEFAULT afterwards, which is for new rows only, and fill old rows in batches
    ALTER TABLE posts ADD COLUMN number SERIAL;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding posts.number writes all of posts anew to number every row, and nobody can read or write posts meanwhile
    -- note: add a plain column with its sequence as a default set afterwards, and number old rows in batches
    ALTER TABLE posts ADD COLUMN place INTEGER GENERATED ALWAYS AS IDENTITY;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding posts.place writes all of posts anew to number every row, and nobody can read or write posts meanwhile
    -- note: add a plain column with its sequence as a default set afterwards, and number old rows in batches
    ALTER TABLE posts ADD COLUMN twice INTEGER GENERATED ALWAYS AS (id * 2) STORED;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding posts.twice writes all of posts anew to compute the column for every row, and nobody can read or write posts meanwhile
    -- note: keep it in a plain column that is filled in batches and by a trigger, or compute it in a view
  `,
});

check(rule, 'a domain with a check', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    CREATE DOMAIN stars AS INTEGER CHECK (VALUE < 6);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN stars stars;
    --                ^^^^^^^^^^^^^^^^^^^^^^ warning: adding posts.stars writes all of posts anew to check the domain for every row, and nobody can read or write posts meanwhile
    -- note: add it with the type that the domain stands for, and a CHECK that is NOT VALID at first
  `,
});

check(rule, 'one value for all rows', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN at TIMESTAMPTZ NOT NULL DEFAULT now();
    ALTER TABLE posts ADD COLUMN state TEXT NOT NULL DEFAULT 'new';
    ALTER TABLE posts ADD COLUMN tags TEXT[] DEFAULT ARRAY[]::TEXT[];
  `,
});

check(rule, 'a function of the project, of which nothing is known', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    CREATE FUNCTION new_key() RETURNS TEXT LANGUAGE sql AS 'SELECT md5(random()::text)';
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN key TEXT DEFAULT new_key();
  `,
});

check(rule, 'a default that comes later is for new rows', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN key UUID;
    ALTER TABLE posts ALTER COLUMN key SET DEFAULT gen_random_uuid();
  `,
});

check(rule, 'in a new table', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD COLUMN key UUID DEFAULT gen_random_uuid();
  `,
});
