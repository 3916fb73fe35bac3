import { basename } from 'node:path';
import { isInteresting } from '@refint/workspace';
import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { pathOf } from './places.ts';

/** What is open in the editor. */
export class OpenDocuments {
  readonly all = new TextDocuments(TextDocument);

  /** The texts that are open and are files, by absolute paths: a configuration may extend any of them. */
  texts(): Map<string, string> {
    const texts = new Map<string, string>();
    for (const document of this.all.all()) {
      const path = pathOf(document.uri);
      if (path !== undefined) texts.set(path, document.getText());
    }
    return texts;
  }

  /** The version of what is open under a URI; nothing for what is only on the disk. */
  versionOf(uri: string): number | undefined {
    return this.all.get(uri)?.version;
  }

  versions(): ReadonlyMap<string, number> {
    return new Map(this.all.all().map(({ uri, version }) => [uri, version]));
  }
}

/** Whether a file can change what refint says: others may be open without a new analysis. */
export const isOfInterest = (path: string): boolean => isInteresting(basename(path));
