import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The guide: what it shows is run here. */
const guide = readFileSync(join(import.meta.dirname, '../../../docs/suppressing.md'), 'utf8');

const blocks = (language: string): readonly string[] =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text = '']) => text);

const schema = `datasource db {
  provider = "postgresql"
}

model User {
  id     String  @id
  events Event[]
}

model Event {
  id     String @id
  userId String
  user   User   @relation(fields: [userId], references: [id], onDelete: Restrict)
}

${blocks('prisma').join('\n')}`;
const made = `CREATE TABLE "User" ("id" TEXT PRIMARY KEY);
CREATE TABLE "Event" ("id" TEXT PRIMARY KEY, "userId" TEXT NOT NULL);
CREATE TABLE "AuditEntry" ("id" TEXT PRIMARY KEY, "userId" TEXT NOT NULL);
ALTER TABLE "Event" ADD CONSTRAINT "Event_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT;
`;
const files = (dropping: string, declared = schema) => ({
  'prisma/schema.prisma': declared,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/1_init/migration.sql': made,
  'prisma/migrations/2_drop/migration.sql': dropping,
});

/** As a shell cuts them. */
const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);

async function type(cwd: string, command: string) {
  let stdout = '';
  const output = { isTerminal: false, width: undefined, write: (text: string) => void (stdout += text) };
  const io = { cwd, env: {}, stdout: output, stderr: output };
  return { code: await main(wordsOf(command).slice(1), io), stdout };
}

describe('docs/suppressing.md', () => {
  let ignored: readonly string[];
  const ignoredIn = async (given: Readonly<Record<string, string>>) => {
    const { stdout } = await type(temporaryFolder(given, onTestFinished), 'refint check --format json');
    const { suppressed } = JSON.parse(stdout) as { suppressed: { rule: string; suppression: { reason: string } }[] };
    return suppressed.map(({ rule, suppression }) => `${rule}: ${suppression.reason}`);
  };
  const reasons = [...guide.matchAll(/^(?:--|\s*\/\/\/) refint-ignore (.*)$/gm)].map(([, said]) => said);

  beforeAll(() => expect(reasons).toHaveLength(2));

  test('its comments hide what they say', async () => {
    ignored = await ignoredIn(files(blocks('sql').join('\n')));
    expect([...new Set(ignored)].sort()).toEqual([...reasons].sort());
  });

  test('its configuration is one, and says why there is no foreign key', async () => {
    const [config = ''] = blocks('json');
    const declared = schema.replaceAll('refint-ignore', 'ignore');
    const given = { ...files('DROP TABLE "AuditEntry";', declared), 'refint.config.json': config };
    const cwd = temporaryFolder(
      { ...given, 'prisma/migrations/1_init/migration.sql': made.replace(/ALTER.*/, '') },
      onTestFinished,
    );
    const { code, stdout } = await type(cwd, 'refint references');
    expect([code, stdout]).toEqual([0, expect.stringContaining('intended: events come from a queue')]);
    expect((await type(cwd, 'refint check')).stdout).not.toContain('Event.userId');
  });

  test('and without them something is found', async () => {
    const without = (text: string) => text.replaceAll('refint-ignore', 'ignore');
    const given = files(without(blocks('sql').join('\n')), without(schema));
    const { stdout } = await type(temporaryFolder(given, onTestFinished), 'refint check');
    for (const reason of reasons) expect(stdout).toContain(reason?.replace(/:.*/, ''));
  });
});
