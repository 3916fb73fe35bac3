import { examineFiles } from '@refint/testkit';
import { expect, test } from 'vitest';
import missingInMigrations from './missing-in-migrations.ts';
import missingInSchema from './missing-in-schema.ts';

test.each([missingInMigrations, missingInSchema])(
  'of a model that has another name by now a field may be anything: $id',
  async (rule) => {
    const { findings, problems } = await examineFiles(rule, {
      'schema.prisma': `
    datasource db {
      provider = "postgresql"
    }

    model People {
      id    Int    @id
      posts Post[]

      @@map("Person")
    }

    model Post {
      id       Int    @id
      authorId Int
      author   Person @relation(fields: [authorId], references: [id])
    }
  `,
      'migrations/1/migration.sql': `
    CREATE TABLE "Person" (id INTEGER PRIMARY KEY);
    CREATE TABLE "Post" (id INTEGER PRIMARY KEY, "authorId" INTEGER NOT NULL);
    ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person" (id) ON DELETE RESTRICT ON UPDATE CASCADE;
  `,
    });
    expect(problems.map(({ text }) => text)).toEqual(['there is no type, enum or model "Person"']);
    expect(findings).toEqual([]);
  },
);
