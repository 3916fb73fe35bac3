import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { ClientCapabilities, CodeAction, CreateFile, TextDocumentEdit } from 'vscode-languageserver-protocol/node';
import type { Editor } from './editor.ts';
import { files, init, schema } from './project.ts';
import { Scene, shown } from './scene.ts';

/** The relation is declared, and no migration creates the foreign key, nor the index that it needs. */
const [users = '', posts = ''] = files[init].split('\n');
const unindexed = files[schema].replace('\n  @@index([authorId])\n', '');
const scene = new Scene({ ...files, [schema]: unindexed, [init]: `${users}\n${posts}\n` });

const capabilities: ClientCapabilities = {
  textDocument: { publishDiagnostics: { relatedInformation: true } },
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
};

const offered = async (editor: Editor): Promise<CodeAction[]> => {
  const [found] = await editor.diagnostics(schema);
  return editor.actions(schema, found!.range, [found!]);
};

const isSafe = ({ title }: CodeAction): boolean => title.startsWith('write the safe migrations');

describe('the safe migrations for a reference', () => {
  test('are new folders: the index, the constraint for new rows, and the look at the old ones; then nothing is missing', async () => {
    const editor = await scene.start({ capabilities });
    await editor.open(schema);
    expect(shown(await editor.diagnostics(schema))).toEqual([expect.stringContaining('relations/missing-foreign-key')]);
    const action = (await offered(editor)).find(isSafe);
    expect(action?.title).toBe('write the safe migrations for Post.authorId → User.id, 3 files');
    const changes = action!.edit!.documentChanges as readonly (CreateFile | TextDocumentEdit)[];
    const created = changes.flatMap((change) => ('kind' in change ? [change.uri] : []));
    expect(created).toEqual(
      ['1_index_post_authorid', '2_add_foreign_keys', '3_validate_foreign_keys'].map((name) =>
        editor.uri(`prisma/migrations/2024010100000${name}/migration.sql`),
      ),
    );
    for (const change of changes) await take(change, editor);
    await editor.watched(...created.map((uri) => fileURLToPath(uri).slice(scene.folder.length + 1)));
    expect(await editor.diagnostics(schema)).toEqual([]);
    expect(editor.text(schema)).toContain('@@index([authorId])');
    expect(editor.text('prisma/migrations/20240101000002_add_foreign_keys/migration.sql')).toContain('NOT VALID;');
    expect((await editor.actions(schema, wholeOf(editor))).filter(isSafe)).toEqual([]);
  });

  test('are not offered to an editor that makes no files', async () => {
    const editor = await scene.start();
    await editor.open(schema);
    expect((await offered(editor)).filter(isSafe)).toEqual([]);
  });
});

const wholeOf = (editor: Editor) => ({
  start: { line: 0, character: 0 },
  end: { line: editor.text(schema).split('\n').length, character: 0 },
});

/** Does on the disk what an editor does that saves at once. */
async function take(change: CreateFile | TextDocumentEdit, editor: Editor): Promise<void> {
  if ('kind' in change) {
    const path = fileURLToPath(change.uri);
    if (existsSync(path)) throw new Error(`${path} is there already`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
    return;
  }
  const { uri } = change.textDocument;
  const path = fileURLToPath(uri).slice(scene.folder.length + 1);
  for (const edit of change.edits) {
    if (!('newText' in edit)) throw new Error('this editor knows plain edits only');
    if (path === schema) await editor.change(path, { range: edit.range, text: edit.newText });
    else writeFileSync(fileURLToPath(uri), edit.newText);
  }
}
