import { check } from '@refint/testkit';
import rule from './set-not-null-scan.ts';

check(rule, 'SET NOT NULL in a table in use', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ALTER COLUMN title SET NOT NULL;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: making posts.title NOT NULL reads all of posts, and nobody can read or write posts meanwhile
    -- note: first ALTER TABLE posts ADD CONSTRAINT … CHECK (title IS NOT NULL) NOT VALID, then VALIDATE it in a later migration: SET NOT NULL after that reads nothing, and the CHECK can go
  `,
});

check(rule, 'where a CHECK has proven it', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT titled CHECK (title IS NOT NULL);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ALTER COLUMN title SET NOT NULL;
  `,
});

check(rule, 'where a CHECK was never validated', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT titled CHECK (title IS NOT NULL) NOT VALID;
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ALTER COLUMN title SET NOT NULL;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: making posts.title NOT NULL reads all of posts, and nobody can read or write posts meanwhile
    -- note: first ALTER TABLE posts ADD CONSTRAINT … CHECK (title IS NOT NULL) NOT VALID, then VALIDATE it in a later migration: SET NOT NULL after that reads nothing, and the CHECK can go
  `,
});

check(rule, 'of a column that is required already', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ALTER COLUMN id SET NOT NULL;
  `,
});

check(rule, 'DROP NOT NULL', {
  'migrations/1/migration.sql': `
    CREATE TABLE posts (id INTEGER NOT NULL);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ALTER COLUMN id DROP NOT NULL;
  `,
});

check(rule, 'in a new table', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ALTER COLUMN title SET NOT NULL;
  `,
});
