import { join } from 'node:path';
import { definePlugin, defineRule } from '@refint/rule';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWorkspace, type Workspace } from '../open-workspace.ts';
import { Refusal } from '../refusal.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const rule = (id: string) =>
  defineRule({
    id,
    on: 'state',
    summary: 'x',
    severity: 'error',
    options: {
      most: { kind: 'number', about: 'x', default: 5, whole: true, least: 1, most: 63 },
      names: { kind: 'texts', about: 'x', default: [] },
      word: { kind: 'choice', about: 'x', words: ['one', 'other'], default: 'one' },
      loud: { kind: 'flag', about: 'x', default: false },
      title: { kind: 'text', about: 'x', default: '' },
    },
    messages: {},
    check: () => [],
  });
const bare = defineRule({
  id: 'relations/bare',
  on: 'state',
  summary: 'x',
  severity: 'error',
  messages: {},
  check: () => [],
});
const ours = definePlugin({ name: 'relations', rules: [rule('relations/a'), rule('relations/b'), bare] });

type Files = Readonly<Record<string, string | object>>;

const schema = 'datasource db {\n  provider = "postgresql"\n}\n';
const project: Files = {
  'app/prisma/schema.prisma': schema,
  'app/prisma/migrations/20240101000000_a/migration.sql': '',
  'app/prisma/migrations/20240102000000_b/migration.sql': '',
};

/** Objects are written as JSON. */
async function open(files: Files, { at = '.', paths = [] }: { at?: string; paths?: readonly string[] } = {}) {
  const texts = Object.entries({ ...project, ...files }).map(([path, value]) => [
    path,
    typeof value === 'string' ? value : JSON.stringify(value, undefined, 2),
  ]);
  const cwd = join(temporaryFolder(Object.fromEntries(texts), onTestFinished), at);
  return openWorkspace(paths, { cwd, plugins: [ours] });
}

async function opened(...words: Parameters<typeof open>): Promise<Workspace> {
  const workspace = await open(...words);
  if (workspace instanceof Refusal) throw new Error(workspace.sentence);
  return workspace;
}

async function refused(...words: Parameters<typeof open>): Promise<string> {
  const refusal = await open(...words);
  return refusal instanceof Refusal ? refusal.sentence : 'it was opened';
}

