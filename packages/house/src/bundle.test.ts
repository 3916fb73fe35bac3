import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from './root.ts';

const command = join(root, 'packages/cli/bin/refint.js');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'refint-bundle-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const schema = 'datasource db {\n  provider = "postgresql"\n}\n\nmodel users {\n  id Int @id\n}\n';

test('the bundled command reads a schema', () => {
  writeFileSync(join(folder, 'schema.prisma'), schema);
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'check', '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({ findings: [], problems: [] });
  expect(status).toBe(0);
});

test('it runs no code that lies in the folder, whatever a library would look for there', () => {
  const proof = join(folder, 'was-run');
  writeFileSync(join(folder, 'schema.prisma'), schema);
  const code = `require('node:fs').writeFileSync(${JSON.stringify(proof)}, '');`;
  for (const name of ['.prisma-astrc.js', 'prisma-ast.config.js', '.prisma-astrc.cjs', 'prisma.config.js']) {
    writeFileSync(join(folder, name), code);
  }
  spawnSync(process.execPath, [command, 'check'], { cwd: folder });
  expect(existsSync(proof)).toBe(false);
});

test.each([
  ['refint.config.mjs', 'export default {};'],
  ['refint.config.js', 'export default {};'],
  [
    'refint.config.ts',
    "import esm from './esm.mjs';\nimport { defineConfig } from 'refint';\nexport default defineConfig(esm as {});",
  ],
])('it runs %s without a word', (name, text) => {
  writeFileSync(join(folder, 'schema.prisma'), schema);
  writeFileSync(join(folder, 'esm.mjs'), 'export default await Promise.resolve({});');
  writeFileSync(join(folder, name), text);
  const { status, stderr } = spawnSync(process.execPath, [command, 'check'], { cwd: folder, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

test('its files are ASCII, which is how they are read', () => {
  const dist = join(root, 'packages/cli/dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.cjs'));
  expect(files.length).toBeGreaterThan(20);
  for (const name of files) expect(readFileSync(join(dist, name), 'latin1'), name).not.toMatch(/[\x80-\xff]/);
});

test.each([
  [
    ['report', 'fixtures/apms', '--format', 'html'],
    ['aria-label="Zoom out">−</button>', '; ≠ is not what was decided.', ' → '],
  ],
  [['report', 'fixtures/apms'], [' → ']],
  [['graph', 'fixtures/apms'], [' → ']],
  [['check', 'fixtures/apms', '--format', 'markdown', '--fail-on', 'never'], [' → ']],
  [
    ['check', 'fixtures/apms', '--format', 'pretty', '--fail-on', 'never'],
    [' → ', '…'],
  ],
])('letters are those that were written: %j', (words, written) => {
  const { stdout, status } = spawnSync(process.execPath, [command, ...words], { cwd: root, encoding: 'utf8' });
  expect(status).toBe(0);
  for (const one of written) expect(stdout.includes(one), one).toBe(true);
  expect(stdout).not.toMatch(/\u00e2[\u0080-\u00bf]/);
});

test('what draws a picture is loaded by nobody else', () => {
  writeFileSync(join(folder, 'schema.prisma'), schema);
  const loaded = (...words: string[]) => {
    const { stderr } = spawnSync(process.execPath, ['--require', './watch.cjs', command, ...words], {
      cwd: folder,
      encoding: 'utf8',
    });
    return stderr.includes('viz');
  };
  // The loader of the command reads each chunk as a file of its own.
  const watch = `const fs = require('node:fs');
const read = fs.readFileSync;
fs.readFileSync = (file, ...how) => {
  if (/chunks.viz-/.test(String(file))) process.stderr.write('viz');
  return read(file, ...how);
};`;
  writeFileSync(join(folder, 'watch.cjs'), watch);
  expect(loaded('graph')).toBe(true);
  for (const words of [['check'], ['graph', '--format', 'mermaid'], ['report'], ['references']]) {
    expect([words, loaded(...words)]).toEqual([words, false]);
  }
});

test('what tells an answer again is one small file, which names the build that it was made with', () => {
  const code = readFileSync(join(root, 'packages/cli/dist/recall.cjs'), 'utf8');
  expect(code.length).toBeLessThan(20_000);
  expect([...code.matchAll(/require\("([^"]*)"\)/g)].map(([, name]) => name)).toEqual(['node:fs', 'node:path']);
  expect(code).toMatch(/build: "[\w+/=]{44}"/);
});
