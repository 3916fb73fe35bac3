import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { type Hosting, serve } from './serve.ts';

/** A server in this process, with the connection of an editor that listens once `listen` is called. */
function served({ rest }: Pick<Hosting, 'rest'> = {}) {
  const [there, back] = [new PassThrough(), new PassThrough()];
  const code = serve({
    input: there,
    output: back,
    version: '0.0.0',
    plugins: [],
    pageUri: () => undefined,
    isSaidByPrisma: () => false,
    now: () => performance.now(),
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
  const heard: string[] = [];
  const { editor } = served({ rest: () => void heard.push('rest') });
  onTestFinished(() => editor.dispose());
  editor.onNotification('textDocument/publishDiagnostics', () => void heard.push('said'));
  editor.onRequest('client/registerCapability', () => null);
  editor.listen();
  const rootUri = pathToFileURL(folder).href;
  await editor.sendRequest('initialize', { processId: null, rootUri, capabilities: {} });
  await editor.sendNotification('initialized', {});
  const until = async (what: string): Promise<void> => {
    while (heard.at(-1) !== what) await wait(5);
  };
  await until('rest');
  heard.length = 0;
  const uri = pathToFileURL(join(folder, 'prisma/schema.prisma')).href;
  await editor.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'prisma', version: 1, text: schema.replace('Int', 'Inti') },
  });
  await until('rest');
  expect(heard).toEqual(['said', 'rest']);
  heard.length = 0;
  for (let version = 2; version < 30; version++)
    void editor.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text: schema.replace('Int', `Int${version}`) }],
    });
  await until('rest');
  // While more is to come there is no rest.
  expect(heard.filter((one) => one === 'rest')).toHaveLength(1);
  expect(heard.filter((one) => one === 'said').length).toBeGreaterThan(0);
});

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
