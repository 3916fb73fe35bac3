import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { files, schema } from './project.ts';
import { Scene, shown } from './scene.ts';

const scene = new Scene();
const start = scene.start.bind(scene);
const { write } = scene;

const policy = (word: string) =>
  `{\n  "deletes": [{ "to": "User", "onDelete": "${word}", "because": "people stay" }]\n}\n`;
const broken = [expect.stringContaining('deletes/policy')];

test('the configuration holds as it is typed, and one that is broken is told in it', async () => {
  write({ 'refint.config.json': '{}' });
  const editor = await start();
  await editor.open(schema);
  await editor.diagnostics(schema);
  await editor.open(
    'refint.config.json',
    '{\n  "deletes": [{ "to": "User", "onDelete": "restrict", "because": "people stay" }]\n}\n',
  );
  expect(shown(await editor.next(schema))).toEqual([expect.stringContaining('deletes/policy')]);
  await editor.replace('refint.config.json', '"deletes"', '"delets"');
  expect(shown(await editor.diagnostics('refint.config.json'))).toEqual([
    '1:2-1:80 1  refint.config.json:2: unknown key "delets"; did you mean "deletes"?',
  ]);
  await editor.replace('refint.config.json', '"delets"', '"deletes"');
  expect(await editor.diagnostics('refint.config.json')).toEqual([]);
});

test('a setting that matches nothing is told where it is written', async () => {
  write({ 'refint.config.json': '{\n  "deletes": [{ "to": "Usr", "onDelete": "restrict" }]\n}\n' });
  const editor = await start();
  await editor.open('refint.config.json');
  expect(shown(await editor.diagnostics('refint.config.json'))).toEqual([
    expect.stringMatching(/^1:\S+ 2 {2}deletes\[0\].* \(to Usr\) matches no reference here/),
  ]);
});

test('a list of known findings that cannot be read is told in it, and hides nothing', async () => {
  write({ 'refint.config.json': policy('restrict'), 'refint.baseline.json': '{ "version": 1,\n<<<<<<< HEAD\n' });
  const editor = await start();
  await editor.open(schema);
  expect(shown(await editor.diagnostics(schema))).toEqual(broken);
  await editor.open('refint.baseline.json');
  const told = [
    '1:0-1:12 1  refint.baseline.json:2: here a merge is not finished; refint baseline writes it anew once it is out of the way',
  ];
  expect(shown(await editor.diagnostics('refint.baseline.json'))).toEqual(told);
});

test('no code of a folder runs that is not trusted, and it says so', async () => {
  write({
    'refint.config.js': 'import { writeFileSync } from "node:fs"; writeFileSync("ran", ""); export default {};',
  });
  const editor = await start({ trusted: false });
  await editor.open('refint.config.js');
  const [told] = await editor.diagnostics('refint.config.js');
  expect(told?.message).toContain('it is code, and this folder is not trusted, so none of it is run');
  expect(() => readFileSync(join(scene.folder, 'ran'))).toThrow();
});

test('one that is half typed takes nothing from the other files: what was saved of it holds meanwhile', async () => {
  write({ 'refint.config.json': policy('restrict') });
  const editor = await start();
  await editor.open(schema);
  expect(shown(await editor.diagnostics(schema))).toEqual(broken);
  await editor.open('refint.config.json');
  await editor.replace('refint.config.json', '"because": "people stay" }]', '"beca');
  expect(shown(await editor.diagnostics('refint.config.json'))).toEqual([
    expect.stringMatching(/^1:2-1:59 1 {2}refint\.config\.json:2 cannot be read: /),
  ]);
  await editor.replace(schema, '/// People', '/// Persons');
  expect(shown(await editor.diagnostics(schema))).toEqual([expect.stringContaining('deletes/policy')]);
  write({ 'refint.config.json': '{' });
  await editor.watched('refint.config.json');
  expect(await editor.next(schema)).toEqual([]);
});

test('one in a manifest that is half typed holds as it was saved', async () => {
  write({ 'package.json': `{ "refint": ${policy('restrict')} }` });
  const editor = await start();
  await editor.open(schema);
  await editor.open('package.json');
  await editor.replace('package.json', '{ "refint"', '{ "name": "refint"');
  expect(shown(await editor.next(schema))).toEqual(broken);
});

