import { defaultSettings, type ProjectInput, type Settings } from '@refint/core';
import type { Source } from '@refint/model';

/** A text under a path; one that begins with `/` is shared by all projects. */
export interface Text {
  readonly path: string;
  readonly text: string;
}

export interface WorldProject {
  readonly name: string;
  readonly schema: readonly Text[];
  readonly migrations: readonly Text[];
}

/** What is analysed at a time. */
export interface World {
  readonly projects: readonly WorldProject[];
  readonly settings: Settings;
}

const shopSchema = `datasource db {
  provider = "postgresql"
}

enum Kind {
  X
  Y
}

/// People.
model User {
  id     Int    @id @default(autoincrement())
  email  String @unique
  posts  Post[]
  likes  Like[]
  boss   User?  @relation("team", fields: [bossId], references: [id])
  bossId Int?
  team   User[] @relation("team")
  logs   Log[]
  gone   Gone[]
}

// refint-ignore indexes/foreign-key-without-index: known
model Post {
  id       Int    @id
  authorId Int
  author   User   @relation(fields: [authorId], references: [id], onDelete: Cascade)
  kind     Kind
  lookup   Lookup @relation(fields: [kind], references: [kind])
  likes    Like[]
  tagId    Int?

  @@index([kind])
  @@index([kind, id])
}

model Lookup {
  kind  Kind   @id
  posts Post[]
}

model Like {
  id     Int  @id
  userId Int
  user   User @relation(fields: [userId], references: [id], onDelete: SetNull)
  postId Int
  post   Post @relation(fields: [postId], references: [id])

  @@map("likes")
}

model Tag {
  id    Int       @id
  name  String    @map("label")
  catId BigInt?
  cat   Category? @relation(fields: [catId], references: [id])
}

model Category {
  id   Int   @id
  tags Tag[]
}

model Log {
  id     Int  @id
  userId Int
  user   User @relation(fields: [userId], references: [id])
}

model Gone {
  id     Int  @id
  userId Int
  user   User @relation(fields: [userId], references: [id])
}
`;

const shopMigrations: readonly Text[] = [
  {
    path: '1_init',
    text: `CREATE TYPE "Kind" AS ENUM ('X', 'Y');
CREATE TABLE "User" ("id" SERIAL NOT NULL, "email" TEXT NOT NULL, "bossId" INTEGER, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Post" (
  "id" INTEGER NOT NULL,
  "authorId" INTEGER NOT NULL,
  "kind" "Kind" NOT NULL,
  "tagId" INTEGER,
  CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Lookup" ("kind" "Kind" NOT NULL, CONSTRAINT "Lookup_pkey" PRIMARY KEY ("kind"));
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
ALTER TABLE "User" ADD CONSTRAINT "User_bossId_fkey" FOREIGN KEY ("bossId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE CASCADE;
ALTER TABLE "Post" ADD CONSTRAINT "Post_kind_fkey" FOREIGN KEY ("kind") REFERENCES "Lookup"("kind") ON DELETE RESTRICT;
`,
  },
  {
    path: '2_likes',
    text: `CREATE TABLE "likes" ("id" INTEGER NOT NULL, "userId" INTEGER NOT NULL, "postId" INTEGER NOT NULL, PRIMARY KEY ("id"));
CREATE INDEX "likes_userId_idx" ON "likes"("userId");
CREATE INDEX "likes_userId_postId_idx" ON "likes"("userId", "postId");
ALTER TABLE "likes" ADD CONSTRAINT "likes_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL;
ALTER TABLE "likes" ADD CONSTRAINT "likes_again" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE NOT VALID;
DO $$ BEGIN
  ALTER TABLE "likes" ADD CONSTRAINT "likes_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id");
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
`,
  },
  {
    path: '3_tags',
    text: `CREATE TABLE "Category" ("id" INTEGER NOT NULL, CONSTRAINT "Category_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Tag" ("id" INTEGER NOT NULL, "label" TEXT NOT NULL, "catId" BIGINT, CONSTRAINT "Tag_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Log" ("id" INTEGER NOT NULL, "user_id" INTEGER NOT NULL, CONSTRAINT "Log_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Gone" ("id" INTEGER NOT NULL, "userId" INTEGER NOT NULL);
ALTER TABLE "Log" ADD CONSTRAINT "Log_userId_fkey" FOREIGN KEY ("user_id") REFERENCES "User"("id");
CREATE VIEW "Active" AS SELECT "id" FROM "User";
`,
  },
  {
    path: '4_more',
    text: `ALTER TABLE "Tag" ADD CONSTRAINT "Tag_catId_fkey" FOREIGN KEY ("catId") REFERENCES "Category"("id");
DROP TABLE "Gone";
ALTER TABLE "Post" ADD CONSTRAINT "Post_x" FOREIGN KEY ("tagId") REFERENCES "Tag"("label");
`,
  },
];

