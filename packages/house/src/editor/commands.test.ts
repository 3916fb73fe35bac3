import { beforeEach, describe, expect, test } from 'vitest';
import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-protocol/node';
import { applied, type Editor, type EditorOptions, rangeIn } from './editor.ts';
import { files, init, schema } from './project.ts';
import { Scene } from './scene.ts';

const scene = new Scene();
let editor: Editor;
const edits: WorkspaceEdit[] = [];
beforeEach(() => void edits.splice(0));

async function start(options: Readonly<Record<string, unknown>> = {}, more: EditorOptions = {}): Promise<void> {
  editor = await scene.start({
    options,
    capabilities: { textDocument: { publishDiagnostics: {} }, workspace: { applyEdit: true } },
    ...more,
  });
  editor.connection.onRequest('workspace/applyEdit', ({ edit }: { edit: WorkspaceEdit }) => {
    edits.push(edit);
    return { applied: true };
  });
  await editor.open(schema);
  await editor.diagnostics(schema);
}

const list = 'refint.baseline.json';
const positionOf = (word: string) => {
  const text = editor.text(schema);
  return rangeIn(text, text.indexOf(word), text.indexOf(word)).start;
};
const execute = (command: string, about: unknown): Promise<unknown> =>
  editor.connection.sendRequest('workspace/executeCommand', { command, arguments: [about] });

describe('what a delete does', () => {
  const impact = (word: string) =>
    execute('refint.server.impact', { uri: editor.uri(schema), position: positionOf(word) });

  test('is told as a page, of the table at the place', async () => {
    await start();
    const page = {
      title: 'A delete from User',
      text: '# A delete from User\n\nRows go from 1 table: Post.\n\n- **Post.authorId** · CASCADE · rows go too\n',
    };
    expect(await impact('User {')).toEqual(page);
    // The other side of a relation, and a place where nothing stands.
    expect(await impact('posts Post')).toEqual(page);
    expect(await impact('    Int    @id')).toEqual(page);
    const inHistory = rangeIn(files[init], files[init].indexOf('Post_authorId_fkey'), 0).start;
    for (const asked of [
      impact('author   User'),
      execute('refint.server.impact', { uri: editor.uri(init), position: inHistory }),
    ])
      expect(await asked).toMatchObject({
        text: expect.stringContaining('Nothing references Post: only the row itself goes.'),
      });
    expect(await impact('provider')).toBe(null);
  });

  test('stands behind a lens where the editor has a command for it', async () => {
    const lenses = async () =>
      (await editor.connection.sendRequest('textDocument/codeLens', { textDocument: { uri: editor.uri(schema) } })) as {
        command: unknown;
        range: { start: unknown };
      }[];
    await start({ commands: ['refint.showImpact'] });
    const first = (await lenses()).find(({ command }) => (command as { title: string }).title.startsWith('1 in'));
    expect(first?.command).toEqual({
      title: '1 in, 0 out, a delete reaches 1 table',
      command: 'refint.showImpact',
      arguments: [{ uri: editor.uri(schema), position: first?.range.start }],
    });
    await start();
    expect((await lenses()).map(({ command }) => command)).toContainEqual({
      title: '1 in, 0 out, a delete reaches 1 table',
      command: '',
    });
  });
});

