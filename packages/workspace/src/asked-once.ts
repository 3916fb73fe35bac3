import { type Entry, entriesOf, type Kept, type Kind, kindOf, readText, realPath, type StandIn } from './disk.ts';
import { onDisk } from './git/stand-in.ts';

/** The disk itself, whatever answers in its place. */
export const disk: StandIn = {
  readText: (path) => onDisk(() => readText(path)),
  entriesOf: (path) => onDisk(() => entriesOf(path)),
  kindOf: (path) => onDisk(() => kindOf(path)),
  realPath: (path) => onDisk(() => realPath(path)),
};

/**
 * The disk as it was when it was asked for the first time: who is told of changes takes a new one then. Reading a thousand
 * migrations again takes longer than all that follows from an edit in one of them.
 */
export class AskedOnce implements StandIn {
  readonly readText = once<string>(disk.readText);
  readonly entriesOf = once<Entry[]>(disk.entriesOf);
  readonly kindOf = once<Kind>(disk.kindOf);
  readonly realPath = once<string>(disk.realPath);
  readonly #kept: Kept = { open: new Map(), answers: new Map() };
  readonly keptOf = (): Kept => this.#kept;
}

type Said<T> = { readonly value: T } | { readonly error: unknown };

/** The same answer for the same path, also where it is an error. */
function once<T>(ask: (path: string) => T): (path: string) => T {
  const known = new Map<string, Said<T>>();
  return (path) => {
    let said = known.get(path);
    if (!said) known.set(path, (said = saidBy(ask, path)));
    if ('error' in said) throw said.error;
    return said.value;
  };
}

function saidBy<T>(ask: (path: string) => T, path: string): Said<T> {
  try {
    return { value: ask(path) };
  } catch (error) {
    return { error };
  }
}
