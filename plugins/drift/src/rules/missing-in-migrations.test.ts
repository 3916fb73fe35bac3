import { check } from '@refint/testkit';
import rule from './missing-in-migrations.ts';

check(rule, 'what the client will ask for and not find', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    enum Role {
  //     ^^^^ error: no migration adds GUEST, ROOT to the enum Role
  // note: prisma migrate dev writes the migration that is missing
      ADMIN
      GUEST
      ROOT
    }

    enum Mood {
  //     ^^^^ error: no migration makes the enum Mood
  // note: prisma migrate dev writes the migration that is missing
      GOOD
    }

    model User {
      id    Int    @id
      email String @unique
  //               ^^^^^^^ error: no migration makes the unique index User_email_key (email) of User
  // note: prisma migrate dev writes the migration that is missing
      name  String @map("full_name")
  //  ^^^^ error: no migration makes the column User.full_name
  // note: prisma migrate dev writes the migration that is missing
      role  Role

      @@index([role])
  //  ^^^^^^^^^^^^^^^ warning: no migration makes the index User_role_idx (role) of User
  // note: prisma migrate dev writes the migration that is missing
    }

    model Note {
  //      ^^^^ error: no migration makes the table Note
  // note: prisma migrate dev writes the migration that is missing
      id Int @id
    }

    model Tag {
      name String @id
  //              ^^^ error: no migration makes the primary key of Tag (name)
  // note: prisma migrate dev writes the migration that is missing
    }
  `,
  'migrations/1/migration.sql': `
    CREATE TYPE "Role" AS ENUM ('ADMIN');
    CREATE TABLE "User" (id INTEGER CONSTRAINT "User_pkey" PRIMARY KEY, email TEXT NOT NULL, role "Role" NOT NULL);
    CREATE TABLE "Tag" (name TEXT NOT NULL);
  `,
});

check(rule, 'a model over a view', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model users {
      id Int @id
    }

    model active_users {
    //    ^^^^^^^^^^^^ warning: the migrations make active_users a view, and the schema declares a table
    // note: prisma migrate dev writes a CREATE TABLE that cannot run; a view is declared with the word view
      id Int @id
    }
  `,
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER CONSTRAINT users_pkey PRIMARY KEY);
    CREATE VIEW active_users AS SELECT id FROM users;
  `,
});

check(rule, 'a join table of before Prisma 6', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model Post {
      id   Int   @id
      tags Tag[]
  //  ^^^^ hint: _PostToTag has the unique index _PostToTag_AB_unique (A, B) where the schema asks for a primary key: the next prisma migrate dev replaces it
  // note: tables that join two models have a primary key since Prisma 6
    }

    model Tag {
      id    Int    @id
      posts Post[]
    }
  `,
  'migrations/1/migration.sql': `
    CREATE TABLE "Post" (id INTEGER CONSTRAINT "Post_pkey" PRIMARY KEY);
    CREATE TABLE "Tag" (id INTEGER CONSTRAINT "Tag_pkey" PRIMARY KEY);
    CREATE TABLE "_PostToTag" (
      "A" INTEGER NOT NULL REFERENCES "Post" (id) ON DELETE CASCADE ON UPDATE CASCADE,
      "B" INTEGER NOT NULL REFERENCES "Tag" (id) ON DELETE CASCADE ON UPDATE CASCADE
    );
    CREATE UNIQUE INDEX "_PostToTag_AB_unique" ON "_PostToTag" ("A", "B");
    CREATE INDEX "_PostToTag_B_index" ON "_PostToTag" ("B");
  `,
});

const posts = `
  datasource db {
    provider = "postgresql"
  }

  model users {
    id    Int     @id
    posts posts[]
    notes notes[]
  }

  model posts {
    id        Int   @id
    author_id Int
    author    users @relation(fields: [author_id], references: [id])
  }

  model notes {
    id        Int   @id
    author_id Int
    author    users @relation(fields: [author_id], references: [id])
  }
`;

check(rule, 'what relations/missing-foreign-key tells', {
  'schema.prisma': posts,
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER CONSTRAINT users_pkey PRIMARY KEY);
    CREATE TABLE posts (id INTEGER CONSTRAINT posts_pkey PRIMARY KEY);
  `,
});

const half = `
  datasource db {
    provider = "postgresql"
  }

  model users {
    id   Int    @id
    name String
  }
`;
const withoutName = 'CREATE TABLE users (id INTEGER CONSTRAINT users_pkey PRIMARY KEY);';

check(rule, 'a history that starts in its middle', {
  'schema.prisma': half,
  'migrations/1/migration.sql': `${withoutName} ALTER TABLE others ADD COLUMN a INTEGER;`,
});

check(rule, 'a history that Prisma cannot run, and so compares with nothing', {
  'schema.prisma': half,
  'migrations/1/migration.sql': `${withoutName} ALTER TABLE users DROP COLUMN nick;`,
});

check(
  rule,
  'migrations that another program runs',
  { 'schema.prisma': half, 'migrations/1.sql': withoutName },
  { runner: 'psql' },
);

check(rule, 'a table that migrations made, and that is gone or has another name', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model orders {
    //    ^^^^^^ error: 2 drops the table orders, and the schema declares it
    // note: it does so here
      id Int @id
    }

    model bills {
    //    ^^^^^ error: 2 renames the table bills to invoices, and the schema declares it under its old name
    // note: it does so here
      id Int @id
    }
  `,
  'migrations/1/migration.sql':
    'CREATE TABLE orders (id INTEGER PRIMARY KEY); CREATE TABLE bills (id INTEGER PRIMARY KEY);',
  'migrations/2/migration.sql': 'DROP TABLE orders; ALTER TABLE bills RENAME TO invoices;',
});
