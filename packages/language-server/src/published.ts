import { sameMembers } from '@refint/model';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { Saying, Sayings } from './diagnostics.ts';
import { saidBefore } from './moved.ts';

type Diagnostics = readonly Diagnostic[];

/** What an editor was told of each file, so that it is told only what is new. */
export class Published {
  #all: ReadonlyMap<string, Diagnostics> = new Map();
  /** What they say, each in the place of its diagnostic. */
  #said: Sayings = new Map();
  #versions: ReadonlyMap<string, number> = new Map();

  get all(): ReadonlyMap<string, Diagnostics> {
    return this.#all;
  }

  /**
   * Takes what there is to say now, and gives what was not said: of files about which it is something else than before, and of
   * open ones that have another version by now. Those come first, and are given before anything is looked for in the others: in one of
   * them somebody types.
   *
   * @param sayings what there is to say of one file, or of all
   */
  *news(sayings: (only?: string) => Sayings, versions: ReadonlyMap<string, number>): Iterable<Params> {
    const all = new Map<string, Diagnostics>();
    const again = (uri: string, now: readonly Saying[] = none): Diagnostics => {
      const diagnostics = toldAgain(now, this.#said.get(uri) ?? none, this.#all.get(uri) ?? none);
      if (diagnostics.length > 0) all.set(uri, diagnostics);
      return diagnostics;
    };
    const newer = [...new Set([...versions.keys(), ...this.#versions.keys()])].filter(
      (uri) => versions.get(uri) !== this.#versions.get(uri),
    );
    for (const uri of newer) {
      const own = sayings(uri).get(uri);
      yield messageOf(uri, again(uri, own), versions);
    }
    const now = sayings();
    for (const uri of new Set([...this.#all.keys(), ...now.keys()])) {
      if (newer.includes(uri)) continue;
      const diagnostics = again(uri, now.get(uri));
      if (!sameMembers(diagnostics, this.#all.get(uri) ?? none)) yield messageOf(uri, diagnostics, versions);
    }
    this.#all = all;
    this.#said = now;
    this.#versions = versions;
  }
}

const none: readonly never[] = [];

type Params = PublishDiagnosticsParams;

function messageOf(uri: string, diagnostics: Diagnostics, versions: ReadonlyMap<string, number>): Params {
  const version = versions.get(uri);
  return { uri, diagnostics: [...diagnostics], ...(version === undefined ? {} : { version }) };
}

/**
 * Diagnostics as they were told before, where they say the same.
 *
 * @param last what the diagnostics before say
 */
function toldAgain(now: readonly Saying[], last: readonly Saying[], before: Diagnostics): Diagnostics {
  const diagnostics: Diagnostic[] = [];
  let places: Map<string, number> | undefined;
  for (const [at, saying] of now.entries()) {
    let told = saidBefore(saying, last[at], before[at]);
    if (!told) {
      // One more or one less, and all that follow are somewhere else in the list.
      places ??= new Map(last.map((one, place) => [keyOf(one), place]));
      const place = places.get(keyOf(saying)) ?? -1;
      told = saidBefore(saying, last[place], before[place]);
    }
    diagnostics.push(told ?? saying.say());
  }
  return diagnostics;
}

/** What a saying has in common with others that say the same. */
const keyOf = ({ finding, folder, say }: Saying): string =>
  finding ? `${folder}\n${finding.fingerprint}` : wordsIn(say());

const wordsIn = ({ message }: Diagnostic): string => (typeof message === 'string' ? message : message.value);
