import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { verbs } from './verbs.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../docs/getting-started.md'), 'utf8');

/** What the guide tells to type, in its order: commands that stand alone, and those in sentences. */
const commands = [...guide.matchAll(/^npx refint (.*)$|`npx refint (.*?)`/gm)].map(
  ([, alone, within]) => alone ?? within ?? '',
);

const files = {
  'prisma/schema.prisma': `datasource db {\n  provider = "postgresql"\n}\n\nmodel User {\n  id Int @id\n}\n`,
  'prisma/migrations/20240101000000_init/migration.sql': 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);\n',
};

test('every command of the guide runs, one after the other', async () => {
  const cwd = temporaryFolder(files, onTestFinished);
  const output = { isTerminal: false, width: undefined };
  expect(commands.length).toBeGreaterThan(4);
  for (const command of commands) {
    let said = '';
    const to = { ...output, write: (text: string) => void (said += text) };
    const words = command.replace('RULE', 'deletes/policy').replace('TABLE', 'User').split(' ');
    const code = await main(words, { cwd, env: {}, stdout: to, stderr: to });
    expect([command, code, said]).toEqual([command, 0, said]);
  }
});

test('the guide tells every option of init', () => {
  const told = [...guide.matchAll(/^\| `--([\w-]+)/gm)].map(([, option]) => option);
  expect(told).toEqual(Object.keys(verbs['init']?.options ?? {}));
});
