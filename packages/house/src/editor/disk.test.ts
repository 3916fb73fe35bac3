import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Editor } from './editor.ts';
import { files, init, schema, writeInto } from './project.ts';

const without = { [init]: files[init].replace('ON DELETE CASCADE', 'ON DELETE RESTRICT') };
const codes = (diagnostics: readonly { readonly code?: unknown }[]) => diagnostics.map(({ code }) => code);

async function inProject(act: (editor: Editor, folder: string) => Promise<void>): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'refint-disk-')));
  writeInto(folder, files);
  const editor = await Editor.start(folder, { watches: true });
  try {
    await editor.open(schema);
    expect(await editor.diagnostics(schema)).toEqual([]);
    await act(editor, folder);
    expect(await editor.stop()).toBe(0);
    expect(editor.complaints).toBe('');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('what is known of the disk holds until the editor tells of a change', () =>
  inProject(async (editor, folder) => {
    writeInto(folder, without);
    await editor.replace(schema, '/// People', '/// Others');
    expect(await editor.diagnostics(schema)).toEqual([]);
    await editor.watched(init);
    expect(codes(await editor.next(schema))).toEqual(['deletes/action-differs']);
  }));

test('a change that no editor tells of is seen once nobody types', () =>
  inProject(async (editor, folder) => {
    writeInto(folder, without);
    await editor.replace(schema, '/// People', '/// Others');
    expect(await editor.diagnostics(schema)).toEqual([]);
    expect(codes(await editor.next(schema))).toEqual(['deletes/action-differs']);
  }));

test('what is opened or closed is looked for on the disk again', () =>
  inProject(async (editor, folder) => {
    writeInto(folder, without);
    await editor.open('prisma/other.sql', '');
    expect(codes(await editor.next(schema))).toEqual(['deletes/action-differs']);
    writeInto(folder, files);
    await editor.close('prisma/other.sql');
    expect(await editor.next(schema)).toEqual([]);
  }));
