import { expect, test } from 'vitest';
import {
  CancellationTokenSource,
  type CodeAction,
  type Diagnostic,
  LSPErrorCodes,
  type SymbolInformation,
} from 'vscode-languageserver-protocol/node';
import { schema } from './project.ts';
import { Scene } from './scene.ts';

const scene = new Scene();

/** Two, as turns.test.ts counts on a clock of its own. On a machine that stands still in between, one burst is several. */
const few = 10;

// A client that stands still for longer than the pause comes too late.
test('what is cancelled is answered so, and the rest is answered as ever', { retry: 3 }, async () => {
  const editor = await scene.start();
  await editor.open(schema);
  await editor.diagnostics(schema);
  const params = { textDocument: { uri: editor.uri(schema) }, position: { line: 5, character: 7 } };
  // After two edits that come close together a pause is waited for, in which the answers are due.
  void editor.replace(schema, '/// People', '/// Persons');
  void editor.replace(schema, '/// Persons', '/// People');
  const source = new CancellationTokenSource();
  const { textDocument, position } = params;
  const asked: readonly (readonly [string, object])[] = [
    ['hover', params],
    ['definition', params],
    ['references', { ...params, context: { includeDeclaration: true } }],
    ['completion', params],
    ['codeAction', { textDocument, range: { start: position, end: position }, context: { diagnostics: [] } }],
    ['codeLens', { textDocument }],
    ['documentSymbol', { textDocument }],
  ];
  const all = asked.map(([name, words]) => editor.connection.sendRequest(`textDocument/${name}`, words, source.token));
  const wanted = editor.connection.sendRequest('textDocument/hover', params);
  source.cancel();
  for (const one of all) await expect(one).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  expect(JSON.stringify(await wanted)).toContain('**User**');
});

test('a hundred edits in one go cost few analyses', async () => {
  const editor = await scene.start();
  await editor.open(schema);
  await editor.diagnostics(schema);
  const before = editor.publishes;
  for (let at = 0; at < 100; at++) void editor.replace(schema, '/// People', `/// ${at}\n/// People`);
  await editor.replace(schema, 'onDelete: Cascade', 'onDelete: Restrict');
  expect((await editor.diagnostics(schema)).map(({ code }) => code)).toEqual(['deletes/action-differs']);
  expect(editor.publishes - before).toBeLessThanOrEqual(few);
});

test('so do a hundred after each of which somebody asks, and cancels it at the next', async () => {
  const editor = await scene.start({ pulls: true });
  await editor.open(schema);
  await editor.pull(schema);
  const before = editor.refreshes;
  const textDocument = { uri: editor.uri(schema) };
  let source = new CancellationTokenSource();
  const answers: Promise<unknown>[] = [];
  for (let at = 0; at < 100; at++) {
    source.cancel();
    source = new CancellationTokenSource();
    void editor.replace(schema, at % 2 === 0 ? 'Cascade' : 'Restrict', at % 2 === 0 ? 'Restrict' : 'Cascade');
    answers.push(editor.connection.sendRequest('textDocument/diagnostic', { textDocument }, source.token));
  }
  const settled = await Promise.allSettled(answers);
  const isCancelled = (one: PromiseSettledResult<unknown>): boolean =>
    one.status === 'rejected' && (one.reason as { code: number }).code === LSPErrorCodes.RequestCancelled;
  expect(settled.filter((one) => !isCancelled(one)).length).toBeLessThanOrEqual(few);
  const last = settled.at(-1) as PromiseFulfilledResult<{ items: Diagnostic[] }>;
  expect(last.value.items).toEqual([]);
  expect(editor.refreshes - before).toBeLessThanOrEqual(few);
});

test('an editor that can do little is told what it can be told', async () => {
  const editor = await scene.start({ capabilities: {} });
  await editor.open(schema);
  await editor.replace(schema, 'onDelete: Cascade', 'onDelete: Restrict');
  const [found] = await editor.diagnostics(schema);
  expect(found?.code).toBe('deletes/action-differs');
  const [{ edit }] = (await editor.actions(schema, found!.range)) as [CodeAction];
  expect(Object.keys(edit!)).toEqual(['changes']);
  expect(Object.keys(edit!.changes!)).toEqual([editor.uri(schema)]);
  const textDocument = { uri: editor.uri(schema) };
  const symbols = (await editor.connection.sendRequest('textDocument/documentSymbol', {
    textDocument,
  })) as SymbolInformation[];
  expect(symbols.map(({ name, containerName }) => [containerName, name].join('.'))).toContain('Post.author');
});
