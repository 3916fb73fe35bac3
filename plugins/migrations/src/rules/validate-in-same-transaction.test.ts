import { check } from '@refint/testkit';
import rule from './validate-in-same-transaction.ts';

check(rule, 'both steps in one file', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) NOT VALID;
    ALTER TABLE posts VALIDATE CONSTRAINT author;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: validating author reads all of posts while this transaction holds a lock from before, so nobody can write to posts or users meanwhile
    -- note: SHARE ROW EXCLUSIVE on posts is held since here
    -- note: put VALIDATE CONSTRAINT into a migration of its own: Prisma runs each file as one transaction
  `,
});

check(rule, 'both steps in two files', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) NOT VALID;
  `,
  'migrations/3/migration.sql': `
    ALTER TABLE posts VALIDATE CONSTRAINT author;
  `,
});

check(rule, 'both steps in a block', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    DO $$ BEGIN
      ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) NOT VALID;
      ALTER TABLE posts VALIDATE CONSTRAINT author;
    --                  ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: validating author reads all of posts while this transaction holds a lock from before, so nobody can write to posts or users meanwhile
    -- note: SHARE ROW EXCLUSIVE on posts is held since here
    -- note: put VALIDATE CONSTRAINT into a migration of its own: Prisma runs each file as one transaction
    END $$;
  `,
});

check(
  rule,
  'psql commits in between',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
    'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) NOT VALID;
    ALTER TABLE posts VALIDATE CONSTRAINT author;
  `,
  },
  { runner: 'psql' },
);

check(
  rule,
  'unless it is told not to',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
    'migrations/2/migration.sql': `
    BEGIN;
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) NOT VALID;
    ALTER TABLE posts VALIDATE CONSTRAINT author;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: validating author reads all of posts while this transaction holds a lock from before, so nobody can write to posts or users meanwhile
    -- note: SHARE ROW EXCLUSIVE on posts is held since here
    -- note: say COMMIT before it
    COMMIT;
  `,
  },
  { runner: 'psql' },
);

check(rule, 'a COMMIT in a file of Prisma', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) NOT VALID;
    COMMIT;
    ALTER TABLE posts VALIDATE CONSTRAINT author;
  `,
});

check(rule, 'another lock from before', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT titled CHECK (title <> '') NOT VALID;
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN slug TEXT;
    ALTER TABLE posts VALIDATE CONSTRAINT titled;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: validating titled reads all of posts while this transaction holds a lock from before, so nobody can read or write posts meanwhile
    -- note: ACCESS EXCLUSIVE on posts is held since here
    -- note: put VALIDATE CONSTRAINT into a migration of its own: Prisma runs each file as one transaction
  `,
});

check(rule, 'a lock on another table', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT titled CHECK (title <> '') NOT VALID;
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE users ADD COLUMN name TEXT;
    ALTER TABLE posts VALIDATE CONSTRAINT titled;
  `,
});

check(rule, 'tables that the same file makes', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) NOT VALID;
    ALTER TABLE posts VALIDATE CONSTRAINT author;
  `,
});

const pending = {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) NOT VALID;
  `,
  'migrations/3/migration.sql': `
    ALTER TABLE posts VALIDATE CONSTRAINT author;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: validating author reads all of posts while this transaction holds a lock from before, so nobody can write to posts or users meanwhile
    -- note: SHARE ROW EXCLUSIVE on posts is held since here
    -- note: deploy it after the other: drizzle runs all pending migrations in one transaction, also when they are in two files
  `,
};

check(rule, 'drizzle runs two new files in one transaction', pending, {
  runner: 'drizzle',
  since: { kind: 'commit', name: 'main' },
  was: { 'migrations/2/migration.sql': undefined, 'migrations/3/migration.sql': undefined },
});
