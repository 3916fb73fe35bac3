import { expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import type { Editor } from './editor.ts';
import { files, init, schema } from './project.ts';
import { Scene } from './scene.ts';

const inFolder = (folder: string) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
const scene = new Scene({ ...inFolder('apps/a'), ...inFolder('apps/b') });
const policy = (because: string) =>
  `{ "deletes": [{ "to": "User", "onDelete": "restrict", "because": "${because}" }] }`;

/** What is shown, by the files: the reason of the policy says whose it is. */
const all = (editor: Editor) =>
  Object.fromEntries(Object.entries(editor.all()).map(([path, some]) => [path, some.map(reasonIn)]));
const reasonIn = ({ message }: Diagnostic): string => /root|own|changed/.exec(String(message))?.[0] ?? String(message);

const folders = async (editor: Editor, event: Readonly<Record<'added' | 'removed', readonly string[]>>) => {
  const named = (paths: readonly string[]) => paths.map((path) => ({ uri: editor.uri(path), name: path }));
  await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
    event: { added: named(event.added), removed: named(event.removed) },
  });
};

test('of several projects each has the configuration that holds where it lies', async () => {
  scene.write({ 'refint.config.json': policy('root'), 'apps/b/refint.config.json': policy('own') });
  const editor = await scene.start();
  await editor.open(`apps/b/${schema}`);
  await editor.diagnostics(`apps/b/${schema}`);
  expect(all(editor)).toEqual({ [`apps/a/${schema}`]: ['root'], [`apps/b/${schema}`]: ['own'] });
  await editor.open('apps/b/refint.config.json', policy('changed'));
  await editor.diagnostics('apps/b/refint.config.json');
  expect(all(editor)).toEqual({ [`apps/a/${schema}`]: ['root'], [`apps/b/${schema}`]: ['changed'] });
  await editor.open('apps/a/refint.config.json', '{}');
  await editor.diagnostics('apps/a/refint.config.json');
  expect(all(editor)).toEqual({ [`apps/b/${schema}`]: ['changed'] });
  const hover = { textDocument: { uri: editor.uri(`apps/b/${schema}`) }, position: { line: 13, character: 4 } };
  expect(JSON.stringify(await editor.connection.sendRequest('textDocument/hover', hover))).toContain('changed');
});

test('a configuration that is broken takes its own projects with it, and no others', async () => {
  scene.write({ 'refint.config.json': policy('root'), 'apps/b/refint.config.json': '{ "delets": [] }' });
  const editor = await scene.start();
  await editor.open('apps/b/refint.config.json');
  await editor.diagnostics('apps/b/refint.config.json');
  expect(Object.keys(editor.all())).toEqual([`apps/a/${schema}`, 'apps/b/refint.config.json']);
});

test('folders come and go, and one in another is looked at once', async () => {
  scene.write({ 'refint.config.json': policy('root') });
  const editor = await scene.start();
  await editor.open(`apps/b/${schema}`);
  await editor.diagnostics(`apps/b/${schema}`);
  const both = { [`apps/a/${schema}`]: ['root'], [`apps/b/${schema}`]: ['root'] };
  expect(all(editor)).toEqual(both);
  await folders(editor, { added: ['apps/b'], removed: [] });
  // Nothing new is sent; an answer comes once all that is to be looked at was.
  await editor.pull(`apps/b/${schema}`);
  expect(all(editor)).toEqual(both);
  await folders(editor, { added: [], removed: ['.'] });
  await editor.pull(`apps/b/${schema}`);
  expect(all(editor)).toEqual({ [`apps/b/${schema}`]: ['root'] });
  await folders(editor, { added: [], removed: ['apps/b'] });
  await editor.next(`apps/b/${schema}`);
  expect(all(editor)).toEqual({});
});

test('a finding in one project names nothing of the other', async () => {
  const editor = await scene.start();
  await editor.open(`apps/b/${schema}`);
  await editor.replace(`apps/b/${schema}`, 'onDelete: Cascade', 'onDelete: Restrict');
  const [found] = await editor.diagnostics(`apps/b/${schema}`);
  expect(found?.relatedInformation?.map(({ location }) => location.uri)).toEqual([editor.uri(`apps/b/${init}`)]);
});

test('what two folders say of one schema is told of the migrations of each', async () => {
  const migration = (app: string) => `apps/${app}/migrations/20240101000000_init/migration.sql`;
  const config = '{ "projects": [{ "schema": "../../shared/schema.prisma", "migrations": "./migrations" }] }';
  const shared = 'shared/schema.prisma';
  scene.write({ [shared]: files[schema] });
  for (const app of ['a', 'b']) {
    scene.write({
      [`apps/${app}/refint.config.json`]: config,
      [migration(app)]: files[init].replace('ON DELETE CASCADE', 'ON DELETE RESTRICT'),
      [`apps/${app}/migrations/migration_lock.toml`]: files['prisma/migrations/migration_lock.toml'],
    });
    for (const path of [schema, init, 'prisma/migrations/migration_lock.toml']) scene.remove(`apps/${app}/${path}`);
  }
  const editor = await scene.start();
  await folders(editor, { added: ['apps/a', 'apps/b'], removed: ['.'] });
  const related = async () =>
    (await editor.pull(shared)).flatMap(({ relatedInformation = [] }) =>
      relatedInformation.map(({ location }) => location.uri),
    );
  await editor.open(migration('a'));
  await editor.diagnostics(migration('a'));
  expect(await related()).toEqual([editor.uri(migration('a')), editor.uri(migration('b'))]);
  await editor.replace(migration('a'), 'ON DELETE RESTRICT', 'ON DELETE CASCADE');
  await editor.diagnostics(migration('a'));
  expect(await related()).toEqual([editor.uri(migration('b'))]);
});

test('the same mistake in two files is told in both, also to an editor that has one folder and never another', async () => {
  const half = { [schema]: files[schema].replace('  posts Post[]', '  posts') };
  scene.write({ [`apps/a/${schema}`]: half[schema], [`apps/b/${schema}`]: half[schema] });
  const editor = await scene.start({ capabilities: { textDocument: { publishDiagnostics: {} } } });
  await editor.next(`apps/b/${schema}`);
  expect(Object.keys(editor.all())).toEqual([`apps/a/${schema}`, `apps/b/${schema}`]);
});
