import { join } from 'node:path';
import { analyze, type ToldRule } from '@refint/core';
import { definePlugin, defineRule, matchesTable } from '@refint/rule';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openSettings, openWorkspace } from '../open-workspace.ts';
import { Refusal } from '../refusal.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Finds every table and says with which options it was asked. */
const loud = (name: string, strict?: string) =>
  defineRule({
    id: `loud/${name}`,
    on: 'state',
    summary: 'x',
    severity: 'warning',
    ...(strict === undefined ? {} : { strict }),
    options: {
      most: { kind: 'number', about: 'x', default: 5 },
      names: { kind: 'texts', about: 'x', default: ['d'] },
    },
    messages: { found: ({ text }: { text: string }) => text },
    *check(state, say, options) {
      for (const table of state.tables) yield say.found(table, { text: JSON.stringify(options) });
    },
  });
const plugins = [definePlugin({ name: 'loud', rules: [loud('a'), loud('b', 'loud')] })];

const files = {
  'prisma/schema.prisma':
    'datasource db {\n  provider = "postgresql"\n}\nmodel one {\n  id Int @id\n}\nmodel two {\n  id Int @id\n}\n',
  'prisma/migrations/1_a/migration.sql': 'CREATE TABLE one (id INTEGER PRIMARY KEY);',
  'prisma/migrations/2_b/migration.sql': 'CREATE TABLE two (id INTEGER PRIMARY KEY);',
};
const paths = Object.keys(files);

async function toldFor(cwd: string, path?: string) {
  const told = await openSettings(path, { cwd, plugins }, {});
  if (told instanceof Refusal) throw new Error(told.sentence);
  return told;
}

/** What is told of a rule for one table. */
function holdsFor({ level, options, forTables }: ToldRule, table: string) {
  const matching = forTables.filter(({ tables }) => tables.some((pattern) => matchesTable(pattern, table)));
  const giving = matching.findLast((one) => one.options.length > 0) ?? { options };
  return {
    level: matching.findLast((one) => one.level !== undefined)?.level ?? level,
    options: Object.fromEntries(giving.options.map(({ name, value }) => [name, value])),
  };
}

