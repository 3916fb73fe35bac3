import { check } from '@refint/testkit';
import rule from './primary-key-locks-table.ts';

check(rule, 'a primary key of a table in use', {
  'migrations/1/migration.sql': `
    CREATE TABLE tags (name TEXT);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE tags ADD PRIMARY KEY (name);
    --               ^^^^^^^^^^^^^^^^^^^^^^ warning: adding the primary key builds an index over all of tags, and nobody can read or write tags meanwhile
    -- note: make its columns NOT NULL first (migrations/set-not-null-scan says how)
    -- note: build a unique index CONCURRENTLY in a migration of its own, and then say ADD CONSTRAINT … PRIMARY KEY USING INDEX
  `,
});

check(rule, 'over a column that is required already', {
  'migrations/1/migration.sql': `
    CREATE TABLE tags (name TEXT NOT NULL);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE tags ADD PRIMARY KEY (name);
    --               ^^^^^^^^^^^^^^^^^^^^^^ warning: adding the primary key builds an index over all of tags, and nobody can read or write tags meanwhile
    -- note: build a unique index CONCURRENTLY in a migration of its own, and then say ADD CONSTRAINT … PRIMARY KEY USING INDEX
  `,
});

check(rule, 'with an index that is there, over a column that is not required', {
  'migrations/1/migration.sql': `
    CREATE TABLE tags (name TEXT);
    CREATE UNIQUE INDEX names ON tags (name);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE tags ADD PRIMARY KEY USING INDEX names;
    --               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the primary key makes columns NOT NULL, for which all of tags is read, and nobody can read or write tags meanwhile
    -- note: make its columns NOT NULL first (migrations/set-not-null-scan says how)
  `,
});

check(rule, 'with an index that is there, over a column that is', {
  'migrations/1/migration.sql': `
    CREATE TABLE tags (name TEXT NOT NULL);
    CREATE UNIQUE INDEX names ON tags (name);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE tags ADD PRIMARY KEY USING INDEX names;
  `,
});

check(rule, 'of a new table', {
  'migrations/1/migration.sql': `
    CREATE TABLE tags (name TEXT);
    ALTER TABLE tags ADD PRIMARY KEY (name);
  `,
});
