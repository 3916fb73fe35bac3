import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readRulePage } from '@refint/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { root } from '../root.ts';
import { newestNode } from './newest-node.ts';
import { pack } from './pack.ts';
import { type Ran, type Stranger, stranger } from './stranger.ts';
import { packThirdParty } from './third-party.ts';

const fixture = join(root, 'fixtures/third-party-plugin');
/** By its package, and by a path to its source. */
const names = ['refint-plugin-paging', './rules/src/index.ts'];

let author: Stranger;
let user: Stranger;
const cleaning: (() => void)[] = [];
const willClean = (clean: () => void) => cleaning.push(clean);

/** The author has the plugin's folder and what is published for authors; the user has refint and what the author published. */
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'refint-plugin-'));
  willClean(() => rmSync(folder, { recursive: true, force: true }));
  const packed = new Map(pack(folder).map(({ name, tarball }) => [name, tarball]));
  const tarballs = (...names: string[]) => names.map((name) => packed.get(name)!);
  const contract = [
    ...tarballs('@refint/rule', '@refint/model'),
    ...packThirdParty(['@refint/rule'], join(folder, 'rule')),
  ];
  const testkit = [
    ...tarballs('@refint/testkit', '@refint/core', '@refint/prisma', '@refint/sql'),
    ...packThirdParty(['@refint/testkit'], join(folder, 'testkit')),
  ];

  author = stranger(willClean);
  author.write({ 'package.json': '{ "private": true }' });
  author.get('npm', 'install', '--no-save', '--legacy-peer-deps', ...contract, ...testkit);
  cpSync(fixture, author.folder, { recursive: true });
  // Tools of others, which an author has from the registry and which are no part of what is tested.
  for (const name of ['vitest', 'typescript', '@types/node']) lend(name, author.folder);
  author.get('npm', 'run', 'build');
  author.get('npm', 'pack');

  user = stranger(willClean);
  user.write({ 'package.json': '{ "name": "shop", "private": true }\n' });
  const plugin = join(author.folder, 'refint-plugin-paging-1.0.0.tgz');
  user.get('npm', 'install', '--save-dev', ...tarballs('refint'), plugin, ...contract);
  cpSync(join(fixture, 'src'), join(user.folder, 'rules/src'), { recursive: true });
});
afterAll(() => {
  for (const clean of cleaning) clean();
});

/** Puts a package that is installed here, and its commands, where another folder has its own. */
function lend(name: string, folder: string): void {
  const from = join(root, 'node_modules', name);
  const to = join(folder, 'node_modules', name);
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(from, to);
  const { bin = {} } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  for (const [command, file] of Object.entries<string>(bin)) {
    symlinkSync(join(from, file), join(folder, 'node_modules/.bin', command));
  }
}

const newest = newestNode(join(tmpdir(), 'refint-newest-node'));
if ('why' in newest) console.log(`skipped: a plugin with the newest Node, because ${newest.why}`);

test.runIf('path' in newest).each(names)('the newest Node, which runs TypeScript itself, loads %s', (name) => {
  user.write({
    'prisma/schema.prisma': schema(example(true)),
    'refint.config.json': JSON.stringify({ plugins: [name] }),
  });
  const { code, said } = user.run('path' in newest ? newest.path : '', 'node_modules/refint/bin/refint.js', 'check');
  expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/^prisma.*paging\/tenant-by-time\)\n$/) });
});

test('the plugin asks for the versions that are published with it', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'packages/rule/package.json'), 'utf8'));
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(fixture, 'package.json'), 'utf8'));
  const asked = Object.entries({ ...dependencies, ...devDependencies }).filter(([name]) => name.startsWith('@refint/'));
  expect(new Set(asked.map(([, range]) => range))).toEqual(new Set([`^${version}`]));
});

describe('its author', () => {
  test('builds it with types', () => {
    expect(existsSync(join(author.folder, 'dist/index.d.ts'))).toBe(true);
  });

  test('tests it, and sees what is wrong', () => {
    const { code, said } = author.run('npm', 'test');
    expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/Tests +7 passed/) });
    const rule = join(author.folder, 'src/tenant-by-time.ts');
    const text = readFileSync(rule, 'utf8');
    writeFileSync(rule, text.replace('predicate === undefined && ', ''));
    const broken = author.run('npm', 'test');
    writeFileSync(rule, text);
    expect({ code: broken.code, said: broken.said }).toEqual({
      code: 1,
      said: expect.stringContaining('paging/tenant-by-time: migrations alone'),
    });
  });
});

/** What refint says where a configuration names the plugin in some way. */
function refint(config: object, ...words: readonly string[]): Ran {
  user.write({ 'refint.config.json': JSON.stringify(config, undefined, 2) });
  return user.refint(...words);
}

