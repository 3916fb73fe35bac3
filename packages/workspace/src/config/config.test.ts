import { join } from 'node:path';
import { defaultSettings } from '@refint/core';
import type { Plugin } from '@refint/rule';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWorkspace, type Workspace } from '../open-workspace.ts';
import { Refusal } from '../refusal.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const ours: Plugin = {
  name: 'relations',
  rules: ['missing-foreign-key', 'missing-target'].map((name) => ({
    id: `relations/${name}`,
    on: 'state',
    summary: 'x',
    severity: 'error',
    messages: {},
    check: () => [],
  })),
};

const schema = 'datasource db {\n  provider = "postgresql"\n}\n';
const project = { 'prisma/schema.prisma': schema, 'prisma/migrations/20240101000000_a/migration.sql': '' };

type Files = Readonly<Record<string, string>>;

const open = (files: Files, options: { paths?: readonly string[]; config?: string; at?: string } = {}) =>
  openWorkspace(options.paths ?? [], {
    cwd: join(temporaryFolder({ ...project, ...files }, onTestFinished), options.at ?? '.'),
    config: options.config,
    plugins: [ours],
  });

async function opened(...words: Parameters<typeof open>): Promise<Workspace> {
  const workspace = await open(...words);
  if (workspace instanceof Refusal) throw new Error(workspace.sentence);
  return workspace;
}

async function refused(...words: Parameters<typeof open>): Promise<string> {
  const refusal = await open(...words);
  return refusal instanceof Refusal ? refusal.sentence : 'it was opened';
}

const settings = {
  rules: { 'relations/missing-target': 'off' },
  deletes: [{ from: ['a'], onDelete: ['restrict'], because: 'b' }],
};
const said = {
  rules: { 'relations/missing-target': 'off' },
  deletes: [{ from: 'a', onDelete: 'restrict', because: 'b' }],
};

describe('a configuration is found', () => {
  const json = JSON.stringify(said);
  const yaml = `rules:\n  relations/missing-target: 'off'\ndeletes:\n  - from: a\n    onDelete: restrict\n    because: b\n`;
  test.each([
    ['refint.config.json', json],
    ['refint.config.yaml', yaml],
    [
      'refint.config.ts',
      `import { defineConfig } from 'refint';\nconst a: string = 'a';\nexport default defineConfig(${json});`,
    ],
    ['refint.config.mts', `export default ${json}`],
    ['refint.config.js', `import { defineConfig } from 'refint';\nexport default defineConfig(${json});`],
    ['refint.config.cjs', `module.exports = ${json}`],
    ['.refintrc', yaml],
    ['.refintrc.json', json],
    ['package.json', JSON.stringify({ name: 'x', refint: said })],
  ])('%s', async (name, text) => {
    expect((await opened({ [name]: text })).settings).toMatchObject(settings);
  });

  test('above the path, up to the root of the repository', async () => {
    const files = { 'refint.config.json': json };
    expect((await opened(files, { paths: ['prisma/migrations'] })).settings).toMatchObject(settings);
    expect((await opened(files, { at: 'prisma' })).settings).toMatchObject(settings);
    expect((await opened({ ...files, 'prisma/.git': '' }, { at: 'prisma' })).settings).toEqual(defaultSettings);
  });

  test.each([
    [['strict'], true],
    [['recommended'], false],
    [['recommended', 'strict'], true],
  ])('that extends %j', async (presets, strict) => {
    const files = { 'refint.config.json': JSON.stringify({ extends: presets }) };
    expect((await opened(files)).settings).toEqual({ ...defaultSettings, strict });
  });

  test.each([
    [undefined, []],
    ['users', ['users']],
    [
      ['users', '*_types'],
      ['users', '*_types'],
    ],
  ])('that says to whom rows belong, except %j', async (except, all) => {
    const tenancy = { root: 'workspaces', column: 'workspace_id', except };
    const files = { 'refint.config.json': JSON.stringify({ tenancy }) };
    expect((await opened(files)).settings).toEqual({ ...defaultSettings, tenancy: { ...tenancy, except: all } });
  });

  test('that says what a release must come to', async () => {
    const targets = { foreignKeys: 45, coverage: 99.5, skipped: 0 };
    const files = { 'refint.config.json': JSON.stringify({ targets }) };
    expect((await opened(files)).settings).toEqual({ ...defaultSettings, targets });
  });

  test('by its name', async () => {
    expect((await opened({ 'other/my.json': json }, { config: 'other/my.json' })).settings).toMatchObject(settings);
    expect(await refused({}, { config: 'my.json' })).toBe('the configuration my.json does not exist');
  });

  test.each([
    ['beginning', { kind: 'beginning' }],
    ['20240101000000_a', { kind: 'migration', name: '20240101000000_a' }],
  ])('with the point since which migrations speak: %s', async (name, since) => {
    const files = { 'refint.config.json': JSON.stringify({ migrations: { since: name } }) };
    expect((await opened(files)).settings).toEqual({ ...defaultSettings, since });
  });

  test('or not, and then the rules decide', async () => {
    const { settings, plugins } = await opened({});
    expect([settings, plugins]).toEqual([defaultSettings, [ours]]);
  });

  test('two in one folder are refused', async () => {
    expect(await refused({ 'refint.config.json': '{}', '.refintrc': '' })).toBe(
      '.refintrc and refint.config.json both configure refint; keep one of them',
    );
  });

  test('paths with different ones are refused', async () => {
    const files = { 'a/refint.config.json': '{}', 'a/schema.prisma': schema };
    expect(await refused(files, { paths: ['a', 'prisma'] })).toBe(
      'the paths have different configurations (a/refint.config.json, none); check them one after the other, or name one with --config',
    );
  });

  test('one further down is not used, and that is said', async () => {
    const files = { 'a/refint.config.json': json, 'a/schema.prisma': schema };
    expect(await opened(files)).toMatchObject({
      settings: defaultSettings,
      problems: [{ text: 'a/refint.config.json was not used: it holds for `refint check a` only', fatal: false }],
    });
  });
});

