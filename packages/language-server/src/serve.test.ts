import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { type Hosting, serve } from './serve.ts';

/** A server in this process, with the connection of an editor that listens once `listen` is called. */
function served({ rest, now = () => 0 }: Partial<Pick<Hosting, 'rest' | 'now'>> = {}) {
  const [there, back] = [new PassThrough(), new PassThrough()];
  const code = serve({
    input: there,
    output: back,
    version: '0.0.0',
    plugins: [],
    pageUri: () => undefined,
    isSaidByPrisma: () => false,
    now,
    rest,
  });
  const editor = createProtocolConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  return { there, editor, code };
}

const schema = 'datasource db {\n  provider = "postgresql"\n}\n\nmodel User {\n  id Int @id\n}\n';

test('a server rests once all is said, and not before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'refint-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'prisma'));
  writeFileSync(join(folder, 'prisma/schema.prisma'), schema);
  // A clock of its own: how long a machine takes for anything tells nothing.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  let clock = 0;
  let [said, rested] = [0, 0];
  const after = async (milliseconds: number): Promise<number> => {
    clock += milliseconds;
    await vi.advanceTimersByTimeAsync(milliseconds);
    return rested;
  };
  const { editor } = served({ rest: () => void rested++, now: () => clock });
  onTestFinished(() => editor.dispose());
  editor.onNotification('textDocument/publishDiagnostics', () => void said++);
  editor.onRequest('client/registerCapability', () => null);
  editor.listen();
  const rootUri = pathToFileURL(folder).href;
  await editor.sendRequest('initialize', { processId: null, rootUri, capabilities: {} });
  await editor.sendNotification('initialized', {});
  await until(() => vi.getTimerCount() > 0);
  expect([await after(7), await after(1)]).toEqual([0, 1]);

  const uri = pathToFileURL(join(folder, 'prisma/schema.prisma')).href;
  await after(100);
  await editor.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'prisma', version: 1, text: schema.replace('Int', 'Inti') },
  });
  await until(() => said === 1);
  expect([await after(7), await after(1)]).toEqual([1, 2]);

  await after(100);
  for (let version = 2; version < 30; version++)
    void editor.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text: schema.replace('Int', `Int${version}`) }],
    });
  await until(() => said === 2);
  for (let turn = 0; turn < 500; turn++) await turned();
  // While more is to come there is no rest.
  expect(await after(24)).toBe(2);
  await after(1);
  await until(() => said === 3);
  expect([await after(7), await after(1), await after(1000)]).toEqual([2, 3, 3]);
});

const turned = () => new Promise((resolve) => setImmediate(resolve));

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await turned();
}

test('a server whose editor is gone without a word ends too, and says that it was not told to', async () => {
  const { there, code } = served();
  there.end();
  expect(await code).toBe(1);
});

test('an editor that says goodbye and goes is no trouble', async () => {
  const { there, editor, code } = served();
  editor.listen();
  await editor.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  await editor.sendRequest('shutdown');
  there.end();
  expect(await code).toBe(0);
});