const schema = (model: string): string => `datasource db {\n  provider = "postgresql"\n}\n\n${model}`;
const { examples } = readRulePage(readFileSync(join(fixture, 'src/tenant-by-time.md'), 'utf8'));
const example = (wrong: boolean): string => examples.find((one) => one.wrong === wrong)?.files[0]?.text ?? '';

describe.each(names)('its user, by %s', (name) => {
  beforeEach(() => user.write({ 'prisma/schema.prisma': schema(example(true)) }));

  test('hears of what the page calls wrong, and nothing of what it calls right', () => {
    expect(refint({ plugins: [name] }, 'check', '--max-warnings', '0')).toEqual({
      code: 1,
      said: `prisma/schema.prisma:5:7 warning invoices has no index over (tenant_id, created_at): each page of a list sorts all rows of a tenant (paging/tenant-by-time)\n`,
    });
    user.write({ 'prisma/schema.prisma': schema(example(false)) });
    expect(refint({ plugins: [name] }, 'check', '--max-warnings', '0')).toEqual({ code: 0, said: '' });
  });

  test('sets its severity and its options', () => {
    const rules = (except: string) => ({ 'paging/tenant-by-time': ['error', { except }] });
    expect(refint({ plugins: [name], rules: rules('x') }, 'check').said).toMatch(/^prisma\/schema\.prisma:5:7 error /);
    expect(refint({ plugins: [name], rules: rules('inv*') }, 'check')).toEqual({ code: 0, said: '' });
    const wrong = { 'paging/tenant-by-time': ['on', { exept: 'x' }] };
    expect(refint({ plugins: [name], rules: wrong }, 'check')).toEqual({
      code: 2,
      said: 'refint: refint.config.json:9: paging/tenant-by-time has no option "exept"; did you mean "except"?\n',
    });
  });

  test('finds it among the rules, and reads its page', () => {
    expect(refint({ plugins: [name] }, 'rules').said).toMatch(/^paging\/tenant-by-time +warning +An index finds/m);
    const { said } = refint({ plugins: [name] }, 'explain', 'tenant-by-time');
    expect(said).toContain('An index over both columns, in this order, finds those fifty rows');
    expect(said).toContain(
      'Options\n\n- tenant, a text: The column that says whose a row is. "tenant_id" when left out.',
    );
  });
});

describe('what the guide says of a plugin that is none', () => {
  const good = readFileSync(join(fixture, 'src/index.ts'), 'utf8');
  const page = readFileSync(join(root, 'docs/plugins.md'), 'utf8');
  const rule = `{ id: 'page/a', on: 'state', summary: 'A.', severity: 'hint', messages: {}, check: () => [] }`;
  const plugin = (more: string) => `export default { name: 'paging', ${more} };`;

  test.each([
    ['the package is not there', 'refint-plugin-pagin', good],
    ['the file is not there', './paging.ts', undefined],
    ['it throws while it is loaded', './paging.ts', `throw new Error('no luck');`],
    ['it exports something else', './paging.ts', 'export const rules = [];'],
    ['a rule is called after another plugin', './paging.ts', plugin(`rules: [${rule}]`)],
    ['a rule has an unknown severity', './paging.ts', plugin(`rules: [${rule.replace('hint', 'warn')}]`)],
    ['it was written for another version', './paging.ts', plugin('contract: 2, rules: []')],
  ])('%s', (what, name, text) => {
    rmSync(join(user.folder, 'paging.ts'), { force: true });
    if (text !== undefined) user.write({ 'paging.ts': text });
    user.write({ 'refint.config.json': `{\n  "plugins": ["${name}"]\n}\n` });
    const { code, said } = user.refint('check');
    expect(code).toBe(2);
    const row = page.split('\n').find((line) => line.startsWith(`| ${what} |`));
    expect(row).toBe(`| ${what} | \`${said.replace(/^refint: |\n$/g, '')}\` |`);
  });

  test('a rule that throws is named, and the others are heard', () => {
    const bad = rule.replace('page/a', 'other/a').replace('() => []', `() => { throw new Error('no luck'); }`);
    const other = plugin(`rules: [${bad}]`).replace('paging', 'other');
    user.write({ 'paging.ts': other, 'prisma/schema.prisma': schema(example(true)) });
    const { code, said } = refint({ plugins: ['./paging.ts', 'refint-plugin-paging'] }, 'check');
    expect(code).toBe(2);
    expect(said).toMatch(/other\/a.*no luck/);
    expect(said).toContain('paging/tenant-by-time');
  });

  test('a page that is not there is told where it was looked for', () => {
    const bad = rule
      .replace('page/a', 'paging/a')
      .replace('messages', `docs: new URL('./no.md', import.meta.url), messages`);
    user.write({ 'paging.ts': plugin(`rules: [${bad}]`) });
    const { code, said } = refint({ plugins: ['./paging.ts'] }, 'explain', 'paging/a');
    expect(code).toBe(2);
    expect(said).toBe(`refint: the page of paging/a does not exist: ${join(user.folder, 'no.md')}\n`);
  });
});
