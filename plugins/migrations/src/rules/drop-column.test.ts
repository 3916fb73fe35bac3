import { check } from '@refint/testkit';
import rule from './drop-column.ts';

const posts = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, body TEXT, slug TEXT, tenant INTEGER);';

check(rule, 'columns that running code may name, table by table', {
  'migrations/1/migration.sql': `${posts} CREATE TABLE tags (id INTEGER, old TEXT);`,
  'migrations/2/migration.sql': `
    ALTER TABLE posts DROP COLUMN title, DROP COLUMN body;
    --                            ^^^^^ warning: posts.title and body are dropped: running code that names them fails from then on
    -- note: Prisma Client names every field of its schema: release it with the field marked @ignore first, and drop the column later
    ALTER TABLE tags DROP COLUMN "old";
    --                           ^^^^^ warning: tags.old is dropped: running code that names it fails from then on
    -- note: Prisma Client names every field of its schema: release it with the field marked @ignore first, and drop the column later
  `,
});

check(
  rule,
  'with another runner',
  {
    '1.sql': posts,
    '2.sql': `
    ALTER TABLE posts DROP COLUMN title;
    --                            ^^^^^ warning: posts.title is dropped: running code that names it fails from then on
    -- note: release code that does not name it first, and drop it in a later migration
  `,
  },
  { runner: 'psql' },
);

check(rule, 'what goes along and concerns what stays', {
  'migrations/1/migration.sql': `
    CREATE TABLE posts (id INTEGER PRIMARY KEY, tenant INTEGER, slug TEXT, at DATE, till DATE, CHECK (at < till));
    CREATE UNIQUE INDEX slugs ON posts (tenant, slug);
    CREATE INDEX by_date ON posts (at, slug);
    CREATE INDEX by_slug ON posts (slug, at);
    CREATE INDEX only_slug ON posts (slug);
    CREATE TABLE links (slug TEXT);
    CREATE VIEW shown AS SELECT tenant, slug FROM posts;
    CREATE VIEW counted AS SELECT tenant FROM shown;
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts DROP COLUMN slug CASCADE, DROP COLUMN till;
    --                            ^^^^ warning: posts.slug and till are dropped: running code that names them fails from then on
    -- note: the unique index slugs (tenant, slug) goes with it
    -- note: the index by_date (at, slug) goes with it
    -- note: the view shown goes with it
    -- note: the view counted goes with it
    -- note: the check posts_check goes with it
    -- note: Prisma Client names every field of its schema: release it with the field marked @ignore first, and drop the column later
  `,
});

check(rule, 'foreign keys of other tables that CASCADE takes', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE);
    CREATE TABLE posts (author TEXT REFERENCES users (email));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE users DROP COLUMN email CASCADE;
    --                            ^^^^^ warning: users.email is dropped: running code that names it fails from then on
    -- note: the foreign key posts.author → users.email goes with it
    -- note: Prisma Client names every field of its schema: release it with the field marked @ignore first, and drop the column later
  `,
});

check(rule, 'a column that the schema still declares', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model posts {
      id    Int     @id
      title String?
      body  String?
    }
  `,
  'migrations/1/migration.sql': 'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, body TEXT);',
  'migrations/2/migration.sql': `
    ALTER TABLE posts DROP COLUMN title;
    --                            ^^^^^ error: posts.title is dropped: running code that names it fails from then on
    -- note: the schema still declares it
    -- note: Prisma Client names every field of its schema: release it with the field marked @ignore first, and drop the column later
    ALTER TABLE posts ADD COLUMN body_html TEXT;
  `,
});

check(rule, 'a column that is made again, without what was over it', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER, price TEXT, author INTEGER REFERENCES users, slug TEXT UNIQUE);
    CREATE INDEX prices ON posts (price);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts DROP COLUMN price, ADD COLUMN price INTEGER;
    --                            ^^^^^ warning: posts.price is dropped and made again, and the index prices (price) is not
    ALTER TABLE posts DROP COLUMN author, ADD COLUMN author BIGINT REFERENCES users;
    ALTER TABLE posts DROP COLUMN slug, ADD COLUMN slug VARCHAR(20);
    CREATE UNIQUE INDEX slugs ON posts (slug);
  `,
});

check(rule, 'a column that another one takes the place of', {
  'migrations/1/migration.sql': posts,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN title_new VARCHAR(100);
    UPDATE posts SET title_new = title;
    ALTER TABLE posts DROP COLUMN title;
    ALTER TABLE posts RENAME COLUMN title_new TO title;
  `,
});

check(rule, 'columns and tables that no running code can know', {
  'migrations/1/migration.sql': posts,
  'migrations/2/migration.sql': `
    CREATE TABLE tags (id INTEGER, old TEXT);
    INSERT INTO tags VALUES (1, 'a');
    ALTER TABLE tags DROP COLUMN old;
    ALTER TABLE posts ADD COLUMN scratch INTEGER;
    ALTER TABLE posts DROP COLUMN scratch;
    ALTER TABLE posts DROP COLUMN IF EXISTS nothing;
  `,
});

check(
  rule,
  'a table that another new migration makes',
  {
    'migrations/1/migration.sql': posts,
    'migrations/2/migration.sql': 'CREATE TABLE tags (id INTEGER, old TEXT);',
    'migrations/3/migration.sql': 'ALTER TABLE tags DROP COLUMN old;',
    'migrations/4/migration.sql': 'ALTER TABLE posts ADD COLUMN note TEXT;',
    'migrations/5/migration.sql': 'ALTER TABLE posts DROP COLUMN note;',
  },
  {
    since: { kind: 'commit', name: 'main' },
    was: Object.fromEntries([2, 3, 4, 5].map((name) => [`migrations/${name}/migration.sql`, undefined])),
  },
);

check(rule, 'a table that goes as a whole, or that a view takes the place of', {
  'migrations/1/migration.sql': `${posts} CREATE TABLE tags (id INTEGER, old TEXT);`,
  'migrations/2/migration.sql': `
    ALTER TABLE posts DROP COLUMN title;
    DROP TABLE posts;
    ALTER TABLE tags RENAME COLUMN old TO label;
    ALTER TABLE tags RENAME TO labels;
    CREATE VIEW tags AS SELECT id, label AS old FROM labels;
  `,
});

check(rule, 'a table that no migration makes', {
  'migrations/1/migration.sql': `
    ALTER TABLE posts DROP COLUMN title;
    --                            ^^^^^ warning: posts.title is dropped: running code that names it fails from then on
    -- note: Prisma Client names every field of its schema: release it with the field marked @ignore first, and drop the column later
  `,
});

check(rule, 'columns that are made of it, and those of a type that goes', {
  'migrations/1/migration.sql': `
    CREATE TYPE mood AS ENUM ('sad');
    CREATE TABLE users (size INTEGER, twice INTEGER GENERATED ALWAYS AS (size * 2) STORED, mood mood);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE users DROP COLUMN size CASCADE;
    --                            ^^^^ warning: users.size, twice and mood are dropped: running code that names them fails from then on
    -- note: Prisma Client names every field of its schema: release it with the field marked @ignore first, and drop the column later
    DROP TYPE mood CASCADE;
  `,
});
