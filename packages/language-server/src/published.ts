import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { Saying } from './diagnostics.ts';
import { toldBefore } from './moved.ts';

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

/** Diagnostics as they were told before, where they say the same. */
function again(now: Diagnostics, before: Diagnostics): Diagnostics {
  let known: Map<string, Diagnostic> | undefined;
  return now.map((one, at) => {
    const last = before[at];
    const same = last && toldBefore(one, last);
    if (same) return same;
    // One more or one less, and all that follow are somewhere else in the list.
    known ??= new Map(before.map((other) => [keyOf(other), other]));
    const other = known.get(keyOf(one));
    return (other && toldBefore(one, other)) ?? one;
  });
}

const keyOf = ({ message }: Diagnostic): string => (typeof message === 'string' ? message : message.value);
