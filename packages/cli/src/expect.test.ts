import { expect, onTestFinished, test } from 'vitest';
import type { Io } from './io.ts';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const files = {
  'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\n\nmodel User {\n  id Int @id\n}\n',
  'prisma/migrations/20240101000000_init/migration.sql': 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);\n',
};
const characters = Object.values(files).reduce((sum, { length }) => sum + length, 0);

/** What the process is told to expect of an answer. */
async function expectedBy(words: readonly string[], more?: Pick<Io, 'keep'>): Promise<readonly number[]> {
  const told: number[] = [];
  const nowhere = { isTerminal: false, width: undefined, write: () => {} };
  const cwd = temporaryFolder(files, onTestFinished);
  const io: Io = { cwd, env: {}, stdout: nowhere, stderr: nowhere, expect: (much) => void told.push(much), ...more };
  expect(await main(words, io)).toBe(0);
  return told;
}

test('how much is read is told before it is worked on, whether the answer is kept or not', async () => {
  expect(await expectedBy(['check'])).toEqual([characters]);
  expect(await expectedBy(['check'], { keep: () => {} })).toEqual([characters]);
  expect(await expectedBy(['report'])).toEqual([characters]);
  expect(await expectedBy(['plan', '--dry-run'])).toEqual([characters]);
});