describe('what is wrong with a configuration is said in one sentence with its place', () => {
  const refusedFor = (config: unknown) => refused({ 'refint.config.json': JSON.stringify(config, undefined, 2) });
  const entry = { onDelete: 'restrict' };
  test.each([
    [{ delets: [] }, 'refint.config.json:2: unknown key "delets"; did you mean "deletes"?'],
    [
      { tables: [{ table: 'a', larg: true, because: 'b' }] },
      'refint.config.json:5: unknown key "larg" in tables[0]; did you mean "large"?',
    ],
    [
      { notReferences: [{ column: 'a.b', because: 'c', reason: 'd' }] },
      'refint.config.json:6: unknown key "reason" in notReferences[0]; known are "column" and "because"',
    ],
    [{ notReferences: [{ column: 'a.b' }] }, 'refint.config.json:3: notReferences[0].because is missing'],
    [{ tables: [{ table: 'a', large: true }] }, 'refint.config.json:3: tables[0].because is missing'],
    [
      { rooms: {} },
      'refint.config.json:2: unknown key "rooms"; known are "extends", "projects", "rules", "overrides", "deletes", "tables", "relations", "notReferences", "tenancy", "targets", "postgresql", "migrations", "baseline" and "plugins"',
    ],
    [
      { relations: { intended: [{ reference: 'a.b', because: 'c' }] } },
      'refint.config.json:5: unknown key "reference" in relations.intended[0]; known are "from", "to" and "because"',
    ],
    [
      { relations: { intendet: [] } },
      'refint.config.json:3: unknown key "intendet" in relations; did you mean "intended"?',
    ],
    [{ relations: { intended: [{ from: 'a' }] } }, 'refint.config.json:4: relations.intended[0].because is missing'],
    [
      { relations: { intended: [{ because: 'a' }] } },
      'refint.config.json:4: relations.intended[0] needs "from" or "to"',
    ],
    [{ baseline: 3 }, 'refint.config.json:2: baseline must be a text or false, not 3'],
    [{ baseline: true }, 'refint.config.json:2: baseline must be a text or false, not true'],
    [{ tenancy: { root: 'a' } }, 'refint.config.json:2: tenancy.column is missing'],
    [
      { tenancy: { root: 'a', column: 'b', excpt: [] } },
      'refint.config.json:5: unknown key "excpt" in tenancy; did you mean "except"?',
    ],
    [{ tenancy: { root: 'a', column: ['b'] } }, 'refint.config.json:4: tenancy.column must be a text, not a list'],
    [
      { projects: [{ scheme: 'a' }] },
      'refint.config.json:4: unknown key "scheme" in projects[0]; did you mean "schema"?',
    ],
    [
      { deletes: [entry, { ...entry, form: 'a' }] },
      'refint.config.json:8: unknown key "form" in deletes[1]; did you mean "from"?',
    ],
    [
      { deletes: [entry, { onDelete: 'SetNull' }] },
      'refint.config.json:7: deletes[1].onDelete cannot be "SetNull"; did you mean "set-null"?',
    ],
    [
      { deletes: [{ onDelete: 'SET NULL' }] },
      'refint.config.json:4: deletes[0].onDelete cannot be "SET NULL"; did you mean "set-null"?',
    ],
    [
      { deletes: [{ onDelete: ['restrict', 'cascde'] }] },
      'refint.config.json:6: deletes[0].onDelete[1] cannot be "cascde"; did you mean "cascade"?',
    ],
    [
      { deletes: [{ onDelete: 'never' }] },
      'refint.config.json:4: deletes[0].onDelete cannot be "never"; it is "restrict", "cascade", "set-null", "no-action" or "set-default"',
    ],
    [{ deletes: [{ from: 'a' }] }, 'refint.config.json:3: deletes[0].onDelete is missing'],
    [
      { deletes: [{ ...entry, from: 3 }] },
      'refint.config.json:5: deletes[0].from must be a text or a list of texts, not 3',
    ],
    [{ deletes: [{ ...entry, from: ['a', 3] }] }, 'refint.config.json:7: deletes[0].from[1] must be a text, not 3'],
    [{ deletes: [{ ...entry, from: [] }] }, 'refint.config.json:5: deletes[0].from is empty'],
    [{ deletes: {} }, 'refint.config.json:2: deletes must be a list, not an object'],
    [{ postgresql: 9 }, 'refint.config.json:2: postgresql must be 15, 16, 17 or 18, not 9'],
    [{ postgresql: '16' }, 'refint.config.json:2: postgresql must be 15, 16, 17 or 18, not "16"'],
    [
      { rules: { 'relations/missing-target': 'warn' } },
      'refint.config.json:3: rules["relations/missing-target"] cannot be "warn"; did you mean "warning"?',
    ],
    [
      { rules: { 'relations/missing-target': 2 } },
      'refint.config.json:3: rules["relations/missing-target"] must be "error", "warning", "hint", "on" or "off", not 2',
    ],
    [
      { rules: { 'relations/missing-foreign-kye': 'off' } },
      'refint.config.json:3: no plugin has the rule "relations/missing-foreign-kye"; did you mean "relations/missing-foreign-key"?',
    ],
    [{ rules: { 'x/y': 'off' } }, 'refint.config.json:3: no plugin has the rule "x/y"; refint rules lists them'],
    [
      { extends: ['recomended'] },
      'refint.config.json:3: extends[0] cannot be "recomended"; did you mean "recommended"?',
    ],
    [
      { projects: [{ schema: 'prisma', runner: 'prisma-migrate' }] },
      'refint.config.json:5: projects[0].runner cannot be "prisma-migrate"; did you mean "prisma"?',
    ],
    [{ migrations: { sinse: 'a' } }, 'refint.config.json:3: unknown key "sinse" in migrations; did you mean "since"?'],
    [{ projects: [] }, 'refint.config.json:2: projects is empty'],
    [[], 'refint.config.json: the configuration must be an object, not a list'],
  ])('%j', async (config, sentence) => expect(await refusedFor(config)).toBe(sentence));

  test('text that is broken', async () => {
    expect(await refused({ 'refint.config.json': '{\n"rules": \n\n' })).toMatch(
      /^refint\.config\.json:2 cannot be read: .*JSON/,
    );
    expect(await refused({ 'refint.config.json': '{ "rules": {}, }' })).toMatch(
      /^refint\.config\.json:1 cannot be read: .*property name.*JSON at position 15/,
    );
    expect(
      await refused({ 'refint.config.json': '{\n  "rules": {\n    "a": "off"\n    "b": "off"\n  }\n}\n' }),
    ).toMatch(/^refint\.config\.json:4 cannot be read: ./);
    expect(await refused({ 'refint.config.yaml': 'rules:\n  a: off\n b: off\n' })).toMatch(
      /^refint\.config\.yaml:3 cannot be read: bad indentation/,
    );
    expect(
      await refused({
        'refint.config.ts': 'export default {\n  rules: {\n    "a": "off"\n    "b": "off",\n  },\n};\n',
      }),
    ).toMatch(/^refint\.config\.ts:4 cannot be read: ./);
    expect(await refused({ 'refint.config.ts': 'throw new Error("no luck")' })).toBe(
      'refint.config.ts cannot be read: no luck',
    );
  });

  test('the line of a program', async () => {
    const text = `import { defineConfig } from 'refint';\n\nexport default defineConfig({\n  extends: ['recommended'],\n  delets: [],\n});\n`;
    expect(await refused({ 'refint.config.ts': text })).toBe(
      'refint.config.ts:5: unknown key "delets"; did you mean "deletes"?',
    );
  });

  test('the line of YAML', async () => {
    const text = `# delets: no\nextends: [recommended]\ndeletes:\n  - onDelete: restrict\n  - onDelete: setNull\n`;
    expect(await refused({ '.refintrc': text })).toBe(
      '.refintrc:5: deletes[1].onDelete cannot be "setNull"; did you mean "set-null"?',
    );
  });
});

