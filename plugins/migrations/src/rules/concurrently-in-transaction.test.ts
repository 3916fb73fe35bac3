import { check } from '@refint/testkit';
import rule from './concurrently-in-transaction.ts';

check(rule, 'an index with company', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    SET lock_timeout = 1000;
    CREATE INDEX CONCURRENTLY titles ON posts (title);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: CREATE INDEX CONCURRENTLY cannot run here: Prisma runs a file of several statements as one transaction, and 2 others are in this one
    -- note: put it into a migration of its own, with no other statement, not even a SET
    DROP INDEX CONCURRENTLY IF EXISTS old;
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: DROP INDEX CONCURRENTLY cannot run here: Prisma runs a file of several statements as one transaction, and 2 others are in this one
    -- note: put it into a migration of its own, with no other statement, not even a SET
  `,
});

check(rule, 'an index alone', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    CREATE INDEX CONCURRENTLY titles ON posts (title);
  `,
});

check(
  rule,
  'with psql',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
    'migrations/2/migration.sql': `
    SET lock_timeout = 1000;
    CREATE INDEX CONCURRENTLY titles ON posts (title);
  `,
  },
  { runner: 'psql' },
);

check(
  rule,
  'with psql in a block',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
    'migrations/2/migration.sql': `
    BEGIN;
    CREATE INDEX CONCURRENTLY titles ON posts (title);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: CREATE INDEX CONCURRENTLY cannot run here: it stands between BEGIN and COMMIT
    -- note: put it before BEGIN or after COMMIT
    COMMIT;
  `,
  },
  { runner: 'psql' },
);

check(
  rule,
  'with drizzle',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
    'migrations/2/migration.sql': `
    CREATE INDEX CONCURRENTLY titles ON posts (title);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: CREATE INDEX CONCURRENTLY cannot run here: drizzle runs all migrations in one transaction
    -- note: run it by hand before, and say IF NOT EXISTS here without CONCURRENTLY
  `,
  },
  { runner: 'drizzle' },
);

check(rule, 'REINDEX', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    SELECT 1;
    REINDEX INDEX CONCURRENTLY posts_pkey;
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: REINDEX CONCURRENTLY cannot run here: Prisma runs a file of several statements as one transaction, and 1 other is in this one
    -- note: put it into a migration of its own, with no other statement, not even a SET
  `,
});
