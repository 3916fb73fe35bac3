import { check } from '@refint/testkit';
import rule from './missing-lock-timeout.ts';

check(rule, 'a lock on a table in use', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN slug TEXT;
    --                ^^^^^^^^^^^^^^^^^^^^ hint: this waits for ACCESS EXCLUSIVE on posts as long as it takes, and whoever comes after it waits too
    -- note: say SET lock_timeout = '5s' before it, and run the migration again when it gives up
    ALTER TABLE users ADD COLUMN name TEXT;
  `,
});

check(rule, 'with a limit', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    SET lock_timeout = '5s';
    ALTER TABLE posts ADD COLUMN slug TEXT;
  `,
});

check(rule, 'with a limit for the transaction', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    SET LOCAL lock_timeout TO 5000;
    ALTER TABLE posts ADD COLUMN slug TEXT;
  `,
});

check(rule, 'with a limit that comes too late', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN slug TEXT;
    --                ^^^^^^^^^^^^^^^^^^^^ hint: this waits for ACCESS EXCLUSIVE on posts as long as it takes, and whoever comes after it waits too
    -- note: say SET lock_timeout = '5s' before it, and run the migration again when it gives up
    SET lock_timeout = '5s';
  `,
});

check(rule, 'a lock that stops nobody', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    CREATE INDEX CONCURRENTLY titles ON posts (title);
  `,
});

check(rule, 'a new table', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    CREATE TABLE likes (id INTEGER);
    ALTER TABLE likes ADD COLUMN user_id INTEGER;
  `,
});

const limited = (marks: string): Record<string, string> => ({
  'migrations/1/migration.sql': 'CREATE TABLE posts (id INTEGER PRIMARY KEY);',
  'migrations/2/migration.sql': `
    SET statement_timeout = '5s';
    ALTER TABLE posts ADD COLUMN slug TEXT;${marks}
  `,
});

check(rule, 'with a limit for whole statements', limited(''));

check(
  rule,
  'with a limit for whole statements, where that is not enough',
  limited(`
    --                ^^^^^^^^^^^^^^^^^^^^ hint: this waits for ACCESS EXCLUSIVE on posts as long as it takes, and whoever comes after it waits too
    -- note: say SET lock_timeout = '5s' before it, and run the migration again when it gives up`),
  { options: { statementTimeout: false } },
);
