import { check, checkFix } from '@refint/testkit';
import rule from './undeclared-reference.ts';

const db = `
  datasource db {
    provider = "postgresql"
  }
`;

check(rule, 'a column that is called after a table', {
  'schema.prisma': `${db}
  model User {
    id Int @id
  }

  model Post {
    id     Int @id
    userId Int
  //^^^^^^ warning: Post.userId seems to reference User.id, and neither a relation nor a foreign key says so
  // note: it is called after User, and its type fits
  // note: this is User.id
  }
`,
  'migrations/1/migration.sql': `
    CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
    CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "userId" INTEGER NOT NULL);
  `,
});

check(rule, 'without a schema, what the migrations made', {
  'migrations/1/migration.sql': `
    CREATE TABLE categories (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, category_id INTEGER, main_category_id INTEGER REFERENCES categories);
    --                                          ^^^^^^^^^^^ warning: posts.category_id seems to reference categories.id, and no foreign key says so
    -- note: it is called after categories, its type fits, and an index finds its rows
    -- note: this is categories.id
    CREATE INDEX ON posts (category_id);
  `,
});

check(
  rule,
  'roles: another row of the same table, whoever did something, a table behind a role',
  `${db}
  model User {
    id Int @id
  }

  model Folder {
    id       Int @id
    parentId Int?
  //^^^^^^^^ warning: Folder.parentId seems to reference Folder.id, and no relation says so
  // note: it is called after another row of the same table, its type fits, and an index finds its rows
  // note: this is Folder.id
    createdBy Int
  //^^^^^^^^^ warning: Folder.createdBy seems to reference User.id, and no relation says so
  // note: it names a person, and those are in User, and its type fits
  // note: this is User.id
    reviewer_user_id Int
  //^^^^^^^^^^^^^^^^ warning: Folder.reviewer_user_id seems to reference User.id, and no relation says so
  // note: it is called after User, and its type fits
  // note: this is User.id
    groupBy Int

    @@index([parentId])
  }
`,
);

check(rule, 'what the same name means elsewhere', {
  'migrations/1/migration.sql': `
    CREATE TABLE background_workers (id UUID PRIMARY KEY);
    CREATE TABLE runs (id UUID PRIMARY KEY, worker_id UUID REFERENCES background_workers);
    CREATE TABLE tasks (id UUID PRIMARY KEY, worker_id UUID REFERENCES background_workers);
    CREATE TABLE logs (id UUID PRIMARY KEY, worker_id UUID, last_worker_id UUID, worker_name TEXT);
    --                                      ^^^^^^^^^ warning: logs.worker_id seems to reference background_workers.id, and no foreign key says so
    -- note: 2 other columns of this name reference background_workers, and its type fits
    -- note: this is background_workers.id
    --                                                      ^^^^^^^^^^^^^^ warning: logs.last_worker_id seems to reference background_workers.id, and no foreign key says so
    -- note: columns called worker_id reference background_workers, and its type fits
    -- note: this is background_workers.id
  `,
});

check(rule, 'the tenant comes along where the key has it', {
  'migrations/1/migration.sql': `
    CREATE TABLE tenants (id INTEGER PRIMARY KEY);
    CREATE TABLE orders (tenant_id INTEGER REFERENCES tenants, id INTEGER, PRIMARY KEY (tenant_id, id));
    CREATE TABLE items (tenant_id INTEGER REFERENCES tenants, id INTEGER, order_id INTEGER, PRIMARY KEY (tenant_id, id));
    --                                                                    ^^^^^^^^ warning: items(tenant_id, order_id) seems to reference orders(tenant_id, id), and no foreign key says so
    -- note: it is called after orders, and its type fits
    -- note: this is orders(tenant_id, id)
  `,
});

check(
  rule,
  'what points now here and now there, ids of other systems, and other types are silent',
  `${db}
  model User {
    id               Int @id
    externalUserId   Int
    stripeCustomerId Int
    appUserId        Int
  }

  model Customer {
    id               Int    @id
    stripeCustomerId Int
    githubUserId     Int
    customerId       Int
    userIds          Int[]
    paidBy           String
  }

  model Comment {
    id          Int    @id
    userType    String
    userId      Int
    entity_type String
    entity_id   Int
  }
`,
);

check(rule, 'views are silent', {
  'schema.prisma': `${db}
  model User {
    id Int @id
  }

  view Totals {
    userId Int
    total  Int
  }

  model Ranks {
    userId Int @unique
    rank   Int
  }
`,
  'migrations/1/migration.sql': `
    CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
    CREATE VIEW "Totals" AS SELECT "id" AS "userId", 1 AS "total" FROM "User";
    CREATE VIEW "Ranks" AS SELECT "id" AS "userId", 1 AS "rank" FROM "User";
  `,
});

check(
  rule,
  'where two tables are as likely, neither is named',
  `${db}
  model SalesOrder {
    id Int @id
  }

  model PurchaseOrder {
    id Int @id
  }

  model Note {
    id      Int @id
    orderId Int

    @@index([orderId])
  }
`,
);

