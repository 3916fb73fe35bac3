import { check } from '@refint/testkit';
import rule from './drop-locks-referenced.ts';

check(rule, 'a foreign key', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts DROP CONSTRAINT author;
    --                ^^^^^^^^^^^^^^^^^^^^^^ hint: dropping author of posts takes ACCESS EXCLUSIVE on users too, and nobody can read or write there until the transaction ends
    -- note: set a lock_timeout before it, and keep long work out of this transaction
  `,
});

check(rule, 'its table', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id);
  `,
  'migrations/2/migration.sql': `
    DROP TABLE posts;
    --^^^^^^^^^^^^^^ hint: dropping posts takes ACCESS EXCLUSIVE on users too, and nobody can read or write there until the transaction ends
    -- note: set a lock_timeout before it, and keep long work out of this transaction
  `,
});

check(rule, 'its column', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts DROP COLUMN author_id;
    --                ^^^^^^^^^^^^^^^^^^^^^ hint: dropping author_id of posts takes ACCESS EXCLUSIVE on users too, and nobody can read or write there until the transaction ends
    -- note: set a lock_timeout before it, and keep long work out of this transaction
  `,
});

check(rule, 'a table that others reference', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id);
  `,
  'migrations/2/migration.sql': `
    DROP TABLE users CASCADE;
    --^^^^^^^^^^^^^^^^^^^^^^ hint: dropping users takes ACCESS EXCLUSIVE on posts too, and nobody can read or write there until the transaction ends
    -- note: set a lock_timeout before it, and keep long work out of this transaction
  `,
});

check(rule, 'a table without foreign keys', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    DROP TABLE posts;
  `,
});

check(rule, 'one that is made anew is another matter', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts DROP CONSTRAINT author;
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id);
  `,
});

check(rule, 'a referenced table of the same file', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id);
    ALTER TABLE posts DROP CONSTRAINT author;
  `,
});

check(rule, 'the same table twice', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id);
    CREATE TABLE likes (user_id INTEGER REFERENCES users);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts DROP CONSTRAINT author;
    --                ^^^^^^^^^^^^^^^^^^^^^^ hint: dropping author of posts takes ACCESS EXCLUSIVE on users too, and nobody can read or write there until the transaction ends
    -- note: set a lock_timeout before it, and keep long work out of this transaction
    DROP TABLE likes;
  `,
});
