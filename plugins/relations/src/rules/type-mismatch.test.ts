import { check, checkFix } from '@refint/testkit';
import rule from './type-mismatch.ts';

const postgresql = `
  datasource db {
    provider = "postgresql"
  }
`;

check(
  rule,
  'a plain String cannot hold a key that is a uuid',
  `${postgresql}
  model User {
    id    String @id @db.Uuid
    posts Post[]
  }

  model Post {
    id       String @id @db.Uuid
    authorId String @map("author_id")
  //         ^^^^^^ error: Post.author_id (String) cannot reference User.id (String @db.Uuid): PostgreSQL cannot compare text with uuid; uuid accepts only itself
  // note: User.id is String @db.Uuid
    author   User   @relation(fields: [authorId], references: [id])
  }
`,
);

check(
  rule,
  'a shorter column finds only the short keys',
  `${postgresql}
  model User {
    id    String @id
    posts Post[]
  }

  model Post {
    id       String @id
    authorId String @db.VarChar(36)
  //                ^^^^^^^^^^^^^^^ hint: Post.authorId (String @db.VarChar(36)) references User.id (String): character varying(36) cannot hold every text
  // note: User.id is String
    author   User   @relation(fields: [authorId], references: [id])
  }
`,
);

check(
  rule,
  'each column of a composite key for itself',
  `${postgresql}
  model User {
    tenant Int
    id     String @db.Uuid
    posts  Post[]

    @@id([tenant, id])
  }

  model Post {
    id       Int    @id
    tenant   Int    @db.SmallInt
  //                ^^^^^^^^^^^^ hint: Post.tenant (Int @db.SmallInt) references User.tenant (Int): smallint cannot hold every integer
  // note: User.tenant is Int
    authorId String
  //         ^^^^^^ error: Post.authorId (String) cannot reference User.id (String @db.Uuid): PostgreSQL cannot compare text with uuid; uuid accepts only itself
  // note: User.id is String @db.Uuid
    author   User   @relation(fields: [tenant, authorId], references: [tenant, id])
  }
`,
);

check(
  rule,
  'equal types are silent, lists and enums and implicit join tables too',
  `${postgresql}
  enum Role {
    ADMIN
  }

  model User {
    id    String @id @db.Uuid
    role  Role   @unique
    posts Post[]
    tags  Tag[]
    votes Vote[]
  }

  model Post {
    id       String  @id @default(uuid()) @db.Uuid
    authorId String? @db.Uuid
    author   User?   @relation(fields: [authorId], references: [id])
  }

  model Tag {
    id    String @id @db.VarChar(10)
    users User[]
  }

  model Vote {
    id   Int  @id
    role Role
    user User @relation(fields: [role], references: [role])
  }
`,
);

check(
  rule,
  'text and varchar without a length hold the same values',
  `${postgresql}
  model User {
    id    String @id
    posts Post[]
  }

  model Post {
    id       String @id
    authorId String @db.VarChar
    author   User   @relation(fields: [authorId], references: [id])
  }
`,
);

check(
  rule,
  'without foreign keys it is a warning, and only one',
  `
  datasource db {
    provider     = "postgresql"
    relationMode = "prisma"
  }

  model User {
    id    String @id @db.Uuid
    posts Post[]
  }

  model Post {
    id       String @id @db.Uuid
    authorId String
  //         ^^^^^^ warning: Post.authorId (String) is no match for User.id (String @db.Uuid): PostgreSQL cannot compare text with uuid; uuid accepts only itself
  // note: User.id is String @db.Uuid
    author   User   @relation(fields: [authorId], references: [id])

    @@index([authorId])
  }
`,
);

check(
  rule,
  'a type that nobody knows is not judged',
  `${postgresql}
  model User {
    id    Unsupported("geohash") @id
    key   String                 @unique @db.Uuid
    posts Post[]
  }

  model Post {
    id       String                 @id
    authorId Unsupported("geohash")
    author   User                   @relation(fields: [authorId], references: [id])
  }
`,
);

