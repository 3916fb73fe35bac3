import type { Edit } from '@refint/model';
import type { TextDocumentEdit } from 'vscode-languageserver';
import { rangeOf, uriIn } from './places.ts';

/** The version of an open document by its URI; nothing for one that is not open. */
export type VersionOf = (uri: string) => number | undefined;

/** Edits as the protocol has them, file by file. */
export function editsIn(edits: readonly Edit[], folder: string, versionOf: VersionOf): TextDocumentEdit[] {
  return [...new Set(edits.map(({ source }) => source))].map((source) => {
    const uri = uriIn(folder, source.path);
    return {
      textDocument: { uri, version: versionOf(uri) ?? null },
      edits: edits
        .filter((edit) => edit.source === source)
        .map(({ span, text }) => ({ range: rangeOf(source, span), newText: text })),
    };
  });
}
