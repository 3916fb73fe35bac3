import { check } from '@refint/testkit';
import rule from './column-type-rewrite.ts';

check(rule, 'types that are kept in another way', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ALTER COLUMN author_id TYPE BIGINT, ALTER COLUMN title TYPE VARCHAR(20);
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: changing posts.author_id from integer to bigint writes all of posts anew, and nobody can read or write posts meanwhile
    -- note: add a column of the new type, fill it in batches, keep both the same with a trigger, and swap them later
    --                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: changing posts.title from character varying(40) to character varying(20) writes all of posts anew, and nobody can read or write posts meanwhile
    -- note: add a column of the new type, fill it in batches, keep both the same with a trigger, and swap them later
  `,
});

check(rule, 'types that keep the rows as they are', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ALTER COLUMN title TYPE VARCHAR(80);
    ALTER TABLE posts ALTER COLUMN title TYPE TEXT USING title::TEXT;
    ALTER TABLE posts ALTER COLUMN title TYPE VARCHAR;
  `,
});

check(rule, 'the same type, computed anew', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ALTER COLUMN title TYPE VARCHAR(40) USING upper(title);
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: computing posts.title anew writes all of posts, and nobody can read or write posts meanwhile
    -- note: add a column of the new type, fill it in batches, keep both the same with a trigger, and swap them later
  `,
});

check(rule, 'a check over the column is made again', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CHECK (title <> '');
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ALTER COLUMN title TYPE TEXT;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: changing posts.title from character varying(40) to text checks all of posts again for a CHECK or an index over it, and nobody can read or write posts meanwhile
  `,
});

check(rule, 'a column that others reference', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE users ALTER COLUMN id TYPE BIGINT;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: changing users.id from integer to bigint writes all of users anew, and nobody can read or write users or posts meanwhile
    -- note: add a column of the new type, fill it in batches, keep both the same with a trigger, and swap them later
  `,
});

check(rule, 'in a new table', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ALTER COLUMN author_id TYPE BIGINT;
  `,
});
