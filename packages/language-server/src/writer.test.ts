import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { type Diagnostic, type Message, StreamMessageReader } from 'vscode-languageserver/node';
import { saidBefore } from './moved.ts';
import { Writer } from './writer.ts';

const diagnostic: Diagnostic = {
  range: { start: { line: 1, character: 2 }, end: { line: 1, character: 3 } },
  message: 'users.näme → 😀 "quoted"\nline two',
};

const published = (diagnostics: readonly Diagnostic[]) =>
  ({
    jsonrpc: '2.0',
    method: 'textDocument/publishDiagnostics',
    params: { uri: 'file:///ä', version: 3, diagnostics },
  }) as Message;

test('messages are read as they were written, in their order, diagnostics that were written before included', async () => {
  const there = new PassThrough();
  const chunks: Buffer[] = [];
  there.on('data', (chunk: Buffer) => chunks.push(chunk));
  const read: Message[] = [];
  new StreamMessageReader(there).listen((message) => void read.push(message));
  const writer = new Writer(there);
  const messages = [
    published([]),
    { jsonrpc: '2.0', id: 1, result: { näme: '😀' } } as Message,
    published([diagnostic]),
    published([diagnostic, { ...diagnostic, message: 'another' }, diagnostic]),
  ];
  for (const message of messages) void writer.write(message);
  const moved = { ...diagnostic, range: { ...diagnostic.range, end: { line: 9, character: 9 } } };
  messages.push(published([saidBefore({ say: () => moved }, { say: () => diagnostic }, diagnostic)!, diagnostic]));
  void writer.write(messages[4]!);
  await writer.write(messages[0]!);
  await expect.poll(() => read.length).toBe(6);
  expect(read).toEqual([...messages, messages[0]]);
  expect(read[4]).toMatchObject({ params: { diagnostics: [moved, diagnostic] } });
  // Each came as one, its header included.
  expect(chunks.map((chunk) => /^Content-Length: (\d+)\r\n\r\n/.exec(`${chunk}`)?.[0].length)).toEqual(
    chunks.map((chunk) => chunk.indexOf('{')),
  );
  expect(chunks).toHaveLength(6);
});

test('a message that is larger than any before is whole, and so is the next one', async () => {
  const there = new PassThrough();
  const read: Message[] = [];
  new StreamMessageReader(there).listen((message) => void read.push(message));
  const writer = new Writer(there);
  const large = published(Array.from({ length: 9000 }, (_, at) => ({ ...diagnostic, message: `näme ${at}` })));
  const messages = [published([diagnostic]), large, published([diagnostic])];
  for (const message of messages) void writer.write(message);
  await expect.poll(() => read.length).toBe(3);
  expect(read).toEqual(messages);
});

test('what cannot be written leaves nothing of it before the next message', async () => {
  const there = new PassThrough();
  const read: Message[] = [];
  new StreamMessageReader(there).listen((message) => void read.push(message));
  const writer = new Writer(there);
  expect(() =>
    writer.write(
      published([
        { ...diagnostic, data: 1 },
        { ...diagnostic, data: 10n as never },
      ]),
    ),
  ).toThrow();
  const message = published([diagnostic]);
  await writer.write(message);
  await expect.poll(() => read).toEqual([message]);
});

test('a reader who is gone is told as an error of the stream, and nothing else fails', async () => {
  const there = new PassThrough();
  const writer = new Writer(there);
  const heard: string[] = [];
  writer.onError(([error]) => void heard.push(error.message));
  writer.onClose(() => void heard.push('closed'));
  there.destroy(new Error('gone'));
  await writer.write(published([diagnostic]));
  await expect.poll(() => heard).toEqual(['gone', 'closed']);
});
