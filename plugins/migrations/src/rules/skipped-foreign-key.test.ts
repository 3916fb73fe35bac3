import { check } from '@refint/testkit';
import rule from './skipped-foreign-key.ts';

check(rule, 'a guard that asks for a column which is not there', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model policies {
      id     Int      @id
      stages stages[]
    }

    model stages {
      id        Int       @id
      policy_id Int?
      policy    policies? @relation(fields: [policy_id], references: [id])
    }
  `,
  'migrations/1/migration.sql': `
    CREATE TABLE policies (id INTEGER PRIMARY KEY);
    CREATE TABLE stages (id INTEGER PRIMARY KEY, policy_id INTEGER);
    DO $$ BEGIN
      IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'stages' AND column_name = 'approval_policy_id') THEN
        ALTER TABLE stages ADD CONSTRAINT fk FOREIGN KEY (approval_policy_id) REFERENCES policies (id);
    --                                                    ^^^^^^^^^^^^^^^^^^ error: stages.approval_policy_id → policies.id is silently skipped: stages has no column approval_policy_id at this point
    -- note: this condition is false when the migration runs
    -- note: the schema declares this relation as stages.policy_id → policies.id
      END IF;
    END $$;
  `,
});

check(rule, 'a handler that swallows the name of another foreign key', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER, editor INTEGER, CONSTRAINT fk FOREIGN KEY (author) REFERENCES users);
    DO $$ BEGIN
      ALTER TABLE posts ADD CONSTRAINT fk FOREIGN KEY (editor) REFERENCES users (id);
    --                                                 ^^^^^^ error: posts.editor → users.id fails and the error is swallowed: constraint "fk" for relation "posts" already exists
    -- note: this handler swallows the error
    EXCEPTION WHEN duplicate_object THEN NULL;
    END $$;
  `,
});

check(rule, 'the same foreign key, twice', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER);
    DO $$ BEGIN
      ALTER TABLE posts ADD CONSTRAINT fk FOREIGN KEY (author) REFERENCES users (id);
    EXCEPTION WHEN duplicate_object THEN NULL;
    END $$;
    DO $$ BEGIN
      ALTER TABLE posts ADD CONSTRAINT fk FOREIGN KEY (author) REFERENCES users (id);
    EXCEPTION WHEN duplicate_object THEN NULL;
    END $$;
  `,
});

check(rule, 'a guard that finds what it wants to make', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER CONSTRAINT fk REFERENCES users (id));
    DO $$ BEGIN
      IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk') THEN
        ALTER TABLE posts ADD CONSTRAINT fk FOREIGN KEY (author) REFERENCES users (id);
      END IF;
    END $$;
  `,
});

check(rule, 'one that was skipped first and made later', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER);
    DO $$ BEGIN
      IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'posts' AND column_name = 'author') THEN
        ALTER TABLE posts ADD CONSTRAINT fk FOREIGN KEY (author) REFERENCES users (id);
      END IF;
    END $$;
    ALTER TABLE posts ADD COLUMN author INTEGER REFERENCES users (id);
  `,
});

check(rule, 'a condition that cannot be known is not a false one', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER);
    DO $$ BEGIN
      IF EXISTS (SELECT 1 FROM users WHERE id = 1) THEN
        ALTER TABLE posts ADD CONSTRAINT fk FOREIGN KEY (author) REFERENCES users (id);
      END IF;
    END $$;
  `,
});

check(rule, 'what a handler takes back with it', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER);
    DO $$ BEGIN
      ALTER TABLE posts ADD COLUMN editor INTEGER;
      CREATE INDEX ON posts (editor);
      ALTER TABLE posts ADD CONSTRAINT fk FOREIGN KEY (editor) REFERENCES people (id);
    --                                                 ^^^^^^ error: posts.editor → people.id fails and the error is swallowed: relation "people" does not exist
    -- note: this handler swallows the error
    -- note: this change of the block and 1 more are rolled back with it
    EXCEPTION WHEN undefined_table THEN NULL;
    END $$;
  `,
});
