import type { ChildProcess, fork } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { files as project, schema, writeInto } from '../editor/project.ts';
import { root } from '../root.ts';
import { packed, testPacked, vsix } from './packed.ts';
import { Stub } from './stub.ts';
import { unzip } from './unzip.ts';
import type { Diagnostic, Uri } from './values.ts';

interface Extension {
  activate(context: unknown): Promise<void>;
  deactivate(): Promise<void>;
}

const place = realpathSync(mkdtempSync(join(tmpdir(), 'refint-vscode-')));
const installed = join(place, 'extension');
let folder = '';
let stub: Stub;
/** The servers that were started. */
const servers: ChildProcess[] = [];
let extension: Extension | undefined;

let files: ReadonlyMap<string, Buffer>;
let said = '';

beforeAll(() => {
  said = packed();
  files = unzip(readFileSync(vsix()));
  for (const [path, content] of files) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), content);
  }
  const processes = createRequire(import.meta.url)('node:child_process') as { fork: typeof fork };
  const { fork: start } = processes;
  processes.fork = ((...words: Parameters<typeof fork>) => {
    const server = start(...words);
    servers.push(server);
    return server;
  }) as typeof fork;
  // VS Code gives an extension its API under this name.
  const api = join(place, 'node_modules/vscode');
  mkdirSync(api, { recursive: true });
  writeFileSync(join(api, 'index.js'), "module.exports = globalThis[Symbol.for('refint.stub')];\n");
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'refint-folder-')));
  writeInto(folder, project);
});
afterEach(async () => {
  await extension?.deactivate();
  extension = undefined;
  expect(running()).toEqual([]);
  servers.length = 0;
  rmSync(folder, { recursive: true, force: true });
});

async function activate(circumstances: Partial<ConstructorParameters<typeof Stub>[0]> = {}): Promise<void> {
  stub = new Stub({ folder, ...circumstances });
  Object.assign(globalThis, { [Symbol.for('refint.stub')]: stub.api() });
  const require = createRequire(join(installed, 'dist/extension.cjs'));
  for (const path of Object.keys(require.cache)) if (path.startsWith(place)) delete require.cache[path];
  extension = require('./extension.cjs') as Extension;
  await extension.activate({ subscriptions: [], asAbsolutePath: (path: string) => join(installed, path) });
}

const codes = (all: readonly Diagnostic[]) =>
  all.map(({ code }) => (typeof code === 'object' ? (code as { value: unknown }).value : code));
const has = (code: string) => (all: readonly Diagnostic[]) => codes(all).includes(code);
/** Whose refint is serving, and which file that is, of each that was started. */
const served = () => stub.output.flatMap((line) => /^(\w+ server: .*?)(?: \(.*\))?$/.exec(line)?.[1] ?? []);
const own = `bundled server: ${join(installed, 'bin/refint.js')}`;
const conflict = { [schema]: project[schema].replace('onDelete: Cascade', 'onDelete: Restrict') };
const run = (name: string, ...words: unknown[]) => stub.commands.get(name)?.(...words);
const running = () => servers.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
/** The project has the refint of this repository installed. */
function install(): string {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(root, 'packages/cli'), join(folder, 'node_modules/refint'), 'dir');
  return join(folder, 'node_modules/refint/bin/refint.js');
}

describe('the file that VS Code installs', () =>
  testPacked(
    () => files,
    () => said,
  ));