describe('plugins', () => {
  const rule = `{ id: 'mine/tidy', on: 'state', summary: 'x', severity: 'hint', messages: {}, check: () => [] }`;
  const plugin = `export default { name: 'mine', rules: [${rule}] };`;

  test.each([
    ['./rules/mine.ts', { 'rules/mine.ts': plugin }],
    [
      'refint-plugin-mine',
      {
        'node_modules/refint-plugin-mine/index.js': plugin,
        'node_modules/refint-plugin-mine/package.json': '{"type":"module","main":"index.js"}',
      },
    ],
  ])('are loaded from where the configuration lies: %s', async (name, files: Files) => {
    const config = { 'refint.config.json': JSON.stringify({ plugins: [name], rules: { 'mine/tidy': 'error' } }) };
    const { plugins, settings } = await opened({ ...files, ...config }, { at: 'prisma' });
    expect(plugins.map(({ name: called }) => called)).toEqual(['relations', 'mine']);
    expect(settings.rules).toEqual({ 'mine/tidy': 'error' });
  });

  test.each([
    ['./none.ts', '', 'the plugin "./none.ts" does not exist'],
    ['none', '', 'the plugin "none" is not installed here'],
    ['./x.ts', 'throw new Error("no luck")', 'the plugin "./x.ts" cannot be loaded: no luck'],
    ['./x.ts', 'import "none"', /^the plugin "\.\/x\.ts" cannot be loaded: Cannot find (?:module|package) 'none'/],
    ['./x.ts', 'export const a = 1', '"./x.ts" is no plugin: its default export is no object with a name and rules'],
    ['./x.ts', 'export default "x"', '"./x.ts" is no plugin: its default export is no object with a name and rules'],
    ['./x.ts', 'export default { rules: [] }', '"./x.ts" is no plugin: name is missing'],
    [
      './x.ts',
      `export default { name: 'relations', rules: [] }`,
      'the plugin "./x.ts" calls itself "relations", as another plugin does',
    ],
    [
      './x.ts',
      plugin.replace("'hint'", "'warn'"),
      '"./x.ts" is no plugin: rules[0].severity cannot be "warn"; did you mean "warning"?',
    ],
    [
      './x.ts',
      plugin.replace("'mine'", "'yours'"),
      '"./x.ts" is no plugin: its name is "yours", so the rule "mine/tidy" has to be called "yours/…"',
    ],
    [
      './x.ts',
      plugin.replace('messages', `options: { a: { kind: 'flg' } }, messages`),
      /^"\.\/x\.ts" is no plugin: rules\[0\]\.options\.a\.kind /,
    ],
    [
      './x.ts',
      plugin.replace('{', '{ contract: 2,'),
      'the plugin "./x.ts" is made for version 2 of what plugins rely on, and this is 1: a newer refint is needed',
    ],
    [
      './x.ts',
      plugin.replace('{', '{ contract: 0,'),
      'the plugin "./x.ts" is made for version 0 of what plugins rely on, and this is 1: a newer version of the plugin is needed',
    ],
  ])('that are none are refused: %s, %s', async (name, text, sentence) => {
    const files = {
      'x.ts': text,
      'refint.config.json': JSON.stringify({ plugins: ['./good.ts', name] }, undefined, 2),
    };
    const said = await refused({ ...files, 'good.ts': `export default { name: 'good', rules: [] }` });
    expect(said).toMatch(/^refint\.config\.json:4: /);
    const what = said.slice(said.indexOf(': ') + 2);
    if (typeof sentence === 'string') expect(what).toBe(sentence);
    else expect(what).toMatch(sentence);
  });

  test('a plugin that two files name is one plugin', async () => {
    const { plugins } = await opened({
      'mine.ts': plugin,
      'refint.config.json': JSON.stringify({ extends: ['./base.json'], plugins: ['./mine.ts'] }),
      'base.json': JSON.stringify({ plugins: ['./mine.ts'] }),
    });
    expect(plugins.map(({ name: called }) => called)).toEqual(['relations', 'mine']);
  });
});

