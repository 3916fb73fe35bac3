import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const migrations = 'prisma/migrations';
const files = {
  'prisma/schema.prisma': `datasource db {
  provider = "postgresql"
}

model users {
  id    Int     @id
  posts posts[]
  notes notes[]
}

model posts {
  id     Int   @id
  author Int
  user   users @relation(fields: [author], references: [id])

  @@index([author])
}

model notes {
  id     Int   @id
  author Int
  user   users @relation(fields: [author], references: [id])

  @@index([author])
}
`,
  [`${migrations}/migration_lock.toml`]: 'provider = "postgresql"\n',
  [`${migrations}/1_init/migration.sql`]: `CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER NOT NULL);
CREATE INDEX posts_author_idx ON posts (author);
CREATE TABLE notes (id INTEGER PRIMARY KEY, author INTEGER NOT NULL);
CREATE INDEX notes_author_idx ON notes (author);
`,
  'refint.config.json': '{ "targets": { "errors": 0 } }',
};

/** A project with two errors that were written down as known, for a reason. */
async function project() {
  const cwd = temporaryFolder(files, onTestFinished);
  const type = async (...words: string[]) => {
    let said = '';
    const output = { isTerminal: false, width: undefined, write: (text: string) => void (said += text) };
    return { code: await main(words, { cwd, env: {}, stdout: output, stderr: output }), said };
  };
  await type('baseline', '--reason', 'older <b>than</b> us');
  return { cwd, type };
}

const drop = (cwd: string) => {
  const path = join(cwd, 'prisma/schema.prisma');
  const text = readFileSync(path, 'utf8')
    .replace('  notes notes[]\n', '')
    .replace(/model notes[^}]*}\n/, '');
  writeFileSync(path, text);
};

test('what is known is no new work, and is told apart, with its reason', async () => {
  const { type } = await project();
  const { code, said } = await type('report');
  expect(code).toBe(0);
  expect(said).toMatch(/^# Referential integrity: go\n/);
  expect(said).toContain('- Left to do: nothing new. Not new: 2 errors known in `refint.baseline.json`.\n');
  expect(said).toContain('| met | errors found | none | 0, and 2 known |');
  expect(said).toContain(
    'Nothing new was found.\n\n**2 findings** known in `refint.baseline.json`, which are work as well, and not new:\n',
  );
  expect(said).toContain('no migration creates it: older \\<b\\>than\\</b\\> us\n');
});

test('it is counted where nothing is left out', async () => {
  const { type } = await project();
  const { said } = await type('report', '--no-baseline');
  expect(said).toMatch(/^# Referential integrity: no-go\n/);
  expect(said).toContain('| **missed** | errors found | none | 2 |');
  expect(said).not.toContain('baseline');
});

test('figures of what there is know no list', async () => {
  const { cwd, type } = await project();
  writeFileSync(join(cwd, 'refint.config.json'), '{ "targets": { "errors": 0, "missing": 0, "coverage": 100 } }');
  const { said } = await type('report');
  expect(said).toMatch(/^# Referential integrity: no-go\n/);
  expect(said).toContain('| **missed** | relations that nothing enforces | none | 2 |');
});

test('what is mended is said until it is pruned, but not of a point in the middle', async () => {
  const { cwd, type } = await project();
  drop(cwd);
  const sentence = '1 finding of `refint.baseline.json` is no longer there: `refint baseline --prune` takes it out.\n';
  expect((await type('report')).said).toContain(sentence);
  expect((await type('report', '--to', 'init')).said).not.toContain(sentence);
  await type('baseline', '--prune');
  expect((await type('report')).said).not.toContain(sentence);
});

test('the page and the JSON form tell it too', async () => {
  const { type } = await project();
  const { said: page } = await type('report', '--format', 'html');
  expect(page).toContain('<h3>Known in refint.baseline.json (2)</h3>');
  expect(page).toContain('<td>older &lt;b&gt;than&lt;/b&gt; us</td>');
  const { said } = await type('report', '--format', 'json');
  const { known, tasks, hidden, verdict } = JSON.parse(said);
  expect({ ...known, findings: known.findings.map(({ rule }: { rule: string }) => rule) }).toEqual({
    path: 'refint.baseline.json',
    gone: 0,
    findings: ['relations/missing-foreign-key', 'relations/missing-foreign-key'],
  });
  expect([tasks, hidden]).toEqual([[], []]);
  expect(verdict).toMatchObject({ verdict: 'go', lines: [{ target: 'errors', figure: 0, known: 2 }] });
});
