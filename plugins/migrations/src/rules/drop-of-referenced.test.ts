import { check } from '@refint/testkit';
import rule from './drop-of-referenced.ts';

const made = `
  CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE);
  CREATE TABLE posts (author INTEGER CONSTRAINT author REFERENCES users, editor INTEGER REFERENCES users);
`;

check(rule, 'CASCADE, which takes foreign keys away and leaves what is in the columns', {
  'migrations/1/migration.sql': made,
  'migrations/2/migration.sql': `
    DROP TABLE users CASCADE;
    --         ^^^^^ warning: users is dropped, and posts.author and posts.editor stay: nothing checks any more what they hold
    -- note: posts.author → users.id was made here
    -- note: posts.editor → users.id was made here
  `,
});

check(rule, 'foreign keys that are dropped before, of which one column stays', {
  'migrations/1/migration.sql': made,
  'migrations/2/migration.sql': `
    ALTER TABLE posts DROP CONSTRAINT author, DROP COLUMN editor;
    DROP TABLE users;
    --         ^^^^^ warning: users is dropped, and posts.author stays: nothing checks any more what it holds
    -- note: posts.author → users.id was made here
  `,
});

check(rule, 'a table that is made again, without the foreign keys to it', {
  'migrations/1/migration.sql': made,
  'migrations/2/migration.sql': `
    DROP TABLE users CASCADE;
    --         ^^^^^ warning: users is dropped, and posts.editor stays: nothing checks any more what it holds
    -- note: posts.editor → users.id was made here
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES users;
  `,
});

check(rule, 'columns that point at something else afterwards, or go too', {
  'migrations/1/migration.sql': made,
  'migrations/2/migration.sql': `
    CREATE TABLE people (id INTEGER PRIMARY KEY);
    ALTER TABLE posts DROP CONSTRAINT author, ADD FOREIGN KEY (author) REFERENCES people;
    ALTER TABLE posts DROP COLUMN editor;
    DROP TABLE users;
  `,
});

check(rule, 'tables that go together, and one at which nothing points', {
  'migrations/1/migration.sql': `${made} CREATE TABLE tags (id INTEGER);`,
  'migrations/2/migration.sql': `
    DROP TABLE users, posts;
    DROP TABLE tags;
    DROP TABLE IF EXISTS nothing CASCADE;
  `,
});

check(rule, 'a drop that is refused takes nothing along', {
  'migrations/1/migration.sql': made,
  'migrations/2/migration.sql': 'DROP TABLE users;',
});

check(rule, 'views', {
  'migrations/1/migration.sql': `
    CREATE TABLE posts (id INTEGER);
    CREATE VIEW ids AS SELECT id FROM posts;
    CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM ids;
  `,
  'migrations/2/migration.sql': `
    DROP TABLE posts CASCADE;
    --         ^^^^^ warning: dropping posts takes the view ids and the materialized view counted along
    -- note: the view ids goes with it
    -- note: the materialized view counted goes with it
  `,
});

check(rule, 'a key that something references', {
  'migrations/1/migration.sql': `${made}
    CREATE TABLE names (email TEXT REFERENCES users (email), other INTEGER);
    CREATE TABLE ids (other INTEGER);
    CREATE UNIQUE INDEX others ON ids (other);
    ALTER TABLE names ADD FOREIGN KEY (other) REFERENCES ids (other);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE users DROP CONSTRAINT users_email_key CASCADE;
    --                                ^^^^^^^^^^^^^^^ warning: dropping the constraint users_email_key takes the foreign key names.email → users.email along
    -- note: the foreign key names.email → users.email goes with it
    DROP INDEX others CASCADE;
    --         ^^^^^^ warning: dropping the index others takes the foreign key names.other → ids.other along
    -- note: the foreign key names.other → ids.other goes with it
    ALTER TABLE posts DROP CONSTRAINT author;
  `,
});

check(rule, 'a table that the schema still declares', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model posts {
      id Int @id
    }
  `,
  'migrations/1/migration.sql': 'CREATE TABLE posts (id INTEGER PRIMARY KEY); CREATE TABLE tags ();',
  'migrations/2/migration.sql': `
    DROP TABLE posts;
    --         ^^^^^ error: posts is dropped, and the schema still declares it
    -- note: the schema still declares it
    DROP TABLE tags;
  `,
});

check(rule, 'a table that no running code can know', {
  'migrations/1/migration.sql': made,
  'migrations/2/migration.sql': `
    CREATE TABLE scratch (id INTEGER PRIMARY KEY);
    ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES scratch;
    DROP TABLE scratch CASCADE;
  `,
});