describe('projects that a configuration names', () => {
  const files = {
    'a/main.prisma': schema,
    'a/sql/1_a/migration.sql': '',
    'b/0002_b.sql': '',
    'b/0001_b.sql': '',
    'b/0001_b.down.sql': '',
  };
  const two = {
    projects: [
      { schema: 'a/main.prisma', migrations: 'a/sql' },
      { name: 'second', migrations: 'b' },
    ],
  };
  const config = { 'refint.config.json': JSON.stringify(two) };

  test('are read, and no others', async () => {
    const { projects, problems } = await opened({ ...files, ...config });
    expect(
      projects.map(({ name, runner, migrations, neverRun }) => [
        name,
        runner,
        migrations?.map((one) => one.name),
        neverRun,
      ]),
    ).toEqual([
      ['a', 'prisma', ['1_a'], []],
      ['second', 'psql', ['0001_b', '0002_b'], ['b/0001_b.down.sql']],
    ]);
    expect(problems).toEqual([]);
  });

  test('a path chooses among them', async () => {
    const names = async (...paths: string[]) =>
      (await opened({ ...files, ...config }, { paths })).projects.map(({ name }) => name);
    expect(await names('b')).toEqual(['second']);
    expect(await names('a/main.prisma')).toEqual(['a']);
    expect(await names('.')).toEqual(['a', 'second']);
    expect(await refused({ ...files, ...config }, { paths: ['prisma'] })).toBe(
      'prisma holds none of the projects that refint.config.json names',
    );
  });

  test('a folder around the configuration has all of them, wherever they lie', async () => {
    const outside = {
      projects: [
        { name: 'outside', migrations: '../b' },
        { name: 'none', migrations: 'none' },
      ],
    };
    const { projects } = await opened({ ...files, 'a/refint.config.json': JSON.stringify(outside) }, { paths: ['a'] });
    expect(projects.map(({ name }) => name)).toEqual(['outside', 'none']);
  });

  test('places that do not exist are fatal', async () => {
    const wrong = { projects: [{ schema: 'a/none.prisma', migrations: 'a/sql' }, { name: 'x' }] };
    const { projects } = await opened({ ...files, 'refint.config.json': JSON.stringify(wrong) });
    expect(projects.flatMap((one) => one.problems)).toMatchObject([
      { fatal: true, text: 'refint.config.json: projects[0].schema is a/none.prisma, which does not exist' },
      { fatal: true, text: 'refint.config.json: projects[1] names neither a schema nor migrations' },
    ]);
  });
});
