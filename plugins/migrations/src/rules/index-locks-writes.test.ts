import { check, checkFix } from '@refint/testkit';
import rule from './index-locks-writes.ts';

check(rule, 'an index of a table in use', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    CREATE INDEX titles ON posts (title);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: building this index reads all of posts, and nobody can write to posts meanwhile
    -- note: say CREATE INDEX CONCURRENTLY, alone in a migration of its own: Prisma runs a file with more in it as one transaction
  `,
});

check(rule, 'two of them', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    CREATE INDEX titles ON posts (title);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: building this index reads all of posts, and nobody can write to posts meanwhile
    -- note: say CREATE INDEX CONCURRENTLY, alone in a migration of its own: Prisma runs a file with more in it as one transaction
    CREATE UNIQUE INDEX ON posts (author_id) WHERE title IS NULL;
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: building this index reads all of posts, and nobody can write to posts meanwhile
    -- note: say CREATE INDEX CONCURRENTLY, alone in a migration of its own: Prisma runs a file with more in it as one transaction
  `,
});

check(rule, 'after something that stops reads', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN slug TEXT;
    CREATE UNIQUE INDEX slugs ON posts (slug);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: building this index reads all of posts, and nobody can read or write posts meanwhile
    -- note: ACCESS EXCLUSIVE on posts is held since here, and until the transaction ends
    -- note: say CREATE INDEX CONCURRENTLY, alone in a migration of its own: Prisma runs a file with more in it as one transaction
  `,
});

check(
  rule,
  'the same, where each statement is committed',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
    'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN slug TEXT;
    CREATE UNIQUE INDEX slugs ON posts (slug);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: building this index reads all of posts, and nobody can write to posts meanwhile
    -- note: say CREATE INDEX CONCURRENTLY, outside of BEGIN … COMMIT
  `,
  },
  { runner: 'psql' },
);

check(rule, 'CONCURRENTLY', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    CREATE INDEX CONCURRENTLY titles ON posts (title);
  `,
});

check(rule, 'of a new table', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    CREATE INDEX titles ON posts (title);
  `,
});

check(
  rule,
  'of a new table that is committed and still empty',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    CREATE INDEX titles ON posts (title);
  `,
  },
  { runner: 'psql' },
);

check(
  rule,
  'of a new table that is committed and filled',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    INSERT INTO posts SELECT 1;
    CREATE INDEX titles ON posts (title);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: building this index reads all of posts, and nobody can write to posts meanwhile
    -- note: say CREATE INDEX CONCURRENTLY, outside of BEGIN … COMMIT
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
    CREATE INDEX titles ON posts (title);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: building this index reads all of posts, and nobody can write to posts meanwhile
    -- note: run CREATE INDEX CONCURRENTLY IF NOT EXISTS by hand before: drizzle runs all migrations in one transaction
  `,
  },
  { runner: 'drizzle' },
);

check(rule, 'of a partitioned table', {
  'migrations/1/migration.sql': `
    CREATE TABLE events (id INTEGER) PARTITION BY LIST (id);
    CREATE TABLE events_1 PARTITION OF events FOR VALUES IN (1);
  `,
  'migrations/2/migration.sql': `
    CREATE INDEX ON events (id);
    --^^^^^^^^^^^^^^^^^^^^^^^^^ warning: building this index reads all of events, and nobody can write to events meanwhile
    -- note: build it CONCURRENTLY on each partition and attach these to an index ON ONLY the partitioned table
  `,
});

checkFix(
  rule,
  'an index that is alone in its file',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
    'migrations/2/migration.sql': `
    CREATE UNIQUE INDEX titles ON posts (title);
  `,
  },
  {
    'migrations/2/migration.sql': `
    CREATE UNIQUE INDEX CONCURRENTLY titles ON posts (title);
  `,
  },
);
