/**
 * The tokens of a text, side by side in arrays rather than as objects: a migration folder has hundreds of thousands of
 * them. A token that is one character of punctuation has the code of that character as its kind.
 */
export interface Tokens {
  readonly text: string;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly count: number;
  /** For every opening parenthesis or bracket the index of the token that closes it; 0 when none does. */
  readonly closers: Int32Array;
  readonly faults: readonly Fault[];
}

/** What the lexer could not make a token of, such as a string that never ends; or a line that it passed over. */
export interface Fault {
  readonly start: number;
  readonly end: number;
  readonly kind: 'unreadable' | 'not-understood';
  readonly text: string;
}

export const END = 0;
/** A bare word: a keyword or a name. */
export const WORD = 1;
/** A name in quotes. */
export const QUOTED = 2;
/** A string of any kind, prefix and quotes included. */
export const STRING = 3;
export const NUMBER = 4;
export const OPERATOR = 5;
export const PARAMETER = 6;
/** A character that begins no token, or a string, name or comment without end. */
export const BROKEN = 7;

export const OPEN = 40;
export const CLOSE = 41;
export const COMMA = 44;
export const DOT = 46;
export const COLON = 58;
export const SEMICOLON = 59;
export const OPEN_BRACKET = 91;
export const CLOSE_BRACKET = 93;

/** What a lexer writes its tokens into. */
export interface TokenWriter {
  add(kind: number, start: number, end: number): void;
  fault(fault: Fault): void;
  /** How many tokens there are so far, and what they are. */
  count(): number;
  kind(index: number): number;
  start(index: number): number;
  end(index: number): number;
  done(): Tokens;
}

/** A writer for a text of which about `length` characters will be read. */
export function tokenWriter(text: string, length: number): TokenWriter {
  let room = (length >> 2) + 16;
  let kinds = new Uint8Array(room);
  let starts = new Int32Array(room);
  let ends = new Int32Array(room);
  let count = 0;
  const faults: Fault[] = [];
  const grow = (): void => {
    room *= 2;
    const [oldKinds, oldStarts, oldEnds] = [kinds, starts, ends];
    (kinds = new Uint8Array(room)).set(oldKinds);
    (starts = new Int32Array(room)).set(oldStarts);
    (ends = new Int32Array(room)).set(oldEnds);
  };
  return {
    add(kind, start, end) {
      if (count + 1 >= room) grow();
      kinds[count] = kind;
      starts[count] = start;
      ends[count++] = end;
    },
    fault: (fault) => void faults.push(fault),
    count: () => count,
    kind: (index) => kinds[index] ?? END,
    start: (index) => starts[index] ?? 0,
    end: (index) => ends[index] ?? 0,
    done: () => ({ text, kinds, starts, ends, count, closers: closersOf(kinds, count), faults }),
  };
}

function closersOf(kinds: Uint8Array, count: number): Int32Array {
  const closers = new Int32Array(count);
  const open: number[] = [];
  for (let index = 0; index < count; index++) {
    const kind = kinds[index];
    if (kind === OPEN || kind === OPEN_BRACKET) open.push(index);
    else if (kind === CLOSE || kind === CLOSE_BRACKET) {
      const opener = open.pop();
      if (opener !== undefined) closers[opener] = index;
    }
  }
  return closers;
}
