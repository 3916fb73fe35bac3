import { check } from '@refint/testkit';
import rule from './cascade-cycle.ts';

check(rule, 'two tables', {
  'migrations/1/migration.sql': `
    CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER);
    CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a ON DELETE CASCADE);
    ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b ON DELETE CASCADE;
    --                                                       ^^^^^^^ warning: a delete from a comes back to it and takes along all that hangs together: a → b → a
    -- note: b.a → a.id ON DELETE CASCADE
    -- note: a.b → b.id ON DELETE CASCADE
  `,
});

check(rule, 'the shortest circle of several', {
  'migrations/1/migration.sql': `
    CREATE TABLE a (id INTEGER PRIMARY KEY, c INTEGER, d INTEGER);
    CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a ON DELETE CASCADE);
    CREATE TABLE c (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b ON DELETE CASCADE);
    CREATE TABLE d (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a ON DELETE CASCADE);
    ALTER TABLE a ADD FOREIGN KEY (c) REFERENCES c ON DELETE CASCADE;
    ALTER TABLE a ADD FOREIGN KEY (d) REFERENCES d ON DELETE CASCADE;
    --                                                       ^^^^^^^ warning: a delete from a comes back to it and takes along all that hangs together: a → d → a
    -- note: d.a → a.id ON DELETE CASCADE
    -- note: a.d → d.id ON DELETE CASCADE
  `,
});

check(rule, 'a circle in which one reference does not take rows along', {
  'migrations/1/migration.sql': `
    CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER);
    CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a ON DELETE CASCADE);
    ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b ON DELETE SET NULL;
  `,
});

check(rule, 'a tree', {
  'migrations/1/migration.sql': `
    CREATE TABLE comments (id INTEGER PRIMARY KEY, answers INTEGER REFERENCES comments ON DELETE CASCADE);
  `,
});

const tree = (provider: string, mark: string) => `
  datasource db {
    provider = "${provider}"
  }

  model Comment {
    id        Int       @id
    answersId Int?
    answers   Comment?  @relation("tree", fields: [answersId], references: [id], onDelete: Cascade, onUpdate: NoAction)
${mark}    answered  Comment[] @relation("tree")
  }
`;

check(
  rule,
  'SQL Server refuses a tree as well',
  tree(
    'sqlserver',
    `  //                                                                                       ^^^^^^^ error: SQL Server refuses deletes that come back to where they began: Comment → Comment
  // note: Comment.answersId → Comment.id ON DELETE CASCADE
`,
  ),
);

check(rule, 'MySQL does not', tree('mysql', ''));

check(rule, 'a foreign key that is not there takes nothing along', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model a {
      id Int  @id
      b  Int?
      x  b?   @relation("one", fields: [b], references: [id], onDelete: Cascade)
      y  b[]  @relation("two")
    }

    model b {
      id Int  @id
      a  Int?
      x  a?   @relation("two", fields: [a], references: [id], onDelete: Cascade)
      y  a[]  @relation("one")
    }
  `,
  'migrations/1/migration.sql': `
    CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER);
    CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a ON DELETE CASCADE);
  `,
});
