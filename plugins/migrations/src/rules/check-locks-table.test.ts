import { check, checkFix } from '@refint/testkit';
import rule from './check-locks-table.ts';

check(rule, 'a check of a table in use', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT titled CHECK (title <> '');
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding this CHECK reads all of posts, and nobody can read or write posts meanwhile
    -- note: add it NOT VALID, which reads no row; then say in a later migration, which stops nobody: ALTER TABLE posts VALIDATE CONSTRAINT titled
  `,
});

check(rule, 'the same, NOT VALID', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT titled CHECK (title <> '') NOT VALID;
  `,
});

check(rule, 'a check in a new column', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN stars INTEGER CHECK (stars < 6);
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding this CHECK reads all of posts, and nobody can read or write posts meanwhile
    -- note: add it as a constraint of its own NOT VALID, which reads no row; then say in a later migration, which stops nobody: ALTER TABLE posts VALIDATE CONSTRAINT posts_stars_check
  `,
});

check(rule, 'a check of a new table', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    CREATE TABLE likes (stars INTEGER);
    ALTER TABLE likes ADD CHECK (stars < 6);
  `,
});

checkFix(
  rule,
  'a check by NOT VALID',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
    'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT titled CHECK (title <> '');
  `,
  },
  {
    'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT titled CHECK (title <> '') NOT VALID;
  `,
  },
);
