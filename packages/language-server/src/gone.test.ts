import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { serve } from './serve.ts';

function served() {
  const [there, back] = [new PassThrough(), new PassThrough()];
  const code = serve({
    input: there,
    output: back,
    version: '0.0.0',
    plugins: [],
    pageUri: () => undefined,
    isSaidByPrisma: () => false,
    now: () => performance.now(),
  });
  const editor = createProtocolConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  editor.listen();
  return { there, editor, code };
}

test('a server whose editor is gone without a word ends too, and says that it was not told to', async () => {
  const { there, code } = served();
  there.end();
  expect(await code).toBe(1);
});

test('an editor that says goodbye and goes is no trouble', async () => {
  const { there, editor, code } = served();
  await editor.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  await editor.sendRequest('shutdown');
  there.end();
  expect(await code).toBe(0);
});
