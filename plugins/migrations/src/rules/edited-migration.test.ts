import { check } from '@refint/testkit';
import rule from './edited-migration.ts';

const since = { kind: 'commit', name: 'main' } as const;
const one = 'migrations/1_init/migration.sql';
const two = 'migrations/2_tags/migration.sql';
const three = 'migrations/3_new/migration.sql';

check(
  rule,
  'a foreign key that old databases never get',
  {
    [one]: `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER REFERENCES users ON DELETE CASCADE, "Editor" INTEGER);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: 1_init is not what main has: databases that ran it never get posts.author → users.id and posts.Editor → users.id
    -- note: a new migration should say: ALTER TABLE posts ADD CONSTRAINT posts_author_fkey FOREIGN KEY (author) REFERENCES users(id) ON DELETE CASCADE
    -- note: a new migration should say: ALTER TABLE posts ADD CONSTRAINT "posts_Editor_fkey" FOREIGN KEY ("Editor") REFERENCES users(id)
    -- note: leave it as it was, and say what is new in a migration of its own
    ALTER TABLE posts ADD FOREIGN KEY ("Editor") REFERENCES users;
  `,
    [two]: 'CREATE TABLE tags ();',
  },
  {
    since,
    was: {
      [one]: 'CREATE TABLE users (id INTEGER PRIMARY KEY);\nCREATE TABLE posts (author INTEGER, "Editor" INTEGER);',
    },
  },
);

check(
  rule,
  'a foreign key that a new migration makes all the same',
  {
    [one]: `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER REFERENCES users);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: 1_init is not what main has: databases that ran it do not run it again
    -- note: leave it as it was, and say what is new in a migration of its own
  `,
    [two]: `
    ALTER TABLE posts DROP CONSTRAINT IF EXISTS posts_author_fkey;
    ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES users;
  `,
  },
  {
    since,
    was: {
      [one]: 'CREATE TABLE users (id INTEGER PRIMARY KEY);\nCREATE TABLE posts (author INTEGER);',
      [two]: undefined,
    },
  },
);

check(
  rule,
  'what old databases keep, and what is not alike in them',
  {
    [one]: `
    CREATE TABLE users (id BIGINT PRIMARY KEY, name TEXT);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: 1_init is not what main has: databases that ran it keep the column users.email
    -- note: databases that ran it keep the column users.email
    -- note: the column users.id stays as it was there
    -- note: leave it as it was, and say what is new in a migration of its own
  `,
    [two]: `
    CREATE TABLE tags (owner BIGINT REFERENCES users ON DELETE CASCADE);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: 2_tags is not what main has: databases that ran it keep tags.owner → users.id as it was
    -- note: tags.owner → users.id stays as it was there
    -- note: leave it as it was, and say what is new in a migration of its own
  `,
  },
  {
    since,
    was: {
      [one]: 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);',
      [two]: 'CREATE TABLE tags (owner BIGINT REFERENCES users);',
    },
  },
);

check(
  rule,
  'a comment, and a statement that is taken out',
  {
    [one]: `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: 1_init is not what main has: databases that ran it do not run it again
    -- note: leave it as it was, and say what is new in a migration of its own
    -- the end
  `,
    [two]: `
    CREATE TABLE tags (id INTEGER);
    --^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: 2_tags is not what main has: databases that ran it keep the table labels
    -- note: databases that ran it keep the table labels
    -- note: leave it as it was, and say what is new in a migration of its own
  `,
  },
  {
    since,
    was: {
      [one]: 'CREATE TABLE users (id INTEGER PRIMARY KEY);',
      [two]: 'CREATE TABLE tags (id INTEGER);\nCREATE TABLE labels (id INTEGER);',
    },
  },
);

check(
  rule,
  'migrations that are gone, or have another name',
  {
    [one]: 'CREATE TABLE users (id INTEGER PRIMARY KEY);',
    [three]: `
    CREATE TABLE IF NOT EXISTS labels (id INTEGER);
    --^ error: 2_tags, which main has, is gone: databases that ran it keep the table tags and tags.owner → users.id
    -- note: databases that ran it keep the table tags
    -- note: databases that ran it keep tags.owner → users.id
    -- note: leave it as it was, and say what is new in a migration of its own
    --^ error: 3_mine, which main has, is now called 3_new: databases that ran it run it once more
    -- note: leave it as it was, and say what is new in a migration of its own
  `,
  },
  {
    since,
    was: { [three]: undefined },
    removed: {
      [two]: 'CREATE TABLE tags (owner INTEGER REFERENCES users);',
      'migrations/3_mine/migration.sql': 'CREATE TABLE IF NOT EXISTS labels (id INTEGER);\n',
    },
  },
);

check(rule, 'new migrations, and nothing that is known of what was', {
  [one]: 'CREATE TABLE users (id INTEGER PRIMARY KEY);',
  [two]: 'CREATE TABLE tags (owner INTEGER REFERENCES users);',
});

check(
  rule,
  'scripts that somebody runs by hand',
  { 'a.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY);' },
  { since, runner: 'psql', was: { 'a.sql': 'CREATE TABLE users (id BIGINT PRIMARY KEY);' } },
);