const setting = fc.oneof(
  fc.constantFrom('error', 'hint', 'on', 'off'),
  fc.tuple(
    fc.constantFrom('warning', 'on', 'off'),
    fc.record({ most: fc.nat(9), names: fc.constantFrom('x', ['y', 'z']) }, { requiredKeys: [] }),
  ),
);
const rules = fc.dictionary(fc.constantFrom('loud/a', 'loud/b'), setting, { noNullPrototype: true });
const override = fc.record(
  {
    files: fc.constantFrom('prisma/*.prisma', '**/1_a/**', ['prisma/migrations', 'prisma/schema.prisma']),
    tables: fc.constantFrom('one', 't*', ['one', '*wo']),
    rules,
  },
  { requiredKeys: ['rules'], noNullPrototype: true },
);
const configuration = fc.record(
  {
    extends: fc.constantFrom(['recommended'], ['./base.json'], ['strict', './base.json']),
    rules,
    overrides: fc.array(override, { minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: ['extends'], noNullPrototype: true },
);

test('what is told for a file is what an analysis goes by there', async () => {
  await fc.assert(
    fc.asyncProperty(configuration, configuration, async (own, base) => {
      const { cwd, remove } = folderOf({
        ...files,
        'refint.config.json': JSON.stringify(own),
        'base.json': JSON.stringify({ ...base, extends: [] }),
      });
      const workspace = await openWorkspace([], { cwd, plugins });
      if (workspace instanceof Refusal) throw new Error(workspace.sentence);
      const { findings } = await analyze(workspace.projects, workspace.settings, plugins);
      for (const path of paths) {
        const told = await toldFor(cwd, path);
        for (const rule of told.rules) {
          for (const table of path.includes('1_a') ? ['one'] : path.includes('2_b') ? ['two'] : ['one', 'two']) {
            const { level, options } = holdsFor(rule, table);
            const here = findings.filter(
              ({ rule: id, entity, at }) => id === rule.id && at.source.path === path && entity.includes(table),
            );
            const said = here.map(({ severity, text }) => ({ severity, options: JSON.parse(text) as unknown }));
            const expected = level === 'off' ? [] : [{ severity: level === 'on' ? 'warning' : level, options }];
            expect({ path, table, said }).toEqual({ path, table, said: expected });
          }
        }
      }
      remove();
    }),
    { numRuns: 60 },
  );
});

/** A folder that is gone as soon as it is not needed any more. */
function folderOf(texts: Readonly<Record<string, string>>) {
  const removals: (() => void)[] = [];
  const cwd = temporaryFolder(texts, (remove) => void removals.push(remove as () => void));
  return { cwd, remove: () => removals.forEach((remove) => void remove()) };
}

test('each setting is told with the file and the line that it comes from, those first that win', async () => {
  const entry = (to: string) => ({ to, onDelete: 'restrict' });
  const cwd = temporaryFolder(
    {
      ...files,
      'refint.config.yaml':
        'extends:\n  - ./base.json\n  - team\n  - strict\ndeletes:\n  - to: one\n    onDelete: restrict\n',
      'base.json': JSON.stringify({ deletes: [entry('two')], targets: { skipped: 1, tables: 2 } }, undefined, 1),
      'node_modules/team/package.json': '{ "main": "index.json" }',
      'node_modules/team/index.json': JSON.stringify(
        {
          targets: { skipped: 3 },
          relations: { intended: [{ to: 'x', because: 'y' }] },
          tenancy: { root: 'one', column: 'c' },
        },
        undefined,
        1,
      ),
    },
    onTestFinished,
  );
  const { files: made, values } = await toldFor(cwd);
  const shown = ({ from }: { from: object }) => Object.values(from).join(' ');
  expect(made.map(({ file, as, name, by }) => [as, file, name, by && shown({ from: by })])).toEqual([
    ['config', 'refint.config.yaml', undefined, undefined],
    ['package', 'node_modules/team/index.json', 'team', 'config refint.config.yaml 3'],
    ['extends', 'base.json', './base.json', 'config refint.config.yaml 2'],
  ]);
  expect(values.map((one) => `${one.key} = ${JSON.stringify(one.value)} · ${shown(one)}`)).toEqual([
    'extends = "recommended" · default',
    'extends = "strict" · config refint.config.yaml 4',
    'plugins = "loud" · default',
    'projects = null · default',
    'deletes[0] = {"to":"one","onDelete":"restrict"} · config refint.config.yaml 6',
    'deletes[1] = {"to":"two","onDelete":"restrict"} · extends base.json 3',
    'tables = null · default',
    'relations.intended[0] = {"to":"x","because":"y"} · package node_modules/team/index.json 7',
    'notReferences = null · default',
    'tenancy = {"root":"one","column":"c"} · package node_modules/team/index.json 13',
    'targets.skipped = 3 · package node_modules/team/index.json 3',
    'targets.tables = 2 · extends base.json 10',
    'postgresql = 18 · default',
    'migrations.since = null · default',
    'baseline = null · default',
  ]);
});

test('what options of the command say wins, and a list of known findings is told where it lies', async () => {
  const cwd = temporaryFolder({ ...files, 'refint.baseline.json': '{}' }, onTestFinished);
  const last = async (flags: object) => {
    const told = await openSettings(undefined, { cwd, plugins }, flags);
    return told instanceof Refusal ? told : told.values.slice(-2).map(({ value, from }) => [value, from]);
  };
  expect(await last({})).toEqual([
    [null, { kind: 'default' }],
    ['refint.baseline.json', { kind: 'default' }],
  ]);
  expect(await last({ since: 'main', noBaseline: true })).toEqual([
    ['main', { kind: 'flag', flag: '--since' }],
    [false, { kind: 'flag', flag: '--no-baseline' }],
  ]);
});

test('a file may be one that nothing reads, and may have another configuration than the folder around', async () => {
  const cwd = temporaryFolder(
    {
      ...files,
      'a.txt': '',
      'prisma/refint.config.json': '{ "rules": { "loud/a": "off" } }',
      'refint.config.json': '{}',
    },
    onTestFinished,
  );
  expect((await toldFor(cwd, 'a.txt')).for).toEqual({ file: 'a.txt', isRead: false });
  const { for: file, notes, rules: told } = await toldFor(cwd, 'prisma/schema.prisma');
  expect([file?.isRead, told[0]?.level]).toEqual([true, 'off']);
  expect(notes).toEqual([
    'prisma/refint.config.json holds for `refint check prisma/schema.prisma`; `refint check` uses refint.config.json here',
  ]);
  const folder = await toldFor(join(cwd, 'prisma'));
  expect([folder.for, folder.notes]).toEqual([undefined, []]);
});
