import { sameData } from '@refint/model';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { Saying } from './diagnostics.ts';

type Diagnostics = readonly Diagnostic[];

/** What an editor was told of each file, so that it is told only what is new. */
export class Published {
  #all: ReadonlyMap<string, Diagnostics> = new Map();
  #versions: ReadonlyMap<string, number> = new Map();

  get all(): ReadonlyMap<string, Diagnostics> {
    return this.#all;
  }

  /**
   * Takes what there is to say now, and gives what was not said: of files about which it is something else than before, and of
   * open ones that have another version by now. Those come first, and are given before anything is made of the others: in one of them
   * somebody types.
   */
  *news(sayings: ReadonlyMap<string, readonly Saying[]>, versions: ReadonlyMap<string, number>): Iterable<Params> {
    const all = new Map<string, Diagnostics>();
    const isNewer = (uri: string): boolean => versions.get(uri) !== this.#versions.get(uri);
    const uris = [...new Set([...this.#all.keys(), ...sayings.keys(), ...versions.keys()])];
    for (const uri of [...uris.filter(isNewer), ...uris.filter((one) => !isNewer(one))]) {
      const before = this.#all.get(uri) ?? [];
      const diagnostics = again(sayings.get(uri)?.map((say) => say()) ?? [], before);
      if (diagnostics.length > 0) all.set(uri, diagnostics);
      const version = versions.get(uri);
      if (isNewer(uri) || diagnostics.length !== before.length || diagnostics.some((one, at) => one !== before[at]))
        yield { uri, diagnostics: [...diagnostics], ...(version === undefined ? {} : { version }) };
    }
    this.#all = all;
    this.#versions = versions;
  }
}

type Params = PublishDiagnosticsParams;

/** The very same diagnostics where they say what they said before. */
function again(now: Diagnostics, before: Diagnostics): Diagnostics {
  const known = new Map<string, Diagnostic>();
  return now.map((one, at) => {
    const same = before[at];
    if (same && sameData(one, same)) return same;
    // One more or one less, and all that follow are somewhere else.
    if (known.size === 0) for (const other of before) known.set(keyOf(other), other);
    const moved = known.get(keyOf(one));
    return moved && sameData(one, moved) ? moved : one;
  });
}

const keyOf = ({ range: { start }, message }: Diagnostic): string => `${start.line}:${start.character} ${message}`;
