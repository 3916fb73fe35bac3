import { check } from '@refint/testkit';
import rule from './set-null-on-required.ts';

check(
  rule,
  'a required column of the schema',
  `
  datasource db {
    provider = "postgresql"
  }

  model users {
    id    Int     @id
    posts posts[]
  }

  model posts {
    id        Int   @id
    author_id Int
    editor_id Int?
    author    users @relation(fields: [author_id], references: [id], onDelete: SetNull)
  //                                                                           ^^^^^^^ error: posts.author_id → users.id sets author_id to null, which is required: every delete of a referenced row fails
  // note: author_id is required
  }
`,
);

check(
  rule,
  'an optional column',
  `
  datasource db {
    provider = "postgresql"
  }

  model users {
    id    Int     @id
    posts posts[]
  }

  model posts {
    id        Int    @id
    author_id Int?
    author    users? @relation(fields: [author_id], references: [id], onDelete: SetNull)
  }
`,
);

check(rule, 'one required column of two', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (tenant INTEGER, id INTEGER, PRIMARY KEY (tenant, id));
    CREATE TABLE posts (tenant INTEGER NOT NULL, author INTEGER);
    ALTER TABLE posts ADD FOREIGN KEY (tenant, author) REFERENCES users ON DELETE SET NULL;
    --                                                                            ^^^^^^^^ error: posts(tenant, author) → users(tenant, id) sets tenant to null, which is required: every delete of a referenced row fails
    -- note: tenant is required
  `,
});

check(rule, 'the required column is not among those that are nulled', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (tenant INTEGER, id INTEGER, PRIMARY KEY (tenant, id));
    CREATE TABLE posts (tenant INTEGER NOT NULL, author INTEGER);
    ALTER TABLE posts ADD FOREIGN KEY (tenant, author) REFERENCES users ON DELETE SET NULL (author);
  `,
});

check(rule, 'a column that became required later', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER REFERENCES users ON UPDATE SET NULL);
    --                                                            ^^^^^^^^ error: posts.author → users.id sets author to null, which is required: every change of the key of a referenced row fails
    -- note: author is required
    ALTER TABLE posts ALTER COLUMN author SET NOT NULL;
  `,
});

check(rule, 'a column that stopped being required', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER NOT NULL REFERENCES users ON DELETE SET NULL);
    ALTER TABLE posts ALTER COLUMN author DROP NOT NULL;
  `,
});

check(rule, 'two required columns', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (tenant INTEGER, id INTEGER, PRIMARY KEY (tenant, id));
    CREATE TABLE posts (tenant INTEGER NOT NULL, author INTEGER NOT NULL);
    ALTER TABLE posts ADD FOREIGN KEY (tenant, author) REFERENCES users ON DELETE SET NULL;
    --                                                                            ^^^^^^^^ error: posts(tenant, author) → users(tenant, id) sets tenant, author to null, which are required: every delete of a referenced row fails
    -- note: tenant is required
    -- note: author is required
  `,
});
