import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { root } from '../root.ts';
import { Editor, rangeIn } from './editor.ts';

/** Pieces that somebody may paste into one of the files, whole and broken ones. */
const pieces = [
  '',
  '\n',
  '}',
  '{',
  '"',
  "'",
  '$$',
  '👋',
  '\r\n',
  '--',
  '/*',
  '//',
  'model Extra {\n  id Int @id\n}\n',
  '  extra Int?\n',
  'onDelete: Cascade, ',
  '@@map("other")',
  'CREATE TABLE extra (id INTEGER PRIMARY KEY);\n',
  'DROP TABLE customers CASCADE;\n',
  'ALTER TABLE "Order" RENAME TO orders;\n',
  'DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_class) THEN ',
  '-- refint-ignore deletes/policy: because\n',
];

const edit = fc.record({
  file: fc.nat(2),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(60) }),
  piece: fc.constantFrom(...pieces),
  undo: fc.boolean(),
});

const schema = 'prisma/schema.prisma';
const first = 'prisma/migrations/20240101000000_init/migration.sql';
const last = 'prisma/migrations/20240601000000_last/migration.sql';
const files = [schema, first, last];

test('whatever is typed and undone, what is shown is what a fresh start would show', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'refint-edits-')));
  cpSync(join(root, 'packages/house/src/warm-up'), folder, { recursive: true });
  const editor = await Editor.start(folder, { pulls: true });
  for (const file of files) await editor.open(file);
  const originals = new Map(files.map((file) => [file, editor.text(file)]));
  const shown = async (one: Editor) => Promise.all(files.map((file) => one.pull(file)));
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), async (edits) => {
        for (const { file: at, at: where, length, piece, undo } of edits) {
          const file = files[at]!;
          const text = editor.text(file);
          const start = Math.floor(where * text.length);
          const range = undo
            ? rangeIn(text, 0, text.length)
            : rangeIn(text, start, Math.min(text.length, start + length));
          await editor.change(file, { range, text: undo ? originals.get(file)! : piece });
        }
        const fresh = await Editor.start(folder, { pulls: true });
        for (const file of files) await fresh.open(file, editor.text(file));
        expect(await shown(editor)).toEqual(await shown(fresh));
        expect(await fresh.stop()).toBe(0);
        expect([editor.complaints, fresh.complaints]).toEqual(['', '']);
      }),
      { numRuns: Number(process.env['REFINT_EDITS'] ?? 25), seed: 20240601 },
    );
    expect(await editor.stop()).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
