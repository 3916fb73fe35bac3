import { sameData } from '@refint/model';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';

type Diagnostics = readonly Diagnostic[];

/** What an editor was told of each file, so that it is told only what is new. */
export class Published {
  #all: ReadonlyMap<string, Diagnostics> = new Map();
  #versions: ReadonlyMap<string, number> = new Map();

  get all(): ReadonlyMap<string, Diagnostics> {
    return this.#all;
  }

  /**
   * Takes what there is to say now, and returns what was not said: of files about which it is something else than before, and of
   * open ones that have another version by now.
   */
  news(all: ReadonlyMap<string, Diagnostics>, versions: ReadonlyMap<string, number>): readonly Params[] {
    const news: Params[] = [];
    for (const uri of new Set([...this.#all.keys(), ...all.keys(), ...versions.keys()])) {
      const version = versions.get(uri);
      const diagnostics = all.get(uri) ?? [];
      const isKnown = version === this.#versions.get(uri) && sameData(diagnostics, this.#all.get(uri) ?? []);
      if (!isKnown) news.push({ uri, diagnostics: [...diagnostics], ...(version === undefined ? {} : { version }) });
    }
    this.#all = all;
    this.#versions = versions;
    return news;
  }
}

type Params = PublishDiagnosticsParams;
