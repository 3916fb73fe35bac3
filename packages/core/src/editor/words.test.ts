import { sourceOf } from '@refint/model';
import { expect, test } from 'vitest';
import { analyze } from '../analyze.ts';
import { defaultSettings } from '../input.ts';
import { hoverOf } from './words.ts';

const schema = `datasource db {
  provider = "postgresql"
}

model Member {
  tenant Int
  id     Int
  posts  Post[]

  @@id([tenant, id])
}

model Post {
  id       Int    @id
  tenant   Int
  memberId Int
  member   Member @relation(fields: [tenant, memberId], references: [tenant, id])
}
`;

test('a reference over several columns names them all, once', async () => {
  const input = {
    name: '.',
    schema: [sourceOf('words.prisma', schema)],
    runner: 'prisma',
    problems: [],
    neverRun: [],
  } as const;
  const { projects } = await analyze([{ ...input, migrations: undefined, dialect: undefined }], defaultSettings, []);
  const project = projects[0]!.project;
  expect(hoverOf({ kind: 'table', table: 'public.Post' }, project)).toContain(
    '- tenant, memberId → Member(tenant, id) · ',
  );
  expect(hoverOf({ kind: 'table', table: 'public.Member' }, project)).toContain('- Post(tenant, memberId) · ');
});
