import { resolve } from 'node:path';
import { loadBeginning } from '@refint/workspace';
import {
  type CodeAction,
  CodeActionKind,
  CreateFile,
  type Diagnostic,
  TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Analysed } from './analysis.ts';
import { editsIn, type VersionOf } from './edits.ts';
import { uriIn } from './places.ts';

/**
 * Writes the new migrations that make a reference hold, where a finding is about one. Nothing where none can be written, and
 * for drizzle, which knows of no file that its journal does not have.
 */
export async function safeMigrationsFor(
  entity: string,
  { folder, report, inputs, settings }: Analysed,
  versionOf: VersionOf,
  diagnostics: Diagnostic[],
): Promise<CodeAction | undefined> {
  // Names of references have an arrow in them; of all else nothing can be planned, and nothing is loaded.
  if (!settings || !entity.includes(' → ')) return undefined;
  const [{ safeMigrations }, { placesOf }] = await Promise.all([import('@refint/plan'), loadBeginning()]);
  for (const [at, { project }] of (report?.projects ?? []).entries()) {
    const input = inputs[at];
    if (!input || input.runner === 'drizzle') continue;
    const into = placesOf(input, folder).migrations;
    const written = into === undefined ? undefined : await safeMigrations(entity, project, input, settings);
    if (!written) continue;
    const created = written.migrations.flatMap(({ path, text }) => {
      const uri = uriIn(folder, resolve(folder, into!, path));
      const start = { line: 0, character: 0 };
      const edit = { range: { start, end: start }, newText: text };
      return [CreateFile.create(uri, { overwrite: false }), TextDocumentEdit.create({ uri, version: null }, [edit])];
    });
    const edit: WorkspaceEdit = { documentChanges: [...created, ...editsIn(written.schema, folder, versionOf)] };
    return { title: written.title, kind: CodeActionKind.QuickFix, diagnostics, edit };
  }
  return undefined;
}
