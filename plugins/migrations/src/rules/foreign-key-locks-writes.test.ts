import { check, checkFix } from '@refint/testkit';
import rule from './foreign-key-locks-writes.ts';

check(rule, 'a foreign key between tables in use', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id);
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding posts.author_id → users.id reads all of posts, and nobody can write to posts or users meanwhile
    -- note: add it NOT VALID, which reads no row; then say in a later migration, which stops nobody: ALTER TABLE posts VALIDATE CONSTRAINT author
  `,
});

check(rule, 'the same, NOT VALID', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) NOT VALID;
  `,
});

check(rule, 'a foreign key from a new table locks the other one only for a moment', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    CREATE TABLE likes (id INTEGER PRIMARY KEY, post_id INTEGER);
    ALTER TABLE likes ADD FOREIGN KEY (post_id) REFERENCES posts (id);
  `,
});

check(rule, 'a foreign key to a new table reads the other one all the same', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    CREATE TABLE topics (id INTEGER PRIMARY KEY);
    ALTER TABLE posts ADD COLUMN topic_id INTEGER;
    ALTER TABLE posts ADD CONSTRAINT topic FOREIGN KEY (topic_id) REFERENCES topics (id);
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding posts.topic_id → topics.id reads all of posts, and nobody can read or write posts meanwhile
    -- note: ACCESS EXCLUSIVE on posts is held since here, and until the transaction ends
    -- note: add it NOT VALID, which reads no row; then say in a later migration, which stops nobody: ALTER TABLE posts VALIDATE CONSTRAINT topic
    -- note: or say REFERENCES in the ADD COLUMN: without a default no row is looked at
  `,
});

check(rule, 'a new column with REFERENCES reads nothing', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN editor_id INTEGER REFERENCES users (id);
  `,
});

check(rule, 'but for one with a default', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD COLUMN editor_id INTEGER DEFAULT 1 REFERENCES users (id);
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding posts.editor_id → users.id reads all of posts, and nobody can read or write posts, or write to users meanwhile
    -- note: add the column without REFERENCES, and the foreign key NOT VALID, which reads no row; then say in a later migration, which stops nobody: ALTER TABLE posts VALIDATE CONSTRAINT posts_editor_id_fkey
  `,
});

check(rule, 'one that is made anew, while all locks of the old one are held', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts DROP CONSTRAINT author;
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding posts.author_id → users.id reads all of posts, and nobody can read or write posts or users meanwhile
    -- note: ACCESS EXCLUSIVE on posts and users is held since here, and until the transaction ends
    -- note: add it NOT VALID, which reads no row; then say in a later migration, which stops nobody: ALTER TABLE posts VALIDATE CONSTRAINT author
  `,
});

check(
  rule,
  'one by one, where psql runs them',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id);
  `,
    'migrations/2/migration.sql': `
    ALTER TABLE posts DROP CONSTRAINT author;
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE;
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding posts.author_id → users.id reads all of posts, and nobody can write to posts or users meanwhile
    -- note: add it NOT VALID, which reads no row; then say in a later migration, which stops nobody: ALTER TABLE posts VALIDATE CONSTRAINT author
  `,
  },
  { runner: 'psql' },
);

check(rule, 'tables that the same file makes', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id);
  `,
});

check(rule, 'a table that references itself', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT copy FOREIGN KEY (author_id) REFERENCES posts (id);
    --                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding posts.author_id → posts.id reads all of posts, and nobody can write to posts meanwhile
    -- note: add it NOT VALID, which reads no row; then say in a later migration, which stops nobody: ALTER TABLE posts VALIDATE CONSTRAINT copy
  `,
});

check(rule, 'partitions are read with their table', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE events (user_id INTEGER) PARTITION BY LIST (user_id);
    CREATE TABLE events_1 PARTITION OF events FOR VALUES IN (1);
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE events ADD CONSTRAINT by_user FOREIGN KEY (user_id) REFERENCES users (id);
    --                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: adding events.user_id → users.id reads all of events, and nobody can write to events or users meanwhile
    -- note: add it NOT VALID, which reads no row; then say in a later migration, which stops nobody: ALTER TABLE events VALIDATE CONSTRAINT by_user
  `,
});

checkFix(
  rule,
  'a foreign key by NOT VALID',
  {
    'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title VARCHAR(40));
  `,
    'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE;
  `,
  },
  {
    'migrations/2/migration.sql': `
    ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;
  `,
  },
);