describe('what a configuration extends', () => {
  test('holds unless a later one or its own says something else, option by option', async () => {
    const { settings } = await opened({
      'refint.config.json': {
        extends: ['./shared/first.json', './shared/second.yaml'],
        rules: { 'relations/b': ['hint', { most: 9 }] },
      },
      'shared/first.json': {
        rules: { 'relations/a': 'off', 'relations/b': ['error', { most: 3, names: 'x' }], 'relations/bare': 'hint' },
      },
      'shared/second.yaml': 'rules:\n  relations/a: warning\n',
    });
    expect(settings.rules).toEqual({ 'relations/a': 'warning', 'relations/b': 'hint', 'relations/bare': 'hint' });
    expect(settings.options).toEqual({ 'relations/b': { most: 9, names: ['x'] } });
  });

  test('may extend more, and is found from where it lies', async () => {
    const { settings } = await opened({
      'refint.config.json': { extends: ['./shared/first.json'] },
      'shared/first.json': { extends: ['./deep/second.ts', 'strict'], rules: { 'relations/a': 'hint' } },
      'shared/deep/second.ts': `export default { rules: { 'relations/a': 'off', 'relations/b': 'off' } as const };`,
    });
    expect(settings).toMatchObject({ strict: true, rules: { 'relations/a': 'hint', 'relations/b': 'off' } });
  });

  test('is joined where it is a list, the nearer ones first, and replaced where it is one thing', async () => {
    const entry = (from: string) => ({ from, onDelete: 'restrict' });
    const { settings } = await opened({
      'refint.config.json': { extends: ['./one.json', './two.json'], deletes: [entry('own')], targets: { skipped: 0 } },
      'one.json': { deletes: [entry('one')], postgresql: 15, targets: { tables: 3, skipped: 9 } },
      'two.json': { deletes: [entry('two')], postgresql: 16, tenancy: { root: 'a', column: 'b' } },
    });
    expect(settings.deletes.map(({ from }) => from?.[0])).toEqual(['own', 'two', 'one']);
    expect(settings).toMatchObject({ postgresql: 16, tenancy: { root: 'a' }, targets: { tables: 3, skipped: 0 } });
  });

  test('may be what a package exports, as data or as code, and its plugins are its own', async () => {
    const plugin = `{ name: 'mine', rules: [] }`;
    const { settings, plugins } = await opened({
      'refint.config.json': { extends: ['@team/refint', 'refint-config-plain/strict.json', 'refint-config-esm'] },
      'node_modules/@team/refint/package.json': { name: '@team/refint', main: 'refint.js' },
      'node_modules/@team/refint/refint.js': `module.exports = { plugins: ['team-plugin'], rules: { 'relations/a': 'hint' } };`,
      'node_modules/@team/refint/node_modules/team-plugin/index.js': `module.exports = ${plugin};`,
      'node_modules/refint-config-plain/package.json': '{}',
      'node_modules/refint-config-plain/strict.json': { rules: { 'relations/b': 'hint' } },
      'node_modules/refint-config-esm/package.json': { type: 'module', exports: { import: './a.js' } },
      'node_modules/refint-config-esm/a.js': `export default { rules: { 'relations/bare': 'hint' } };`,
    });
    expect(settings.rules).toEqual({ 'relations/a': 'hint', 'relations/b': 'hint', 'relations/bare': 'hint' });
    expect(plugins.map(({ name }) => name)).toEqual(['relations', 'mine']);
  });

  test('names projects from its own folder, and one that is used is not called unused', async () => {
    const { projects, problems } = await opened({
      'refint.config.json': { extends: ['./app/refint.config.json'] },
      'app/refint.config.json': { projects: [{ schema: 'prisma' }] },
    });
    expect([projects.map(({ schema: files }) => files.map(({ path }) => path)), problems]).toEqual([
      [['app/prisma/schema.prisma']],
      [],
    ]);
  });

  test('counts once where it is extended twice, at the place where it wins over more', async () => {
    const { settings } = await opened({
      'refint.config.json': { extends: ['./a.json', './b.json', './a.json'] },
      'a.json': { rules: { 'relations/a': 'hint' }, deletes: [{ from: 'x', onDelete: 'cascade' }] },
      'b.json': { rules: { 'relations/a': 'off' } },
    });
    expect(settings.rules).toEqual({ 'relations/a': 'hint' });
    expect(settings.deletes).toHaveLength(1);
  });

  test.each<[string, Files, string]>([
    ['a file that is not there', {}, 'refint.config.json:4: extends[1] is "./shared/b.json", which does not exist'],
    [
      'a package that is not there',
      { 'refint.config.json': { extends: ['@team/refint'] } },
      'refint.config.json:3: extends[0] is "@team/refint", which is no preset ("recommended", "strict") and no package that is installed here; a path begins with ./',
    ],
    [
      'a module that is no configuration',
      { 'refint.config.json': { extends: ['./a.txt'] }, 'a.txt': '' },
      'refint.config.json:3: extends[0] is a.txt, which is no configuration: it has to be .ts, .js, .json or .yaml',
    ],
    [
      'a circle',
      { 'shared/b.json': { extends: ['./c.json'] }, 'shared/c.json': { extends: ['../refint.config.json'] } },
      'shared/c.json:3: extends goes in a circle: refint.config.json → shared/b.json → shared/c.json → refint.config.json',
    ],
    [
      'itself',
      { 'shared/b.json': { extends: ['./b.json'] } },
      'shared/b.json:3: extends goes in a circle: shared/b.json → shared/b.json',
    ],
    [
      'a file with a key that is unknown',
      { 'shared/b.json': { delets: [] } },
      'shared/b.json:2: unknown key "delets"; did you mean "deletes"?',
    ],
    [
      'a file with a rule that is unknown',
      { 'shared/b.json': { rules: { 'relations/aa': 'off' } } },
      'shared/b.json:3: no plugin has the rule "relations/aa"; did you mean "relations/a"?',
    ],
  ])('is refused with its place: %s', async (_, files, sentence) => {
    const config = { 'refint.config.json': { extends: ['recommended', './shared/b.json'] } };
    expect(await refused({ ...config, ...files })).toBe(sentence);
  });
});

describe('options of rules', () => {
  const given = (options: unknown, id = 'relations/a') =>
    refused({ 'refint.config.json': { rules: { [id]: ['on', options] } } });

  test('are checked by what the rule declares, and one text is a list', async () => {
    const options = { most: 63, names: ['a', 'b'], word: 'other', loud: true, title: 'x' };
    const { settings } = await opened({ 'refint.config.json': { rules: { 'relations/a': ['on', options] } } });
    expect(settings).toMatchObject({ rules: { 'relations/a': 'on' }, options: { 'relations/a': options } });
  });

  test.each([
    [{ mots: 3 }, 'relations/a has no option "mots"; did you mean "most"?'],
    [{ x: 3 }, 'relations/a has no option "x"; known are "most", "names", "word", "loud" and "title"'],
    [{ most: 0 }, 'the option "most" of relations/a must be a whole number from 1 to 63, not 0'],
    [{ most: 1.5 }, 'the option "most" of relations/a must be a whole number from 1 to 63, not 1.5'],
    [{ names: 3 }, 'the option "names" of relations/a must be a list of texts, not 3'],
    [{ word: 'two' }, 'the option "word" of relations/a must be "one" or "other", not "two"'],
    [{ word: 'othre' }, 'the option "word" of relations/a cannot be "othre"; did you mean "other"?'],
    [{ loud: 'yes' }, 'the option "loud" of relations/a must be true or false, not "yes"'],
    [{ title: false }, 'the option "title" of relations/a must be a text, not false'],
  ])('are refused: %j', async (options, sentence) => {
    expect(await given(options)).toBe(`refint.config.json:6: ${sentence}`);
  });

  test.each([
    [{ rules: [] }, 'refint.config.json:2: rules must be an object, not a list'],
    [
      { rules: { 'relations/a': ['on', []] } },
      'refint.config.json:5: rules["relations/a"][1] must be an object, not a list',
    ],
    [{ overrides: [{ rules: [] }] }, 'refint.config.json:4: overrides[0].rules must be an object, not a list'],
  ])('are no list, and what holds them is none: %j', async (config, sentence) => {
    expect(await refused({ 'refint.config.json': config })).toBe(sentence);
  });

  test('are refused where a rule has none, and where they are none', async () => {
    expect(await given({ a: 1 }, 'relations/bare')).toBe('refint.config.json:6: relations/bare has no options');
    expect(await given(3)).toBe('refint.config.json:5: rules["relations/a"][1] must be an object, not 3');
    const three = { rules: { 'relations/a': ['on', {}, {}] } };
    expect(await refused({ 'refint.config.json': three })).toBe(
      'refint.config.json:6: rules["relations/a"][2] is one too many: a rule has a severity and an object of options',
    );
    expect(await refused({ 'refint.config.json': { rules: { 'relations/a': ['warn', {}] } } })).toBe(
      'refint.config.json:4: rules["relations/a"][0] cannot be "warn"; did you mean "warning"?',
    );
    expect(await refused({ 'refint.config.json': { rules: { 'relations/a': ['on'] } } })).toBe(
      'refint.config.json:3: rules["relations/a"][1] is missing',
    );
  });
});

