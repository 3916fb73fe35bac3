import { sourceOf } from '@refint/model';
import { expect, test } from 'vitest';
import { analyze } from '../analyze.ts';
import { defaultSettings } from '../input.ts';
import { impactPage } from './impact-page.ts';

const schema = `datasource db {
  provider = "postgresql"
}

model User {
  id    Int    @id
  posts Post[]

  @@map("_users_ <b>")
}

model Post {
  id       Int      @id
  authorId Int
  author   User     @relation(fields: [authorId], references: [id], onDelete: Cascade)
  pinned   Pinned[]
}

model Pinned {
  id     Int   @id
  postId Int?
  post   Post? @relation(fields: [postId], references: [id], onDelete: SetNull)
}
`;

test('each consequence stands below what it comes of, and names are no markup', async () => {
  const input = {
    name: '.',
    schema: [sourceOf('page.prisma', schema)],
    runner: 'prisma',
    problems: [],
    neverRun: [],
  } as const;
  const { projects } = await analyze([{ ...input, migrations: undefined, dialect: undefined }], defaultSettings, []);
  expect(impactPage('public._users_ <b>', projects[0]!.project)).toEqual({
    title: 'A delete from _users_ <b>',
    text: `# A delete from \\_users\\_ \\<b\\>

*note: as the schema declares it: there are no migrations to read*

Rows go from 1 table: Post.

Columns are set to null in 1 table: Pinned.

The longest way has 2 references.

- **Post.authorId** · CASCADE · rows go too
  - **Pinned.postId** · SET NULL · postId is set to null
`,
  });
});
