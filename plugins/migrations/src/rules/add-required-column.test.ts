import { check } from '@refint/testkit';
import rule from './add-required-column.ts';

check(rule, 'a required column without a value', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN slug TEXT NOT NULL, ADD COLUMN note TEXT NOT NULL DEFAULT NULL;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding posts.slug as NOT NULL without a default fails as soon as posts has a row
    -- note: give it a constant default, which writes no row; or add it as nullable, fill it in batches, and require it later
    --                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding posts.note as NOT NULL without a default fails as soon as posts has a row
    -- note: give it a constant default, which writes no row; or add it as nullable, fill it in batches, and require it later
  `,
});

check(rule, 'with a value', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN slug TEXT NOT NULL DEFAULT '';
    ALTER TABLE posts ADD COLUMN number SERIAL NOT NULL;
    ALTER TABLE posts ADD COLUMN note TEXT;
  `,
});

check(rule, 'in a table that was emptied before', {
  'migrations/1/migration.sql': `
    CREATE TABLE posts (id INTEGER PRIMARY KEY);
    CREATE TABLE likes (id INTEGER PRIMARY KEY);
  `,
  'migrations/2/migration.sql': `
    DELETE FROM posts;
    TRUNCATE TABLE likes CASCADE;
    ALTER TABLE posts ADD COLUMN slug TEXT NOT NULL;
    ALTER TABLE likes ADD COLUMN at TIMESTAMP NOT NULL;
  `,
});

check(rule, 'in a table that was emptied and filled again, or not as a whole', {
  'migrations/1/migration.sql': `
    CREATE TABLE posts (id INTEGER PRIMARY KEY);
    CREATE TABLE likes (id INTEGER PRIMARY KEY);
  `,
  'migrations/2/migration.sql': `
    DELETE FROM posts WHERE id > 1;
    ALTER TABLE posts ADD COLUMN slug TEXT NOT NULL;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding posts.slug as NOT NULL without a default fails as soon as posts has a row
    -- note: give it a constant default, which writes no row; or add it as nullable, fill it in batches, and require it later
    TRUNCATE likes;
    INSERT INTO likes VALUES (1);
    ALTER TABLE likes ADD COLUMN at TIMESTAMP NOT NULL;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding likes.at as NOT NULL without a default fails as soon as likes has a row
    -- note: give it a constant default, which writes no row; or add it as nullable, fill it in batches, and require it later
  `,
});

check(rule, 'in a new table', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD COLUMN slug TEXT NOT NULL;
  `,
});
