import { check } from '@refint/testkit';
import rule from './missing-target.ts';

check(rule, 'a column that is not there, and the one that was meant', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model policies {
      id     Int      @id
      stages stages[]
    }

    model stages {
      id        Int      @id
      policy_id Int
      policy    policies @relation(fields: [policy_id], references: [id])
    }
  `,
  'migrations/1/migration.sql': `
    CREATE TABLE policies (id INTEGER PRIMARY KEY);
    CREATE TABLE stages (id INTEGER PRIMARY KEY, policy_id INTEGER NOT NULL);
    ALTER TABLE stages ADD FOREIGN KEY (approval_policy_id) REFERENCES policies (id);
    --                                  ^^^^^^^^^^^^^^^^^^ error: stages.approval_policy_id → policies.id cannot be created: stages has no column approval_policy_id at this point
    -- note: the schema declares this relation as stages.policy_id → policies.id
    -- note: the migration is one transaction: 2 statements before it are rolled back
  `,
});

check(rule, 'a near name, where no schema knows better', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, authorid INTEGER REFERENCES users (id));
    ALTER TABLE posts ADD CONSTRAINT x FOREIGN KEY (author_id) REFERENCES users (id);
    --                                              ^^^^^^^^^ error: posts.author_id → users.id cannot be created: posts has no column author_id at this point
    -- note: did you mean authorid?
    -- note: the migration is one transaction: 2 statements before it are rolled back
  `,
});

check(rule, 'a referenced column that is not there', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER);
    ALTER TABLE posts ADD CONSTRAINT x FOREIGN KEY (author_id) REFERENCES users (uuid);
    --                                                                           ^^^^ error: posts.author_id → users.uuid cannot be created: users has no column uuid at this point
    -- note: the migration is one transaction: 2 statements before it are rolled back
  `,
});

check(rule, 'a table that is not there', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER);
    ALTER TABLE posts ADD CONSTRAINT x FOREIGN KEY (author_id) REFERENCES "user" (id);
    --                                                                    ^^^^^^ error: posts.author_id → user.id cannot be created: there is no table user at this point
    -- note: did you mean users?
    -- note: the migration is one transaction: 2 statements before it are rolled back
  `,
});

check(rule, 'columns that no key covers', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
    CREATE UNIQUE INDEX users_email ON users (email) WHERE email <> '';
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author TEXT);
    ALTER TABLE posts ADD CONSTRAINT x FOREIGN KEY (author) REFERENCES users (email);
    --                                                                        ^^^^^ error: posts.author → users.email cannot be created: no primary key or unique constraint of users covers email
    -- note: the migration is one transaction: 3 statements before it are rolled back
  `,
});

check(rule, 'the migrations that come after it', {
  'migrations/1/migration.sql': `
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES users (id));
    --                                                                       ^^^^^ error: posts.author_id → users.id cannot be created: there is no table users at this point
    -- note: the migration is one transaction: no later migration is applied until this is mended
  `,
  'migrations/2/migration.sql': `
    CREATE TABLE other (id INTEGER PRIMARY KEY);
  `,
});

check(rule, 'behind a guard nothing fails, which is no better', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER);
    DO $$ BEGIN
      IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'posts' AND column_name = 'authorid') THEN
        ALTER TABLE posts ADD CONSTRAINT x FOREIGN KEY (authorid) REFERENCES users (id);
    --                                                  ^^^^^^^^ warning: posts.authorid → users.id is never created: posts has no column authorid at this point
    -- note: did you mean author_id?
      END IF;
    END $$;
  `,
});

check(rule, 'a unique index is enough, in any order of its columns', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (tenant INTEGER, id INTEGER);
    CREATE UNIQUE INDEX users_key ON users (tenant, id);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, tenant INTEGER, author INTEGER);
    ALTER TABLE posts ADD CONSTRAINT x FOREIGN KEY (author, tenant) REFERENCES users (id, tenant);
  `,
});

check(rule, 'what is created later in the same history is not missing', {
  'migrations/1/migration.sql': `
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER);
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    ALTER TABLE posts ADD CONSTRAINT x FOREIGN KEY (author_id) REFERENCES users (id);
  `,
});

check(rule, 'a table without a primary key, where no column is named', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER);
    CREATE TABLE posts (author INTEGER CONSTRAINT x REFERENCES users);
    --                                                         ^^^^^ error: posts.author → users cannot be created: users has no primary key, and no column of it is named
    -- note: the migration is one transaction: 1 statement before it is rolled back
  `,
});

check(rule, 'only the foreign key that is to blame for the failure of its statement', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER REFERENCES users, editor INTEGER REFERENCES users (uuid));
    --                                                                                    ^^^^ error: posts.editor → users.uuid cannot be created: users has no column uuid at this point
    -- note: the migration is one transaction: 1 statement before it is rolled back
  `,
});

check(rule, 'each of several foreign keys that cannot be made', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (
      author INTEGER REFERENCES people,
    --                          ^^^^^^ error: posts.author → people cannot be created: there is no table people at this point
    -- note: the migration is one transaction: 1 statement before it is rolled back
      editor INTEGER REFERENCES users,
      topic INTEGER REFERENCES topics
    --                         ^^^^^^ error: posts.topic → topics cannot be created: there is no table topics at this point
    -- note: the migration is one transaction: 1 statement before it is rolled back
    );
  `,
});

check(rule, 'a guard that asks for what the foreign key does not name is not its business', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER);
    DO $$ BEGIN
      IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'posts' AND column_name = 'authorid') THEN
        ALTER TABLE posts ADD CONSTRAINT x FOREIGN KEY (author_id) REFERENCES users (id);
      END IF;
      IF EXISTS (SELECT 1 FROM pg_class WHERE relname = 'Posts') THEN
        ALTER TABLE posts ADD CONSTRAINT y FOREIGN KEY (author_id) REFERENCES users (id);
      END IF;
    END $$;
  `,
});

check(rule, 'a table to add it to that is not there', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER);
    ALTER TABLE post ADD CONSTRAINT x FOREIGN KEY (author_id) REFERENCES users (id);
    --                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: post.author_id → users.id cannot be created: there is no table post at this point
    -- note: did you mean posts?
    -- note: the migration is one transaction: 2 statements before it are rolled back
  `,
});
