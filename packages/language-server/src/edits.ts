import type { Edit } from '@refint/model';
import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Client } from './client.ts';
import { rangeOf, sourcesOf, uriIn } from './places.ts';

/** The version of an open document by its URI; nothing for one that is not open. */
export type VersionOf = (uri: string) => number | undefined;

/** The same as a whole, in the form that the editor knows. */
export function editOf(
  edits: readonly Edit[],
  folder: string,
  versionOf: VersionOf,
  { knowsVersions }: Client,
): WorkspaceEdit {
  const all = editsIn(edits, folder, versionOf);
  if (knowsVersions) return { documentChanges: all };
  return { changes: Object.fromEntries(all.map((one) => [one.textDocument.uri, one.edits as TextEdit[]])) };
}

/** Edits as the protocol has them, file by file. */
export function editsIn(edits: readonly Edit[], folder: string, versionOf: VersionOf): TextDocumentEdit[] {
  return sourcesOf({ edits }).map((source) => {
    const uri = uriIn(folder, source.path);
    return {
      textDocument: { uri, version: versionOf(uri) ?? null },
      edits: edits
        .filter((edit) => edit.source === source)
        .map(({ span, text }) => ({ range: rangeOf(source, span), newText: text })),
    };
  });
}