check(rule, 'a foreign key that PostgreSQL refuses in a migration', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id UUID PRIMARY KEY);
    CREATE TABLE posts (id UUID PRIMARY KEY, author_id TEXT);
    ALTER TABLE posts ADD CONSTRAINT posts_author FOREIGN KEY (author_id) REFERENCES users (id);
    --                                                         ^^^^^^^^^ error: posts.author_id → users.id cannot be created: foreign key constraint "posts_author" cannot be implemented: PostgreSQL cannot compare text with uuid; uuid accepts only itself
    -- note: users.id is uuid
  `,
});

check(rule, 'one in the definition of its table', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id SERIAL PRIMARY KEY);
    CREATE TABLE posts (id SERIAL PRIMARY KEY, author_id VARCHAR(10) CONSTRAINT posts_author REFERENCES users (id));
    --                                         ^^^^^^^^^ error: posts.author_id → users.id cannot be created: foreign key constraint "posts_author" cannot be implemented: PostgreSQL cannot compare character varying(10) with integer; integer accepts only integer, smallint, bigint
    -- note: users.id is integer
  `,
});

check(rule, 'one whose error a handler swallows', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id UUID PRIMARY KEY);
    CREATE TABLE posts (id UUID PRIMARY KEY, author_id TEXT);
    DO $$ BEGIN
      ALTER TABLE posts ADD CONSTRAINT posts_author FOREIGN KEY (author_id) REFERENCES users (id);
    --                                                           ^^^^^^^^^ warning: posts.author_id → users.id cannot be created: foreign key constraint "posts_author" cannot be implemented: PostgreSQL cannot compare text with uuid; uuid accepts only itself
    -- note: users.id is uuid
    EXCEPTION WHEN OTHERS THEN NULL;
    END $$;
  `,
});

check(rule, 'columns that differ only in the database', {
  'schema.prisma': `${postgresql}
  model users {
    id    BigInt  @id
    posts posts[]
  }

  model posts {
    id        BigInt @id
    author_id BigInt
    author    users  @relation(fields: [author_id], references: [id])
  }
  `,
  'migrations/1/migration.sql': `
    CREATE TABLE users (id BIGINT PRIMARY KEY);
    CREATE TABLE posts (id BIGINT PRIMARY KEY, author_id INT NOT NULL REFERENCES users (id));
    --                                                   ^^^ hint: posts.author_id (integer) references users.id (bigint): integer cannot hold every bigint
    -- note: users.id is bigint
  `,
});

check(rule, 'what the schema gets wrong is said there, not again in the migration', {
  'schema.prisma': `${postgresql}
  model users {
    id    String  @id @db.Uuid
    posts posts[]
  }

  model posts {
    id        String @id @db.Uuid
    author_id String
  //          ^^^^^^ error: posts.author_id (String) cannot reference users.id (String @db.Uuid): PostgreSQL cannot compare text with uuid; uuid accepts only itself
  // note: users.id is String @db.Uuid
    author    users  @relation(fields: [author_id], references: [id])
  }
  `,
  'migrations/1/migration.sql': `
    CREATE TABLE users (id UUID PRIMARY KEY);
    CREATE TABLE posts (id UUID PRIMARY KEY, author_id TEXT NOT NULL);
    ALTER TABLE posts ADD CONSTRAINT posts_author FOREIGN KEY (author_id) REFERENCES users (id);
  `,
});

check(rule, 'a type that a later migration mends', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id BIGINT PRIMARY KEY);
    CREATE TABLE posts (id BIGINT PRIMARY KEY, author_id INT REFERENCES users (id));
    ALTER TABLE posts ALTER COLUMN author_id TYPE BIGINT;
  `,
});

check(rule, 'domains are judged by what they are made of', {
  'migrations/1/migration.sql': `
    CREATE DOMAIN email AS TEXT;
    CREATE TABLE users (email email PRIMARY KEY);
    CREATE TABLE letters (recipient email REFERENCES users, sender TEXT REFERENCES users);
    --                                                             ^^^^ hint: letters.sender (text) references users.email (email): email is a domain over text and may not allow every text
    -- note: users.email is email
  `,
});

check(rule, 'a history that starts in its middle may know less about a type than PostgreSQL does', {
  'migrations/1/migration.sql': `
    ALTER TABLE elsewhere ADD COLUMN x INTEGER;
    CREATE TABLE users (id UUID PRIMARY KEY);
    CREATE TABLE posts (id UUID PRIMARY KEY, author_id TEXT);
    ALTER TABLE posts ADD CONSTRAINT posts_author FOREIGN KEY (author_id) REFERENCES users (id);
  `,
});

