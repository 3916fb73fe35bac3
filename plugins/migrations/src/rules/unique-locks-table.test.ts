import { check } from '@refint/testkit';
import rule from './unique-locks-table.ts';

check(rule, 'a unique constraint of a table in use', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT titles UNIQUE (title, author_id);
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding this unique constraint builds an index over all of posts, and nobody can read or write posts meanwhile
    -- note: build it in a migration of its own (CREATE UNIQUE INDEX CONCURRENTLY … ON posts (title, author_id)), and then say ADD CONSTRAINT … UNIQUE USING INDEX
  `,
});

check(rule, 'in a new column', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN slug TEXT UNIQUE;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding this unique constraint builds an index over all of posts, and nobody can read or write posts meanwhile
    -- note: build it in a migration of its own (CREATE UNIQUE INDEX CONCURRENTLY … ON posts (slug)), and then say ADD CONSTRAINT … UNIQUE USING INDEX
  `,
});

check(rule, 'with an index that is there', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    CREATE UNIQUE INDEX titles ON posts (title);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT titles UNIQUE USING INDEX titles;
  `,
});

check(rule, 'of a new table', {
  'migrations/1/migration.sql': `
    CREATE TABLE posts (title TEXT);
    ALTER TABLE posts ADD UNIQUE (title);
  `,
});
