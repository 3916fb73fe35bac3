import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';

const head = 'datasource db {\n  provider = "postgresql"\n}\n\nmodel User {\n  id Int @id\n}\n';
/** Each has a column that seems to reference User and does not say so. */
const schema = (...names: readonly string[]): string =>
  head + names.map((name) => `\nmodel ${name} {\n  id     Int @id\n  userId Int\n}\n`).join('');

/** A folder with two findings that are written down, of which an override keeps one quiet. */
async function quietFolder() {
  const cwd = temporaryFolder({ 'schema.prisma': schema('Post', 'Event') }, onTestFinished);
  const write = (path: string, text: string) => writeFileSync(join(cwd, path), text);
  const type = async (words: string): Promise<string> => {
    let said = '';
    const output = { isTerminal: false, width: 120, write: (text: string) => void (said += text) };
    await main(words.split(' '), { cwd, env: {}, stdout: output, stderr: output });
    return said;
  };
  await type('baseline');
  const rules = { 'relations/undeclared-reference': 'off' };
  write('refint.config.json', JSON.stringify({ overrides: [{ tables: 'Post', rules }] }));
  return { write, type, read: () => readFileSync(join(cwd, 'refint.baseline.json'), 'utf8') };
}

test.each(['check --format pretty', 'baseline --prune', 'baseline'])(
  'what an override keeps quiet stays in the list: %s',
  async (words) => {
    const { type, read } = await quietFolder();
    const before = read();
    expect(await type(words)).not.toContain('no longer');
    expect(read()).toBe(before);
  },
);

test('it is hidden again when the override goes', async () => {
  const { type, write } = await quietFolder();
  expect(await type('check --format pretty')).toContain('Not shown: 1 known in refint.baseline.json.');
  await type('baseline --prune');
  write('refint.config.json', '{}');
  expect(await type('check --format pretty')).toContain('Not shown: 2 known in refint.baseline.json.');
});

test('what is mended there is no longer there', async () => {
  const { type, write, read } = await quietFolder();
  write('schema.prisma', schema('Event'));
  write(
    'refint.config.json',
    '{ "overrides": [{ "files": "schema.prisma", "rules": { "relations/undeclared-reference": "off" } }] }',
  );
  expect(await type('check --format pretty')).toContain('1 finding of refint.baseline.json is no longer there');
  await type('baseline --prune');
  expect(read()).not.toContain('Post');
  expect(read()).toContain('Event');
});
