import { check } from '@refint/testkit';
import rule from './duplicate-foreign-key.ts';

check(rule, 'a second foreign key with another action', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES users (id));
    ALTER TABLE posts ADD CONSTRAINT again FOREIGN KEY (author_id) REFERENCES users ON DELETE CASCADE;
    --                                                  ^^^^^^^^^ warning: posts.author_id → users.id is there twice, with NO ACTION and with CASCADE on delete
    -- note: the first one
  `,
});

check(rule, 'the same pairs of columns in another order', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (tenant INTEGER, id INTEGER, PRIMARY KEY (tenant, id));
    CREATE TABLE posts (tenant INTEGER, author INTEGER, CONSTRAINT one FOREIGN KEY (tenant, author) REFERENCES users);
    ALTER TABLE posts ADD CONSTRAINT two FOREIGN KEY (author, tenant) REFERENCES users (id, tenant);
    --                                                ^^^^^^^^^^^^^^ warning: posts(author, tenant) → users(id, tenant) is there twice
    -- note: the first one
  `,
});

check(rule, 'the same columns that reference others', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY, old_id INTEGER UNIQUE);
    CREATE TABLE posts (author_id INTEGER REFERENCES users (id), FOREIGN KEY (author_id) REFERENCES users (old_id));
  `,
});

check(rule, 'one that took the place of another', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES users (id));
    ALTER TABLE posts DROP CONSTRAINT posts_author_id_fkey, ADD CONSTRAINT again FOREIGN KEY (author_id) REFERENCES users;
  `,
});
