import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const schema = 'prisma/schema.prisma';
export const init = 'prisma/migrations/20240101000000_init/migration.sql';
/** A project about which there is nothing to say. */
export const files = {
  [schema]: `datasource db {
  provider = "postgresql"
}

/// People 👋 who write
model User {
  id    Int    @id
  posts Post[]
}

model Post {
  id       Int  @id
  authorId Int
  author   User @relation(fields: [authorId], references: [id], onDelete: Cascade)

  @@index([authorId])
}
`,
  [init]: `CREATE TABLE "User" ("id" INTEGER NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Post" ("id" INTEGER NOT NULL, "authorId" INTEGER NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
CREATE INDEX "Post_authorId_idx" ON "Post"("authorId");
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
`,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
};

export function writeInto(folder: string, all: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
