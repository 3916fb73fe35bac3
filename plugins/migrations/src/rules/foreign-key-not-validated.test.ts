import { check } from '@refint/testkit';
import rule from './foreign-key-not-validated.ts';

check(rule, 'a foreign key that stays NOT VALID', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author_id INTEGER);
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) NOT VALID;
    --                                                                                    ^^^^^^^^^ warning: posts.author_id → users.id was added NOT VALID and is never validated: rows from before it may reference nothing
    -- note: a later migration should say: ALTER TABLE posts VALIDATE CONSTRAINT author
  `,
});

check(rule, 'a foreign key that is validated later, after a rename', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author_id INTEGER);
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) NOT VALID;
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts RENAME CONSTRAINT author TO writer;
    ALTER TABLE posts VALIDATE CONSTRAINT writer;
  `,
});

check(rule, 'a foreign key that is dropped before anybody validates it', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author_id INTEGER);
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) NOT VALID;
    ALTER TABLE posts DROP CONSTRAINT author;
  `,
});

check(rule, 'only the one that was forgotten', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts ("Author" INTEGER, editor INTEGER);
    ALTER TABLE posts ADD CONSTRAINT "theAuthor" FOREIGN KEY ("Author") REFERENCES users (id) NOT VALID;
    --                                                                                        ^^^^^^^^^ warning: posts.Author → users.id was added NOT VALID and is never validated: rows from before it may reference nothing
    -- note: a later migration should say: ALTER TABLE posts VALIDATE CONSTRAINT "theAuthor"
    ALTER TABLE posts ADD CONSTRAINT editor FOREIGN KEY (editor) REFERENCES users (id) NOT VALID;
    ALTER TABLE posts VALIDATE CONSTRAINT editor;
  `,
});
