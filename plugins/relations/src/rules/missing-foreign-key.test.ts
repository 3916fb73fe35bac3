import { check } from '@refint/testkit';
import rule from './missing-foreign-key.ts';

const tables = `
  CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER NOT NULL);
`;

const silent = `
  datasource db {
    provider = "postgresql"
  }

  model User {
    id    Int    @id
    posts Post[]
  }

  model Post {
    id       Int  @id
    authorId Int
    author   User @relation(fields: [authorId], references: [id])
  }
`;

const found = (text: string, ...notes: string[]) => `
  datasource db {
    provider = "postgresql"
  }

  model User {
    id    Int    @id
    posts Post[]
  }

  model Post {
    id       Int  @id
    authorId Int
    author   User @relation(fields: [authorId], references: [id])
  //^^^^^^ error: ${[`no foreign key enforces Post.authorId → User.id: ${text}`, ...notes.map((note) => `// note: ${note}`)].join('\n  ')}
  }
`;

check(rule, 'a foreign key that was never created', {
  'schema.prisma': found('no migration creates it'),
  'migrations/1/migration.sql': tables,
});

check(rule, 'a foreign key that is there, by whatever name', {
  'schema.prisma': silent,
  'migrations/1/migration.sql': tables,
  'migrations/2/migration.sql': `
    ALTER TABLE "Post" ADD CONSTRAINT "anything" FOREIGN KEY ("authorId") REFERENCES "User"("id");
  `,
});

check(rule, 'a foreign key that was dropped, and where', {
  'schema.prisma': found('2_less dropped it', 'it is dropped here'),
  'migrations/1/migration.sql': `
    CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
    CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER NOT NULL REFERENCES "User");
  `,
  'migrations/2_less/migration.sql': `
    ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";
  `,
});

check(rule, 'a foreign key that is dropped to be made again', {
  'schema.prisma': silent,
  'migrations/1/migration.sql': `
    CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
    CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER NOT NULL REFERENCES "User");
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";
    ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE CASCADE;
  `,
});

check(rule, 'a foreign key that a guard skipped', {
  'schema.prisma': found(
    'Post has no column author at this point',
    'this condition is false when the migration runs',
    'the migrations make Post without authorId',
  ),
  'migrations/1/migration.sql': `
    CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
    CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "writerId" INTEGER NOT NULL);
  `,
  'migrations/2/migration.sql': `
    DO $$ BEGIN
      IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'Post' AND column_name = 'author') THEN
        ALTER TABLE "Post" ADD FOREIGN KEY ("authorId") REFERENCES "User"("id");
      END IF;
    END $$;
  `,
});

check(rule, 'a table that no migration creates is one finding', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model User {
      id     Int    @id
      posts  Post[] @relation("author")
      edited Post[] @relation("editor")
    }

    model Post {
    //    ^^^^ error: no migration creates the table Post, so nothing enforces its 2 relations
      id       Int  @id
      authorId Int
      editorId Int
      author   User @relation("author", fields: [authorId], references: [id])
      editor   User @relation("editor", fields: [editorId], references: [id])
    }
  `,
  'migrations/1/migration.sql': `
    CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
  `,
});

check(rule, 'relationMode prisma has no foreign keys on purpose', {
  'schema.prisma': `
    datasource db {
      provider     = "postgresql"
      relationMode = "prisma"
    }

    model User {
      id    Int    @id
      posts Post[]
    }

    model Post {
      id       Int  @id
      authorId Int
      author   User @relation(fields: [authorId], references: [id])
    }
  `,
  'migrations/1/migration.sql': tables,
});

check(rule, 'a history that starts in its middle tells nothing about what is absent', {
  'schema.prisma': silent,
  'migrations/1/migration.sql': `
    ALTER TABLE "Post" ADD COLUMN "title" TEXT;
    CREATE INDEX "Post_title_idx" ON "Post"("title");
  `,
});

check(rule, 'a project without migrations tells nothing either', { 'schema.prisma': silent });

check(rule, 'both halves of an implicit many-to-many relation are references', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model Post {
      id   Int   @id
      tags Tag[]
    //^^^^ error: no migration creates the table _PostToTag, so nothing enforces its 2 relations
    }

    model Tag {
      id    Int    @id
      posts Post[]
    }
  `,
  'migrations/1/migration.sql': `
    CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY);
    CREATE TABLE "Tag" ("id" INTEGER PRIMARY KEY);
  `,
});

check(rule, 'a column that a migration renamed, and its foreign key with it', {
  'schema.prisma': found(
    '2_rename renamed authorId to author_id',
    'it is renamed here',
    'the migrations make Post without authorId',
  ),
  'migrations/1/migration.sql': `
    CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
    CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER NOT NULL REFERENCES "User");
  `,
  'migrations/2_rename/migration.sql': `
    ALTER TABLE "Post" RENAME COLUMN "authorId" TO "author_id";
  `,
});

const onPurpose = (from: string) => ({ intended: [{ from: [from], because: 'posts outlive their authors' }] });

check(
  rule,
  'a reference that is meant to have none',
  { 'schema.prisma': silent, 'migrations/1/migration.sql': tables },
  onPurpose('Post.authorId'),
);

check(
  rule,
  'a reference that was meant to have none and whose foreign key was dropped',
  {
    'schema.prisma': silent,
    'migrations/1/migration.sql': `
    CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
    CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER NOT NULL REFERENCES "User");
    ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";
  `,
  },
  onPurpose('Post'),
);

check(
  rule,
  'another reference is meant',
  { 'schema.prisma': found('no migration creates it'), 'migrations/1/migration.sql': tables },
  onPurpose('*.editorId'),
);

check(
  rule,
  'a foreign key that cannot be made fails the migration, whatever is meant',
  {
    'schema.prisma': found(
      'foreign key constraint "Post_authorId_fkey" cannot be implemented: PostgreSQL cannot compare text with integer; integer accepts only integer, smallint, bigint',
      'this cannot run',
    ),
    'migrations/1/migration.sql': `
    CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
    CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" TEXT NOT NULL);
    ALTER TABLE "Post" ADD FOREIGN KEY ("authorId") REFERENCES "User"("id");
  `,
  },
  onPurpose('Post.authorId'),
);

check(rule, 'a table that migrations made, and that is gone or has another name', {
  'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model users {
      id     Int      @id
      orders orders[]
      bills  bills[]
    }

    model orders {
    //    ^^^^^^ error: 2 drops the table orders, so nothing enforces its relation
    // note: it is dropped here
      id     Int   @id
      userId Int
      user   users @relation(fields: [userId], references: [id])
    }

    model bills {
    //    ^^^^^ error: 2 renames the table bills to invoices, so nothing enforces its relation
    // note: it is renamed here
      id     Int   @id
      userId Int
      user   users @relation(fields: [userId], references: [id])
    }
  `,
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, "userId" INTEGER NOT NULL REFERENCES users);
    CREATE TABLE bills (id INTEGER PRIMARY KEY, "userId" INTEGER NOT NULL REFERENCES users);
  `,
  'migrations/2/migration.sql': 'DROP TABLE orders; ALTER TABLE bills RENAME TO invoices;',
});
