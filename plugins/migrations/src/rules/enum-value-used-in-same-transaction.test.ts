import { check } from '@refint/testkit';
import rule from './enum-value-used-in-same-transaction.ts';

const made = `CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE users (id INTEGER PRIMARY KEY, mood mood);`;

check(rule, 'a value that is used in the file that adds it', {
  'migrations/1/migration.sql': made,
  'migrations/2/migration.sql': `
    ALTER TYPE mood ADD VALUE 'ok';
    ALTER TYPE mood ADD VALUE 'glad';
    ALTER TABLE users ALTER COLUMN mood SET DEFAULT 'glad';
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: this statement cannot run: 'glad' of mood is used in the transaction that adds it (SQLSTATE 55P04)
    -- note: it is added here
    -- note: the migration is one transaction: 2 statements before it are rolled back and 1 other never runs
    -- note: add the value in a migration of its own, before this one
    UPDATE users SET mood = 'glad';
  `,
});

check(rule, 'a value that is used in a migration after it, or not at all', {
  'migrations/1/migration.sql': made,
  'migrations/2/migration.sql': `ALTER TYPE mood ADD VALUE 'glad'; ALTER TABLE users ALTER COLUMN mood SET DEFAULT 'sad';`,
  'migrations/3/migration.sql': `UPDATE users SET mood = 'glad';`,
});

check(
  rule,
  'a type that is made in the same transaction, as on a new database that takes all files at once',
  { '1.sql': made, '2.sql': `ALTER TYPE mood ADD VALUE 'glad';`, '3.sql': `UPDATE users SET mood = 'glad';` },
  { runner: 'drizzle' },
);

check(
  rule,
  'statements that are committed one by one, and those between BEGIN and COMMIT',
  {
    '1.sql': made,
    '2.sql': `
    ALTER TYPE mood ADD VALUE 'glad';
    UPDATE users SET mood = 'glad';
    BEGIN;
    ALTER TYPE mood ADD VALUE 'ok';
    UPDATE users SET mood = 'ok';
    --                      ^^^^ error: this statement cannot run: 'ok' of mood is used in the transaction that adds it (SQLSTATE 55P04)
    -- note: it is added here
    -- note: it is part of a transaction: 1 statement before it is rolled back
    -- note: add the value before BEGIN, or after a COMMIT
    COMMIT;
  `,
  },
  { runner: 'psql' },
);
