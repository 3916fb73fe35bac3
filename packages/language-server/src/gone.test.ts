import { expect, test } from 'vitest';
import { served } from './testing/served.ts';

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
