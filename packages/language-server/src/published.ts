import { sameMembers } from '@refint/model';
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
      const diagnostics = again(sayings.get(uri) ?? [], before);
      if (diagnostics.length > 0) all.set(uri, diagnostics);
      const version = versions.get(uri);
      if (isNewer(uri) || !sameMembers(diagnostics, before))
        yield { uri, diagnostics: [...diagnostics], ...(version === undefined ? {} : { version }) };
    }
    this.#all = all;
    this.#versions = versions;
  }
}

type Params = PublishDiagnosticsParams;

/** Diagnostics as they were told before, where they say the same. */
function again(sayings: readonly Saying[], before: Diagnostics): Diagnostics {
  const diagnostics: Diagnostic[] = [];
  let known: Map<string, Diagnostic> | undefined;
  for (const [at, say] of sayings.entries()) {
    const now = say();
    const last = before[at];
    let same = last && toldBefore(now, last);
    if (!same) {
      // One more or one less, and all that follow are somewhere else in the list.
      known ??= byWords(before);
      const other = known.get(keyOf(now));
      same = other && toldBefore(now, other);
    }
    diagnostics.push(same ?? now);
  }
  return diagnostics;
}

function byWords(diagnostics: Diagnostics): Map<string, Diagnostic> {
  const found = new Map<string, Diagnostic>();
  for (const one of diagnostics) found.set(keyOf(one), one);
  return found;
}

const keyOf = ({ message }: Diagnostic): string => (typeof message === 'string' ? message : message.value);