describe('the server', () => {
  test('that comes with it is started, shows what it finds while somebody types, and ends with it', async () => {
    await activate();
    expect([...stub.commands.keys()].filter((name) => !name.startsWith('refint.server.')).sort()).toEqual([
      'refint.restart',
      'refint.showImpact',
      'refint.showOutput',
      'refint.writeBaselineEntry',
    ]);
    expect(stub.ran).toContainEqual(['setContext', 'refint.isActive', true]);
    expect(served()).toEqual([own]);
    stub.type(stub.open(schema), 'onDelete: Cascade', 'onDelete: Restrict');
    const [found] = await stub.diagnostics(schema, has('deletes/action-differs'));
    expect([found?.source, found?.severity]).toEqual(['refint', 1]);
    const { target } = found!.code as { target: Uri };
    expect(readFileSync(target.fsPath, 'utf8')).toMatch(/^# deletes\/action-differs/);
    expect(target.fsPath.startsWith(installed)).toBe(true);
    expect(running()).toHaveLength(1);
    await extension?.deactivate();
    expect(servers.map(({ exitCode }) => exitCode)).toEqual([0]);
    expect(stub.told).toEqual([]);
  });

  test('is started anew by a command, one at a time, and after a crash', async () => {
    writeInto(folder, conflict);
    await activate();
    await stub.diagnostics(schema, has('deletes/action-differs'));
    await Promise.all([run('refint.restart'), run('refint.restart')]);
    expect(servers.map(({ exitCode }) => exitCode)).toEqual([0, 0, null]);
    await stub.diagnostics(schema, has('deletes/action-differs'));
    for (const collection of stub.collections) collection.clear();
    servers.at(-1)!.kill('SIGKILL');
    await stub.diagnostics(schema, has('deletes/action-differs'));
    expect(running()).toHaveLength(1);
    run('refint.showOutput');
    expect(stub.output.at(-1)).toBe('shown');
  });

  test('is that of the project where there is one, or the one that a setting names', async () => {
    const file = install();
    await activate();
    expect(served()).toEqual([`project server: ${file}`]);
    await extension?.deactivate();
    await activate({ settings: { 'refint.server.path': 'node_modules/refint/bin/refint.js' } });
    expect(served()).toEqual([`named server: ${file}`]);
    await extension?.deactivate();
    await activate({ settings: { 'refint.server.path': 'nowhere.js' } });
    expect(stub.told).toEqual([`refint: refint.server.path is ${join(folder, 'nowhere.js')}, which does not exist`]);
    expect(running()).toEqual([]);
  });

  test('that never answers, or ends at once, is told and keeps nothing else from being started', async () => {
    // When a server does not begin, the library rejects promises that nobody has; VS Code writes them down.
    const listeners = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', () => {});
    onTestFinished(() => {
      process.removeAllListeners('unhandledRejection');
      for (const listener of listeners) process.on('unhandledRejection', listener);
    });
    writeInto(folder, { 'mute.js': 'setInterval(() => {}, 1000);', 'gone.js': "process.stderr.write('gone\\n');" });
    const started = activate({ settings: { 'refint.server.path': 'mute.js' } });
    await new Promise((done) => setTimeout(done, 0));
    expect(running()).toHaveLength(1);
    stub.set('refint.server.path', 'gone.js');
    await Promise.all([started, run('refint.restart')]);
    const notServing = (file: string) => `refint: ${join(folder, file)} did not begin to serve; the output may say why`;
    expect([...new Set(stub.told)]).toEqual([notServing('mute.js'), notServing('gone.js')]);
    expect(stub.output).toContain('gone');
    stub.set('refint.server.path', '');
    await run('refint.restart');
    expect(served().at(-1)).toBe(own);
    expect(running()).toHaveLength(1);
  });

  test('is not started where the setting says so, until it says something else; and gets its options', async () => {
    await activate({ settings: { 'refint.enable': false, 'refint.server.nodeOptions': ['--max-old-space-size=512'] } });
    expect(servers).toEqual([]);
    await run('refint.showImpact', { uri: stub.uri(schema), position: { line: 0, character: 0 } });
    expect(stub.told).toEqual(['refint does not run here; the setting refint.enable may be off.']);
    stub.set('refint.enable', true);
    await run('refint.restart');
    expect(running().map(({ spawnargs }) => spawnargs.includes('--max-old-space-size=512'))).toEqual([true]);
  });
});

test('code of a workspace is run once it is trusted, and not before', async () => {
  const file = install();
  const ran = join(folder, 'ran');
  writeInto(folder, {
    ...conflict,
    'refint.config.mjs': `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(ran)}, '');\nexport default { rules: { 'deletes/action-differs': 'error' } };\n`,
  });
  await activate({ isTrusted: false });
  expect(served()).toEqual([own]);
  const [found] = await stub.diagnostics('refint.config.mjs', (all) => all.length > 0);
  expect(found?.message).toContain('this folder is not trusted, so none of it is run');
  expect(existsSync(ran)).toBe(false);
  stub.isTrusted = true;
  stub.trusts.fire();
  await stub.diagnostics(schema, (all) => all.some(({ severity }) => severity === 0));
  expect(existsSync(ran)).toBe(true);
  expect(served()).toEqual([own, `project server: ${file}`]);
});

test('what the extension of Prisma says is left to it while it is there, unless somebody wants to hear it twice', async () => {
  writeInto(folder, { [schema]: project[schema].replace('onDelete: Cascade', 'onDelete: SetNull') });
  const both = ['deletes/action-differs', 'deletes/set-null-on-required'];
  const shown = async (expected: readonly string[]) => {
    await stub.diagnostics(schema, (all) => codes(all).join() === expected.join());
    expect(running()).toHaveLength(1);
  };
  await activate({ extensions: ['Prisma.prisma'] });
  await shown(both.slice(0, 1));
  stub.set('refint.repeatPrisma', true);
  await shown(both);
  stub.set('refint.repeatPrisma', false);
  await shown(both.slice(0, 1));
  stub.extensions.clear();
  stub.extends.fire();
  await shown(both);
});

describe('commands', () => {
  test('show what a delete does, at the cursor or behind a lens, as a page', async () => {
    await activate();
    const document = stub.open(schema, 'User {');
    await run('refint.showImpact');
    const lenses = stub.providers.get('registerCodeLensProvider') as Lenses;
    const [lens] = (await lenses.provideCodeLenses(document, {})).filter(({ command }) =>
      command.title.startsWith('1 in'),
    );
    expect(lens?.command.command).toBe('refint.showImpact');
    await run('refint.showImpact', ...lens!.command.arguments);
    const shown = stub.ran.filter(([name]) => name === 'markdown.showPreviewToSide').map(([, uri]) => uri as Uri);
    expect(shown.map((uri) => uri.path)).toEqual(['/A delete from User.md', '/A delete from User.md']);
    expect(stub.page(shown[0]!)).toContain('Rows go from 1 table: Post.');
    stub.open(schema, 'datasource');
    await run('refint.showImpact');
    expect(stub.told).toEqual(['refint: no table stands here.']);
  });

  test('write a finding into the baseline, with the reason that is asked for', async () => {
    writeInto(folder, conflict);
    await activate();
    stub.open(schema, 'Restrict');
    await stub.diagnostics(schema, has('deletes/action-differs'));
    const list = join(folder, 'refint.baseline.json');
    await run('refint.writeBaselineEntry');
    expect([stub.asked.length, existsSync(list)]).toEqual([1, false]);
    stub.answer = 'until May';
    await run('refint.writeBaselineEntry');
    expect(readFileSync(list, 'utf8')).toMatch(/"rule": "deletes\/action-differs".*"reason": "until May"/);
    await stub.diagnostics(schema, ({ length }) => length === 0);
    expect(stub.told).toEqual([]);
    await run('refint.writeBaselineEntry');
    expect(stub.told).toEqual(['refint: there is no finding at the cursor.']);
  });

  test('ask which of several findings is meant', async () => {
    writeInto(folder, { [schema]: project[schema].replace('onDelete: Cascade', 'onDelete: SetNull') });
    await activate();
    stub.open(schema, 'SetNull');
    await stub.diagnostics(schema, ({ length }) => length === 2);
    stub.answer = 'write deletes/set-null-on-required here into the baseline, with a reason';
    await run('refint.writeBaselineEntry');
    expect(readFileSync(join(folder, 'refint.baseline.json'), 'utf8')).toContain('"deletes/set-null-on-required"');
    await stub.diagnostics(schema, (all) => codes(all).join() === 'deletes/action-differs');
  });
});

interface Lenses {
  provideCodeLenses(
    document: unknown,
    token: unknown,
  ): Promise<readonly { readonly command: { title: string; command: string; arguments: readonly unknown[] } }[]>;
}
