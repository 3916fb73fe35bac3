import { check, checkFix } from '@refint/testkit';
import rule from './rename-breaks-clients.ts';

const posts = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, body TEXT);';

check(rule, 'columns of one table', {
  'migrations/1/migration.sql': posts,
  'migrations/2/migration.sql': `
    ALTER TABLE posts RENAME COLUMN title TO headline;
    --                              ^^^^^ warning: posts.title is renamed to headline and body to text: running code that says the old name fails from then on
    -- note: a field, a model or an enum can have a new name while the database keeps the old one: @map or @@map in the schema
    ALTER TABLE posts RENAME body TO content;
    ALTER TABLE posts RENAME content TO text;
  `,
});

check(
  rule,
  'with another runner',
  {
    '1.sql': posts,
    '2.sql': `
    ALTER TABLE posts RENAME COLUMN title TO headline;
    --                              ^^^^^ warning: posts.title is renamed to headline: running code that says the old name fails from then on
    -- note: add what is new, write both, copy the old rows, read the new one, and drop what is old last
  `,
  },
  { runner: 'drizzle' },
);

check(rule, 'a table, by a new name or in another schema', {
  'migrations/1/migration.sql': `${posts} CREATE TABLE tags (); CREATE SCHEMA old;`,
  'migrations/2/migration.sql': `
    ALTER TABLE posts RENAME TO "Article";
    --          ^^^^^ warning: posts is renamed to Article: running code that says the old name fails from then on
    -- note: until that code is gone, leave a view in its place: CREATE VIEW posts AS SELECT * FROM "Article"
    ALTER TABLE tags SET SCHEMA old;
    --          ^^^^ warning: tags is renamed to old.tags: running code that says the old name fails from then on
    -- note: until that code is gone, leave a view in its place: CREATE VIEW tags AS SELECT * FROM old.tags
  `,
});

check(rule, 'an enum, and a value of one', {
  'migrations/1/migration.sql': `CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE TYPE size AS ENUM ('S', 'L');`,
  'migrations/2/migration.sql': `
    ALTER TYPE size RENAME TO "Size";
    --         ^^^^ warning: size is renamed to Size: running code that says the old name fails from then on
    -- note: a field, a model or an enum can have a new name while the database keeps the old one: @map or @@map in the schema
    ALTER TYPE mood RENAME VALUE 'glad' TO 'happy';
    --                           ^^^^^^ warning: 'glad' of mood is renamed to 'happy': running code that writes the old value, or does not know the new one, fails from then on
    ALTER TYPE mood ADD VALUE 'new';
  `,
});

check(rule, 'what has the old name at the end', {
  'migrations/1/migration.sql': `${posts} CREATE TABLE tags (id INTEGER, old TEXT); CREATE TYPE mood AS ENUM ('sad');`,
  'migrations/2/migration.sql': `
    CREATE TABLE posts_new (id INTEGER PRIMARY KEY, title TEXT);
    INSERT INTO posts_new SELECT id, title FROM posts;
    ALTER TABLE posts RENAME TO posts_old;
    ALTER TABLE posts_new RENAME TO posts;
    DROP TABLE posts_old;
    ALTER TABLE tags RENAME TO labels;
    ALTER TABLE labels RENAME COLUMN old TO name;
    CREATE VIEW tags AS SELECT id, name AS old FROM labels;
    CREATE TYPE mood_new AS ENUM ('sad', 'glad');
    ALTER TYPE mood RENAME TO mood_old;
    ALTER TYPE mood_new RENAME TO mood;
  `,
});

check(rule, 'what no code says', {
  'migrations/1/migration.sql': `${posts} CREATE INDEX i ON posts (title);`,
  'migrations/2/migration.sql': `
    ALTER TABLE posts RENAME CONSTRAINT posts_pkey TO "posts_primary";
    ALTER INDEX i RENAME TO posts_title_idx;
    ALTER TABLE posts ADD COLUMN a INTEGER;
    ALTER TABLE posts RENAME COLUMN a TO b;
    CREATE TABLE tags ();
    ALTER TABLE tags RENAME TO labels;
  `,
});

checkFix(
  rule,
  'a table with a view',
  {
    'migrations/1/migration.sql': posts,
    'migrations/2/migration.sql': `
    ALTER TABLE posts RENAME TO articles ;
    UPDATE articles SET title = 'a';
    `,
  },
  {
    'migrations/2/migration.sql': `
    ALTER TABLE posts RENAME TO articles ;
    CREATE VIEW posts AS SELECT * FROM articles;
    UPDATE articles SET title = 'a';
    `,
  },
);
