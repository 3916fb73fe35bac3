import { check } from '@refint/testkit';
import rule from './failing-statement.ts';

check(rule, 'a column that was dropped, in a change of rows', {
  'migrations/1/migration.sql': `
    CREATE TABLE orders (id INTEGER PRIMARY KEY, total INTEGER);
    ALTER TABLE orders DROP COLUMN total;
  `,
  'migrations/2/migration.sql': `
    CREATE TABLE bills (id INTEGER PRIMARY KEY);
    UPDATE orders SET id = 2 WHERE total > 0;
    --                             ^^^^^ error: this statement cannot run: column "total" does not exist (SQLSTATE 42703)
    -- note: it is dropped here
    -- note: the migration is one transaction: 1 statement before it is rolled back, and no later migration is applied until this is mended
  `,
  'migrations/3/migration.sql': `
    CREATE TABLE others (id INTEGER PRIMARY KEY);
  `,
});

check(rule, 'a name that is nearly right, and more that cannot run', {
  'migrations/1/migration.sql': `
    CREATE TABLE orders (id INTEGER PRIMARY KEY, total INTEGER);
  `,
  'migrations/2/migration.sql': `
    DELETE FROM "order" WHERE id = 1;
    --          ^^^^^^^ error: this statement cannot run: relation "order" does not exist (SQLSTATE 42P01)
    -- note: did you mean orders?
    -- note: the migration is one transaction: 2 others never run
    -- note: 2 more statements of this migration cannot run either
    ALTER TABLE orders DROP COLUMN nothing;
    DROP TABLE nobody;
  `,
});

check(rule, 'what is there already, and the action of a statement that is to blame', {
  'migrations/1/migration.sql': `
    CREATE TABLE orders (id INTEGER PRIMARY KEY, total INTEGER CONSTRAINT positive CHECK (total > 0));
    ALTER TABLE orders ADD COLUMN note TEXT, ADD CONSTRAINT positive CHECK (total > 1);
    --                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: this statement cannot run: constraint "positive" for relation "orders" already exists (SQLSTATE 42710)
    -- note: it is made here already
    -- note: the migration is one transaction: 1 statement before it is rolled back
  `,
});

check(rule, 'a table under its old name', {
  'migrations/1/migration.sql': `
    CREATE TABLE orders (id INTEGER PRIMARY KEY);
    ALTER TABLE orders RENAME TO purchases;
    CREATE INDEX by_id ON orders (id);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: this statement cannot run: relation "orders" does not exist (SQLSTATE 42P01)
    -- note: it gets another name here
    -- note: the migration is one transaction: 2 statements before it are rolled back
  `,
});

check(rule, 'what relations/missing-target, relations/type-mismatch and the rule about CONCURRENTLY say', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER, editor TEXT);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES people (id);
  `,
  'migrations/3/migration.sql': `
    ALTER TABLE posts ADD FOREIGN KEY (editor) REFERENCES users (id);
  `,
  'migrations/4/migration.sql': `
    CREATE INDEX CONCURRENTLY by_author ON posts (author);
    CREATE INDEX CONCURRENTLY by_editor ON posts (editor);
  `,
});

check(rule, 'a history that does not start from an empty database', {
  'migrations/1/migration.sql': `
    ALTER TABLE users ADD COLUMN name TEXT;
    DELETE FROM people;
  `,
});
