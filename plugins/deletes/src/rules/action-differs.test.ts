import { check } from '@refint/testkit';
import rule from './action-differs.ts';

const schema = (action: string, finding = '') => `
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
    author    users @relation(fields: [author_id], references: [id]${action})
${finding}
  }
`;

const sql = (actions: string) => `
  CREATE TABLE users (id INTEGER PRIMARY KEY);
  CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL);
  ALTER TABLE posts ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) ${actions};
`;

check(rule, 'a written action that the migrations do not have', {
  'schema.prisma': schema(
    ', onDelete: Cascade',
    `  //                                                                           ^^^^^^^ warning: posts.author_id → users.id is declared onDelete: Cascade, but the migrations end with ON DELETE RESTRICT
  // note: the foreign key author says RESTRICT`,
  ),
  'migrations/1/migration.sql': sql('ON DELETE RESTRICT ON UPDATE CASCADE'),
});

check(rule, 'a default that the migrations do not have', {
  'schema.prisma': schema(
    ', onDelete: Cascade',
    `  //^^^^^^ warning: posts.author_id → users.id is declared onUpdate: Cascade, but the migrations end with ON UPDATE NO ACTION
  // note: no onUpdate is written, where Prisma takes Cascade
  // note: the foreign key author says NO ACTION`,
  ),
  'migrations/1/migration.sql': sql('ON DELETE CASCADE'),
});

check(rule, 'both agree', {
  'schema.prisma': schema(', onDelete: Cascade, onUpdate: NoAction'),
  'migrations/1/migration.sql': sql('ON DELETE CASCADE'),
});

check(rule, 'what counts is the last foreign key', {
  'schema.prisma': schema(', onDelete: Cascade'),
  'migrations/1/migration.sql': sql('ON DELETE RESTRICT'),
  'migrations/2/migration.sql': `
    ALTER TABLE posts DROP CONSTRAINT author,
      ADD CONSTRAINT author FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE;
  `,
});

check(rule, 'what no foreign key enforces is another matter', {
  'schema.prisma': schema(', onDelete: Cascade'),
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL);
  `,
});