check(
  rule,
  'what the configuration says is meant so',
  `${db}
  model User {
    id Int @id
  }

  model Event {
    id     Int @id
    userId Int
  }
`,
  { notReferences: [{ column: ['Event.userId'], because: 'events outlive their users' }] },
);

check(rule, 'a foreign key that somebody dropped by its name, and the relation with it', {
  'schema.prisma': `${db}
  model User {
    id Int @id
  }

  model Event {
    id     Int @id
    userId Int
  }
`,
  'migrations/1/migration.sql': `
    CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
    CREATE TABLE "Event" ("id" INTEGER PRIMARY KEY, "userId" INTEGER NOT NULL REFERENCES "User");
  `,
  'migrations/2/migration.sql': `
    ALTER TABLE "Event" DROP CONSTRAINT "Event_userId_fkey";
  `,
});

check(rule, 'one that went with its column tells nothing of the new column', {
  'migrations/1/migration.sql': `
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE events (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users);
    ALTER TABLE events DROP COLUMN user_id;
    ALTER TABLE events ADD COLUMN user_id INTEGER;
    --                            ^^^^^^^ warning: events.user_id seems to reference users.id, and no foreign key says so
    -- note: it is called after users, and its type fits
    -- note: this is users.id
  `,
});

check(rule, 'of a history without its beginning and without a schema nothing is known', {
  'migrations/1/migration.sql': `
    ALTER TABLE comments ADD COLUMN text TEXT;
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER);
  `,
});

checkFix(
  rule,
  'with a field below the column and a list on the other side, in their columns',
  `${db}
  model User {
    id   Int    @id
    name String @unique
  }

  model Post {
    id        Int       @id
    authorId  Int
    text      String    @default("")
    createdAt DateTime? @default(now())
  }

  model Profile {
    userId String? @unique
    ownerId Int? @unique
  }
`,
  `${db}
  model User {
    id   Int    @id
    name String @unique
    posts Post[]
    profile Profile?
  }

  model Post {
    id        Int       @id
    authorId  Int
    author    User      @relation(fields: [authorId], references: [id])
    text      String    @default("")
    createdAt DateTime? @default(now())
  }

  model Profile {
    userId String? @unique
    ownerId Int? @unique
    owner   User? @relation(fields: [ownerId], references: [id])
  }
`,
);

checkFix(
  rule,
  'where the author has the others: above the column, or together',
  `${db}
  model users {
    id       Int        @id
    posts    posts[]
    comments comments[]
  }

  model posts {
    id        Int   @id
    users     users @relation(fields: [user_id], references: [id])
    user_id   Int
    folder_id Int
  }

  model folders {
    id Int @id
  }

  model comments {
    id      Int   @id
    user_id Int
    post_id Int
    users   users @relation(fields: [user_id], references: [id])

    @@index([post_id])
  }
`,
  `${db}
  model users {
    id       Int        @id
    posts    posts[]
    comments comments[]
  }

  model posts {
    id        Int   @id
    users     users @relation(fields: [user_id], references: [id])
    user_id   Int
    folder    folders @relation(fields: [folder_id], references: [id])
    folder_id Int
    comments  comments[]
  }

  model folders {
    id Int @id
    posts posts[]
  }

  model comments {
    id      Int   @id
    user_id Int
    post_id Int
    users   users @relation(fields: [user_id], references: [id])
    post    posts @relation(fields: [post_id], references: [id])

    @@index([post_id])
  }
`,
);

checkFix(
  rule,
  'with names where two models are joined more than once, and where a model is joined to itself',
  `${db}
  model User {
    id    Int    @id
    posts Post[]
  }

  model Post {
    id         Int  @id
    authorId   Int
    author     User @relation(fields: [authorId], references: [id])
    reviewerId Int?
    createdBy  Int
    parentId   Int?

    @@index([parentId])
  }
`,
  `${db}
  model User {
    id    Int    @id
    posts Post[]
    reviewerPosts Post[] @relation("PostReviewer")
    createdByUserPosts Post[] @relation("PostCreatedByUser")
  }

  model Post {
    id         Int  @id
    authorId   Int
    author     User @relation(fields: [authorId], references: [id])
    reviewerId Int?
    reviewer   User? @relation("PostReviewer", fields: [reviewerId], references: [id])
    createdBy  Int
    createdByUser User @relation("PostCreatedByUser", fields: [createdBy], references: [id])
    parentId   Int?
    parent     Post? @relation("PostParent", fields: [parentId], references: [id])
    children   Post[] @relation("PostParent")

    @@index([parentId])
  }
`,
);

check(
  rule,
  'a reference that is meant to have no foreign key, by either end',
  `${db}
  model User {
    id Int @id
  }

  model Team {
    id Int @id
  }

  model Event {
    id     Int @id
    userId Int
    teamId Int
  }

  model Post {
    id     Int @id
    userId Int
  //^^^^^^ warning: Post.userId seems to reference User.id, and no relation says so
  // note: it is called after User, and its type fits
  // note: this is User.id
    teamId Int
  }
`,
  {
    intended: [
      { from: ['Event.userId'], because: 'events outlive their users' },
      { to: ['Team'], because: 'teams live in another database' },
    ],
  },
);
