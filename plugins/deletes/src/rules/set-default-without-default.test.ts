import { check } from '@refint/testkit';
import rule from './set-default-without-default.ts';

const schema = (column: string, finding = '') => `
  datasource db {
    provider = "postgresql"
  }

  model users {
    id    Int     @id
    posts posts[]
  }

  model posts {
    id        Int @id
    author_id ${column}
    author    users? @relation(fields: [author_id], references: [id], onDelete: SetDefault)
${finding}
  }
`;

check(
  rule,
  'a required column without a default',
  schema(
    'Int',
    `  //                                                                            ^^^^^^^^^^ error: posts.author_id → users.id sets author_id to a default that does not exist: every delete of a referenced row fails
  // note: author_id has no default`,
  ),
);

check(
  rule,
  'an optional column without a default',
  schema(
    'Int?',
    `  //                                                                            ^^^^^^^^^^ warning: posts.author_id → users.id sets author_id to a default that does not exist: a delete of a referenced row sets null
  // note: author_id has no default`,
  ),
);

check(rule, 'a column with a default', schema('Int @default(1)'));

check(rule, 'a default that a migration took away', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (author INTEGER NOT NULL DEFAULT 1 REFERENCES users ON DELETE SET DEFAULT);
    --                                                                               ^^^^^^^^^^^ error: posts.author → users.id sets author to a default that does not exist: every delete of a referenced row fails
    -- note: author has no default
    ALTER TABLE posts ALTER COLUMN author DROP DEFAULT;
  `,
});