check(rule, 'another error than that of types is not of its concern', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id UUID PRIMARY KEY);
    CREATE TABLE posts (id UUID PRIMARY KEY, author_id TEXT);
    ALTER TABLE posts ADD CONSTRAINT posts_author FOREIGN KEY (nobody) REFERENCES users (id);
  `,
});

check(rule, 'a refusal in the database is no secret where the schema only differs', {
  'schema.prisma': `${postgresql}
  model users {
    id    String  @id
    posts posts[]
  }

  model posts {
    id        String @id
    author_id String @db.VarChar(36)
  //                 ^^^^^^^^^^^^^^^ hint: posts.author_id (String @db.VarChar(36)) references users.id (String): character varying(36) cannot hold every text
  // note: users.id is String
    author    users  @relation(fields: [author_id], references: [id])
  }
  `,
  'migrations/1/migration.sql': `
    CREATE TABLE users (id UUID PRIMARY KEY);
    CREATE TABLE posts (id UUID PRIMARY KEY, author_id VARCHAR(36) NOT NULL);
    ALTER TABLE posts ADD CONSTRAINT posts_author FOREIGN KEY (author_id) REFERENCES users (id);
    --                                                         ^^^^^^^^^ error: posts.author_id → users.id cannot be created: foreign key constraint "posts_author" cannot be implemented: PostgreSQL cannot compare character varying(36) with uuid; uuid accepts only itself
    -- note: users.id is uuid
  `,
});

check(rule, 'one that differs in the schema and in the database is said once', {
  'schema.prisma': `${postgresql}
  model users {
    id    BigInt  @id
    posts posts[]
  }

  model posts {
    id        BigInt @id
    author_id Int
  //          ^^^ hint: posts.author_id (Int) references users.id (BigInt): integer cannot hold every bigint
  // note: users.id is BigInt
    author    users  @relation(fields: [author_id], references: [id])
  }
  `,
  'migrations/1/migration.sql': `
    CREATE TABLE users (id BIGINT PRIMARY KEY);
    CREATE TABLE posts (id BIGINT PRIMARY KEY, author_id INT NOT NULL REFERENCES users (id));
  `,
});

check(rule, 'SQL of which nothing is known may have mended a type', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id BIGINT PRIMARY KEY);
    CREATE TABLE posts (id BIGINT PRIMARY KEY, author_id INT REFERENCES users (id));
    DO $$ BEGIN
      EXECUTE (SELECT string_agg(command, ';') FROM commands);
    END $$;
  `,
});

checkFix(
  rule,
  'gives the column the type of the key, native type and all',
  `${postgresql}
  enum Kind {
    A
  }

  model User {
    id    String @id @db.Uuid
    key   Int    @unique
    kind  Kind   @unique
    code  String @unique
    posts Post[]
    more  Post[] @relation("more")
    kinds Post[] @relation("kinds")
    codes Post[] @relation("codes")
  }

  model Post {
    id       String  @id @db.Uuid
    authorId String? @map("author_id") // who
    keyNo    BigInt  @db.SmallInt
    kind     String
    code     String  @db.VarChar(36) @map("code_no")
    author   User?   @relation(fields: [authorId], references: [id])
    other    User    @relation("more", fields: [keyNo], references: [key])
    third    User    @relation("kinds", fields: [kind], references: [kind])
    fourth   User    @relation("codes", fields: [code], references: [code])
  }
`,
  `${postgresql}
  enum Kind {
    A
  }

  model User {
    id    String @id @db.Uuid
    key   Int    @unique
    kind  Kind   @unique
    code  String @unique
    posts Post[]
    more  Post[] @relation("more")
    kinds Post[] @relation("kinds")
    codes Post[] @relation("codes")
  }

  model Post {
    id       String  @id @db.Uuid
    authorId String? @map("author_id") @db.Uuid // who
    keyNo    Int
    kind     Kind
    code     String @map("code_no")
    author   User?   @relation(fields: [authorId], references: [id])
    other    User    @relation("more", fields: [keyNo], references: [key])
    third    User    @relation("kinds", fields: [kind], references: [kind])
    fourth   User    @relation("codes", fields: [code], references: [code])
  }
`,
);
