import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { companion } from './testing/companion.ts';
import { verbs } from './verbs.ts';

const migrations = 'prisma/migrations';
const released = {
  'package.json': '{ "type": "module" }',
  '.gitignore': 'node_modules\n',
  ...companion(),
  'prisma/schema.prisma': `datasource db {
  provider = "postgresql"
}

model users {
  id    Int     @id
  posts posts[]
}

model posts {
  id     Int   @id
  author Int
  user   users @relation(fields: [author], references: [id], onDelete: Restrict, onUpdate: Cascade)
}
`,
  [`${migrations}/migration_lock.toml`]: 'provider = "postgresql"\n',
  [`${migrations}/20240101000000_init/migration.sql`]: `CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER NOT NULL);
`,
};
const branch = {
  [`${migrations}/20240102000000_author/migration.sql`]:
    'ALTER TABLE posts ADD CONSTRAINT posts_author_fkey FOREIGN KEY (author) REFERENCES users ON DELETE RESTRICT ON UPDATE CASCADE;\n',
};

/** A branch of a project that was released as v1.0, with one migration more. */
function project(): string {
  const cwd = temporaryFolder(released, onTestFinished);
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...words: string[]) => execFileSync('git', ['-C', cwd, ...who, ...words], { stdio: 'ignore' });
  git('init', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '-m', 'first');
  git('tag', 'v1.0');
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  for (const [path, text] of Object.entries(branch)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  git('add', '.');
  return cwd;
}

async function type(words: readonly string[], cwd = '/') {
  const said = { stdout: '', stderr: '' };
  const output = (to: 'stdout' | 'stderr') => ({
    isTerminal: to === 'stdout',
    width: 80,
    write: (text: string) => void (said[to] += text),
  });
  const io = { cwd, env: { NO_COLOR: '1' }, stdout: output('stdout'), stderr: output('stderr') };
  return { code: await main(words, io), ...said };
}

/** What talks on the standard input of its process has one of its own, with nobody at the other end. */
function served(words: readonly string[], cwd: string) {
  const command = join(import.meta.dirname, '../bin/refint.js');
  const { status, stderr } = spawnSync(process.execPath, [command, ...words], { cwd, input: '', encoding: 'utf8' });
  return { code: status, stderr };
}

/** The commands at the end of a help text, without what they are for. */
const examplesIn = (help: string): readonly string[] =>
  (help.split('\nExamples:\n')[1] ?? '')
    .trim()
    .split('\n')
    .map((line) => line.replace(/ +#.*/, '').trim());

/** Words as a shell splits them, as far as examples go. */
const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);

describe.each([[] as string[], ...Object.keys(verbs).map((verb) => [verb])].map((words) => [words] as const))(
  'refint %j --help',
  (words) => {
    test('fits a screen', async () => {
      const { code, stdout, stderr } = await type([...words, '--help']);
      expect([code, stderr]).toEqual([0, '']);
      const lines = stdout.trimEnd().split('\n');
      expect(lines.length).toBeLessThanOrEqual(24);
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
    });

    test('ends with examples, each of which runs', async () => {
      const { stdout } = await type([...words, '--help']);
      const examples = examplesIn(stdout);
      expect(examples.length).toBeGreaterThan(0);
      expect(stdout.trimEnd().split('\n').at(-1)?.trim()).toMatch(/^refint .+ # \S/);
      for (const example of examples) {
        const [command, ...rest] = wordsOf(example);
        expect([command, rest[0]]).toEqual(['refint', words[0] ?? rest[0]]);
        const cwd = project();
        // The list of known findings is there before anything is taken out of it.
        if (rest.includes('--prune')) await type(['baseline'], cwd);
        const { code, stderr } = rest[0] === 'lsp' ? served(rest, cwd) : await type(rest, cwd);
        expect([example, code, stderr]).toEqual([example, expect.toSatisfy((one) => one === 0 || one === 1), '']);
      }
    });
  },
);
