import { loadEditor } from '@refint/core';
import { isWithin } from '@refint/workspace';
import type { CancellationToken, TextDocumentIdentifier } from 'vscode-languageserver/node';
import type { Analysed } from './analysis.ts';
import { unlessCancelled } from './cancelling.ts';
import { type EditorAnswers, FolderOutlook } from './outlooks.ts';
import { pathOf } from './places.ts';

/** Answers what an editor asks, from what is known of the texts as they are now. */
export class Asking {
  readonly #settled: () => Promise<void>;
  readonly #latest: () => readonly Analysed[];
  readonly #outlooks = new WeakMap<Analysed, FolderOutlook>();
  #editor: EditorAnswers | undefined;

  /**
   * @param settled resolves when no analysis is due any more
   * @param latest what was found of each folder then
   */
  constructor(settled: () => Promise<void>, latest: () => readonly Analysed[]) {
    this.#settled = settled;
    this.#latest = latest;
  }

  /**
   * Makes a handler of what answers, if that is still wanted by then. Who waits for anything else before the answer is ready may find
   * that the next analysis has moved all places meanwhile.
   */
  answer =
    <P, T>(answer: (params: P) => T | Promise<T>) =>
    (params: P, token: CancellationToken): Promise<T> =>
      unlessCancelled(token, async () => {
        this.#editor ??= await loadEditor();
        await this.#settled();
        return answer(params);
      });

  /** The same, from what can be asked of the text that is named. */
  ask = <P extends { readonly textDocument: TextDocumentIdentifier }, T>(
    nothing: T,
    ask: (outlook: FolderOutlook, params: P) => T,
  ) =>
    this.answer((params: P) => {
      const one = this.about(params.textDocument.uri);
      const outlook = one && this.outlookOf(one);
      return outlook ? ask(outlook, params) : nothing;
    });

  /** What can be asked of a folder; nothing before anybody has asked anything. */
  outlookOf(one: Analysed): FolderOutlook | undefined {
    let known = this.#outlooks.get(one);
    if (!known && this.#editor) this.#outlooks.set(one, (known = FolderOutlook.of(one, this.#editor)));
    return known;
  }

  /** What is known of the folder that a file is in; of one folder in another, the inner one. */
  about(uri: string): Analysed | undefined {
    const path = pathOf(uri);
    if (path === undefined) return undefined;
    const around = this.#latest().filter(({ folder }) => isWithin(folder, path));
    return around.sort((a, b) => b.folder.length - a.folder.length)[0];
  }
}