const other: WorldProject = {
  name: 'b',
  schema: [
    {
      path: 'schema.prisma',
      text: `datasource db {
  provider = "postgresql"
}

model User {
  id    Int    @id @default(autoincrement())
  posts Post[]
}

model Post {
  id       Int    @id
  authorId BigInt
  author   User   @relation(fields: [authorId], references: [id], onDelete: Cascade)
}
`,
    },
    {
      path: 'more.prisma',
      text: 'view Active {\n  id Int @unique\n}\n\nmodel Gone {\n  id     Int @id\n  userId Int\n}\n',
    },
  ],
  migrations: [
    {
      path: '1_init',
      text: `CREATE TABLE "User" ("id" SERIAL PRIMARY KEY);
CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" BIGINT NOT NULL);
CREATE TABLE "Gone" ("id" INTEGER PRIMARY KEY, "userId" INTEGER NOT NULL);
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE CASCADE;
`,
    },
    { path: '2_more', text: 'ALTER TABLE "Gone" RENAME TO "Gone2";\nCREATE INDEX "i" ON "Post"("authorId");\n' },
  ],
};

const shop = (name: string, path: string, migrations = shopMigrations): WorldProject => ({
  name,
  schema: [{ path, text: shopSchema }],
  migrations,
});

/** One project, two of them, two with one schema, and one of which only a part is there. */
export const starts: readonly (readonly WorldProject[])[] = [
  [shop('a', 'schema.prisma')],
  [shop('a', 'schema.prisma'), other],
  [shop('a', '/shared.prisma'), shop('c', '/shared.prisma', shopMigrations.slice(0, 3))],
  [shop('a', 'schema.prisma', shopMigrations.slice(2))],
];

const strict: Settings = { ...defaultSettings, strict: true };

export const settings: readonly Settings[] = [
  strict,
  defaultSettings,
  { ...strict, tables: [{ table: ['Post', 'likes'], large: true, because: 'it is' }] },
  { ...strict, tables: [{ table: ['User'], neverDeleted: true, because: 'people stay' }] },
  { ...strict, intended: [{ from: ['Log', 'Gone', 'likes'], because: 'so' }] },
  { ...strict, deletes: [{ from: ['likes'], onDelete: ['restrict'], because: 'so' }, { onDelete: ['cascade'] }] },
  { ...strict, since: { kind: 'beginning' } },
  { ...strict, overrides: [{ tables: ['Post'], rules: { 'indexes/foreign-key-without-index': 'off' } }] },
];

/** What is handed in of a world. Each file is read by `read`, once. */
export function inputsOf({ projects }: World, read: (path: string, text: string) => Source): readonly ProjectInput[] {
  const known = new Map<string, Source>();
  const once = (path: string, text: string): Source => {
    const source = known.get(path) ?? read(path, text);
    known.set(path, source);
    return source;
  };
  return projects.map(({ name, schema, migrations }) => ({
    name,
    schema: schema.map(({ path, text }) => once(path.startsWith('/') ? path.slice(1) : `${name}/${path}`, text)),
    migrations: migrations.map(({ path, text }) => ({
      name: path,
      source: once(`${name}/migrations/${path}/migration.sql`, text),
    })),
    runner: 'prisma',
    neverRun: [],
    problems: [],
  }));
}