test('one that is extended, whatever it is called, holds as it is typed, and is watched', async () => {
  write({
    'refint.config.json': '{ "extends": ["./rules/team.json", "shared"] }',
    'rules/team.json': policy('cascade'),
  });
  write({
    'shared/index.json': '{}',
    'shared/package.json': '{ "name": "shared", "main": "index.json" }',
    'node_modules/a': '',
  });
  symlinkSync('../shared', join(scene.folder, 'node_modules/shared'));
  const editor = await start();
  await editor.open(schema);
  expect(await editor.diagnostics(schema)).toEqual([]);
  await editor.open('rules/team.json', policy('restrict'));
  expect(shown(await editor.next(schema))).toEqual(broken);
  await editor.close('rules/team.json');
  expect(await editor.next(schema)).toEqual([]);
  const named = [...editor.registered.values()].map((one) => JSON.stringify(one));
  expect(named.join()).toContain(`{"baseUri":"${editor.uri('rules')}","pattern":"team.json"}`);
  await editor.open('shared/index.json', policy('restrict'));
  expect(shown(await editor.next(schema))).toEqual(broken);
  await editor.replace('shared/index.json', '"deletes"', '"delets"');
  expect(shown(await editor.diagnostics('shared/index.json'))).toEqual([
    expect.stringContaining('shared/index.json:2: unknown key "delets"'),
  ]);
  await editor.replace('shared/index.json', '"delets"', '"deletes"');
  expect(await editor.diagnostics('shared/index.json')).toEqual([]);
});

test.each([
  ['refint.config.mjs', 'export default'],
  ['refint.config.cjs', 'module.exports ='],
  ['refint.config.ts', 'export default'],
])('one that is a program is run again when it was saved: %s', async (path, gives) => {
  const program = (word: string) =>
    `const word = ['${word}'].join('');\n${gives} { deletes: [{ to: 'User', onDelete: word, because: 'people stay' }] };\n`;
  write({ [path]: program('cascade') });
  const editor = await start();
  await editor.open(schema);
  expect(await editor.diagnostics(schema)).toEqual([]);
  for (const [word, expected] of [
    ['restrict', broken],
    ['cascade', []],
  ] as const) {
    write({ [path]: program(word) });
    await editor.watched(path);
    expect(shown(await editor.next(schema))).toEqual(expected);
  }
});

test('a plugin that cannot be loaded, or crashes, is told where it is named', async () => {
  write({ 'refint.config.json': '{\n  "plugins": ["./own.mjs"]\n}\n' });
  const editor = await start();
  await editor.open('refint.config.json');
  expect(shown(await editor.diagnostics('refint.config.json'))).toEqual([
    '1:2-1:26 1  refint.config.json:2: the plugin "./own.mjs" does not exist',
  ]);
  const rule = `{ id: 'own/a', on: 'state', summary: 's', severity: 'error', messages: {}, *check() { throw new Error('oh'); } }`;
  write({ 'own.mjs': `export default { name: 'own', contract: 1, rules: [${rule}] };\n` });
  await editor.watched('own.mjs');
  expect(shown(await editor.next('refint.config.json'))).toEqual(['0:0-0:1 1  the rule own/a crashed: oh']);
});

test('migrations that speak are asked again when the disk is looked at again, and nobody edited them', async () => {
  const second = 'prisma/migrations/20240102000000_more/migration.sql';
  write({
    'refint.config.json': '{ "migrations": { "since": "beginning" } }',
    [second]: 'ALTER TABLE "Post" ADD COLUMN "x" INTEGER NOT NULL;\n',
    [schema]: files[schema].replace('  authorId Int', '  x Int\n  authorId Int'),
  });
  const editor = await start();
  const told = [expect.stringContaining('migrations/add-required-column')];
  await editor.open(second);
  expect(shown(await editor.diagnostics(second))).toEqual(told);
  await editor.open(schema);
  await editor.diagnostics(schema);
  expect(shown(await editor.pull(second))).toEqual(told);
  await editor.watched(schema);
  expect(shown(await editor.pull(second))).toEqual(told);
});
