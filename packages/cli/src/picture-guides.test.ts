import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A project with the names that the guides use. */
const files = {
  'prisma/schema.prisma': `datasource db {
  provider = "postgresql"
}

model workflow_instances {
  id     Int     @id
  stages stages[]
}

model stages {
  id       Int                @id
  instance Int
  of       workflow_instances @relation(fields: [instance], references: [id])
}
`,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/20240101000000_init/migration.sql':
    'CREATE TABLE workflow_instances (id INTEGER PRIMARY KEY);\nCREATE TABLE stages (id INTEGER PRIMARY KEY, instance INTEGER NOT NULL);\n',
  'prisma/migrations/20240102000000_author/migration.sql':
    'ALTER TABLE stages ADD FOREIGN KEY (instance) REFERENCES workflow_instances;\n',
};

const commandsIn = (guide: string): readonly string[] => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs', guide), 'utf8');
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) => block.trim().split('\n'));
};

test.each(['graph.md', 'report.md'].flatMap((guide) => commandsIn(guide).map((command) => [guide, command] as const)))(
  '%s: %s',
  async (_, command) => {
    const [program, ...words] = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    );
    let stdout = '';
    const output = { isTerminal: false, width: undefined, write: (text: string) => void (stdout += text) };
    const cwd = temporaryFolder(files, onTestFinished);
    expect(program).toBe('refint');
    expect(await main(words, { cwd, env: {}, stdout: output, stderr: output })).toBe(0);
    const file = words[words.indexOf('--output') + 1] ?? '';
    if (!words.includes('--output')) expect(stdout.length).toBeGreaterThan(100);
    else {
      expect([stdout, existsSync(join(cwd, file))]).toEqual(['', true]);
      expect(readFileSync(join(cwd, file), 'utf8')).toContain('workflow_instances');
    }
  },
);

test.each([
  ['graph.md', 5],
  ['report.md', 6],
])('%s has its commands', (guide, least) => {
  expect(commandsIn(guide).length).toBeGreaterThanOrEqual(least);
});