describe('overrides', () => {
  const off = { 'relations/a': 'off' };
  const all = [
    'app/prisma/schema.prisma',
    'app/prisma/migrations/20240101000000_a/migration.sql',
    'app/prisma/migrations/20240102000000_b/migration.sql',
  ];
  const pathsFor = async (files: string | readonly string[], ...[at]: readonly [{ at: string }?]) => {
    const { settings, problems } = await opened({ 'refint.config.json': { overrides: [{ files, rules: off }] } }, at);
    return [settings.overrides?.[0]?.paths, problems.map(({ text }) => text)];
  };

  test.each([
    ['a file', 'app/prisma/schema.prisma', all.slice(0, 1)],
    ['a folder', './app/prisma/migrations/', all.slice(1)],
    ['any letters', '**/20240101*/**', all.slice(1, 2)],
    ['one of several', ['**/*.prisma', '**/*_b/*.sql'], [all[0], all[2]]],
    ['braces', 'app/**/*.{prisma,sql}', all],
  ])('name files by %s', async (_, files, expected) => {
    expect(await pathsFor(files)).toEqual([expected, []]);
  });

  test('names files from where the configuration lies, wherever people stand', async () => {
    const shown = all.map((path) => path.replace(/^app\//, ''));
    expect(await pathsFor('app/prisma/migrations', { at: 'app' })).toEqual([shown.slice(1), []]);
  });

  test('that are about no file are told, where all files were read', async () => {
    const text = 'overrides[0].files (ap/**) matches no schema and no migration here';
    expect(await pathsFor('ap/**')).toEqual([[], [text]]);
    expect(await pathsFor('ap/**', { at: 'app' })).toEqual([[], []]);
    const several = 'overrides[0].files (ap/**, *.sql) match no schema and no migration here';
    expect(await pathsFor(['ap/**', 'app/**/*.prisma', '*.sql'])).toEqual([[all[0]], [several]]);
  });

  test('name tables, give options, and come after those of what is extended', async () => {
    const { settings } = await opened({
      'refint.config.json': { extends: ['./b.json'], overrides: [{ tables: 'audit_*', rules: off }] },
      'b.json': { overrides: [{ tables: ['x', 'y'], rules: { 'relations/a': ['hint', { names: 'z' }] } }] },
    });
    expect(settings.overrides).toEqual([
      {
        tables: ['x', 'y'],
        paths: undefined,
        rules: { 'relations/a': 'hint' },
        options: { 'relations/a': { names: ['z'] } },
      },
      { tables: ['audit_*'], paths: undefined, rules: off, options: {} },
    ]);
  });

  test('of a package name files of the project that extends it', async () => {
    const { settings } = await opened({
      'refint.config.json': { extends: ['team'] },
      'node_modules/team/index.json': { overrides: [{ files: 'app/**/*.prisma', rules: off }] },
      'node_modules/team/package.json': { main: 'index.json' },
    });
    expect(settings.overrides?.[0]?.paths).toEqual(all.slice(0, 1));
  });

  test.each([
    [{ files: 'a', rule: off }, 'refint.config.json:5: unknown key "rule" in overrides[0]; did you mean "rules"?'],
    [{ files: 'a' }, 'refint.config.json:3: overrides[0].rules is missing'],
    [
      { rules: { 'relations/aa': 'off' } },
      'refint.config.json:5: no plugin has the rule "relations/aa"; did you mean "relations/a"?',
    ],
    [
      { rules: { 'relations/a': ['on', { most: 'x' }] } },
      'refint.config.json:8: the option "most" of relations/a must be a whole number from 1 to 63, not "x"',
    ],
  ])('are refused: %j', async (entry, sentence) => {
    expect(await refused({ 'refint.config.json': { overrides: [entry] } })).toBe(sentence);
  });
});