describe('a finding', () => {
  /** Makes two findings, and gives the first. */
  async function found() {
    await editor.replace(schema, 'onDelete: Cascade', 'onDelete: SetNull');
    const [first] = await editor.diagnostics(schema);
    return first!;
  }
  const fingerprintOf = ({ data }: { data?: unknown }) => (data as { fingerprint: string }).fingerprint;

  /** The list after the only edit that was asked for. */
  function listAfter(before = ''): string {
    const changes = (edits[0]?.documentChanges ?? []) as TextDocumentEdit[];
    const change = changes.find((one) => 'textDocument' in one)!;
    expect(change.textDocument.uri).toBe(editor.uri(list));
    return applied(before, change.edits as { range: never; newText: string }[]);
  }

  test('is written into a list that is not there yet, and is known then', async () => {
    await start();
    const first = await found();
    const about = { uri: editor.uri(schema), fingerprint: fingerprintOf(first), reason: ' until May ' };
    expect(await execute('refint.server.baselineEntry', about)).toEqual({ uri: editor.uri(list) });
    expect(edits[0]?.documentChanges?.[0]).toEqual({
      kind: 'create',
      uri: editor.uri(list),
      options: { ignoreIfExists: true },
    });
    const text = listAfter();
    const entries = JSON.parse(text).projects['.'];
    expect(entries).toEqual([
      {
        rule: 'deletes/action-differs',
        entity: 'Post.authorId → User.id',
        count: 1,
        reason: 'until May',
        text: first.message,
        fingerprint: fingerprintOf(first),
      },
    ]);
    await editor.open(list, text);
    await editor.replace(schema, 'id       Int  @id', 'id       Int @id');
    expect((await editor.diagnostics(schema)).map(({ code }) => code)).toEqual(['deletes/set-null-on-required']);
  });

  test('joins what is in a list, open or not, and leaves the rest of it as it is', async () => {
    const other = `{"version":1,"projects":{"elsewhere":[],".":[{"rule":"a/b","entity":"x","count":2,"reason":"old","text":"t","fingerprint":"f"}]}}`;
    scene.write({ [list]: '{ "version": 1, "projects": {} }' });
    await start();
    await editor.open(list, other);
    const first = await found();
    await execute('refint.server.baselineEntry', { uri: editor.uri(schema), fingerprint: fingerprintOf(first) });
    const [entry, more] = JSON.parse(listAfter(other)).projects['.'];
    expect([entry.rule, entry.reason, entry.count]).toEqual(['a/b', 'old', 2]);
    expect([more.rule, more.reason]).toEqual(['deletes/action-differs', '']);
    expect(edits[0]?.documentChanges).toHaveLength(1);
  });

  test('that is gone, and a list that nobody wants, are refused in words', async () => {
    await start();
    const uri = editor.uri(schema);
    await expect(execute('refint.server.baselineEntry', { uri, fingerprint: '0' })).rejects.toThrow(
      'this is not found any more, so there is nothing to write down',
    );
    scene.write({ 'refint.config.json': '{ "baseline": false }' });
    const fingerprint = fingerprintOf(await found());
    await expect(execute('refint.server.baselineEntry', { uri, fingerprint })).rejects.toThrow(
      'refint.config.json says that there is no baseline',
    );
    await expect(execute('refint.server.baselineEntry', { uri })).rejects.toThrow('needs a file, a fingerprint');
    await expect(execute('refint.server.impact', {})).rejects.toThrow('needs the uri of a file');
    expect(edits).toEqual([]);
  });

  test('can be written down by an action, in the way of the editor', async () => {
    const title = 'write deletes/action-differs here into the baseline, with a reason';
    for (const [options, command] of [
      [{ commands: ['refint.writeBaselineEntry'] }, 'refint.writeBaselineEntry'],
      [{}, 'refint.server.baselineEntry'],
    ] as const) {
      await start(options);
      const first = await found();
      const actions = await editor.actions(schema, first.range, [first]);
      const uri = editor.uri(schema);
      expect(actions.find((one) => one.title === title)).toMatchObject({
        kind: 'quickfix',
        command: { title, command, arguments: [{ uri, fingerprint: fingerprintOf(first) }] },
      });
    }
    await start({}, { capabilities: { textDocument: { publishDiagnostics: {} } } });
    const first = await found();
    expect((await editor.actions(schema, first.range, [first])).map((one) => one.title)).not.toContain(title);
  });
});

describe('beside the language server of Prisma', () => {
  test('what it says as well is left to it: what cannot be read, SetNull on what is required', async () => {
    await start({ besidePrisma: true });
    await editor.replace(schema, 'onDelete: Cascade', 'onDelete: SetNull');
    await editor.replace(schema, '  posts Post[]', '  posts Post[]\n  name  Nope\n  x\n');
    expect((await editor.diagnostics(schema)).map(({ code }) => code)).toEqual(['deletes/action-differs']);
    const symbols = { textDocument: { uri: editor.uri(schema) } };
    expect(await editor.connection.sendRequest('textDocument/documentSymbol', symbols)).toEqual([]);
    const range = { start: positionOf('SetNull'), end: positionOf('SetNull') };
    expect((await editor.actions(schema, range)).map(({ title }) => title)).toContain(
      'ignore deletes/set-null-on-required here; say why in the comment',
    );
  });
});
