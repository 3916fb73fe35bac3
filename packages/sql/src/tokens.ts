/**
 * The tokens of a text, side by side in arrays rather than as objects: a migration folder has hundreds of thousands of
 * them. A token that is one character of punctuation has the code of that character as its kind.
 */
export interface Tokens {
  readonly text: string;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** For every bare word itself in upper case, so that it is worked out once; '' for all other tokens. */
  readonly words: readonly string[];
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
  /** Something that was begun and never ends. */
  readonly isOpen?: boolean;
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

/** What is written from one token to another, both inside, but for comments; nothing when they stand the wrong way round. */
export function textBetween({ text, starts, ends }: Tokens, first: number, last: number): string {
  if (last < first) return '';
  const written = text.slice(starts[first], ends[last]);
  if (!written.includes('--') && !written.includes('/*')) return written;
  let found = text.slice(starts[first], ends[first]);
  for (let at = first + 1; at <= last; at++) {
    // Between two tokens there are only blanks and comments.
    const between = text.slice(ends[at - 1], starts[at]);
    found += (between.trim() === '' ? between : between.includes('\n') ? '\n' : ' ') + text.slice(starts[at], ends[at]);
  }
  return found;
}

/** What a lexer writes its tokens into. */
export class TokenWriter implements Tokens {
  text = '';
  kinds = new Uint8Array(0);
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  closers = new Int32Array(0);
  words: string[] = [];
  count = 0;
  faults: Fault[] = [];
  /** Whether a lexer ends what is between quotes where a statement seems to begin in it. */
  isCareful = false;
  /** The index of the first token of the statement that is being divided. */
  statement = 0;
  /** The bracket that is open; those around it are chained in `closers`, in their own places. */
  private open = -1;
  private astray = -1;

  /** A character that begins nothing. One complaint for a statement is enough: binary rubbish has thousands of them. */
  stray(at: number): number {
    if (this.astray < this.statement) {
      this.faults.push({ start: at, end: at + 1, kind: 'unreadable', text: 'this character begins nothing in SQL' });
      this.astray = this.statement;
    }
    this.add(BROKEN, at, at + 1);
    return at + 1;
  }

  /** Begins with another text, of which `length` characters are read: there can't be more tokens than that. */
  begin(text: string, length: number): void {
    this.text = text;
    this.count = 0;
    this.statement = 0;
    this.open = -1;
    this.astray = -1;
    if (length >= this.kinds.length) this.makeRoom(Math.max(2 * length, 16_384));
  }

  add(kind: number, start: number, end: number): void {
    const at = this.count++;
    this.kinds[at] = kind;
    this.starts[at] = start;
    this.ends[at] = end;
    this.words[at] = '';
  }

  opens(kind: number, start: number): void {
    this.closers[this.count] = this.open;
    this.open = this.count;
    this.add(kind, start, start + 1);
  }

  closes(kind: number, start: number): void {
    const open = this.open;
    if (open >= 0) {
      this.open = this.closers[open] ?? -1;
      this.closers[open] = this.count;
    }
    this.add(kind, start, start + 1);
  }

  /** To be called when all tokens are there. */
  finish(): void {
    while (this.open >= 0) {
      const outer = this.closers[this.open] ?? -1;
      this.closers[this.open] = 0;
      this.open = outer;
    }
    // Whoever looks for the end of a statement finds one, and nothing that another text has left.
    this.kinds[this.count] = SEMICOLON;
    this.words[this.count] = '';
  }

  private makeRoom(room: number): void {
    this.kinds = new Uint8Array(room);
    this.starts = new Int32Array(room);
    this.ends = new Int32Array(room);
    this.closers = new Int32Array(room);
  }
}

const spare: TokenWriter[] = [];
const mostKept = 1 << 20;

/** A writer for the tokens of a text. Whoever is done with all of them gives it back, as making one costs much. */
export function tokenWriter(text: string, length: number): TokenWriter {
  const writer = spare.pop() ?? new TokenWriter();
  writer.begin(text, length);
  return writer;
}

/** Gives tokens back that nobody will look at any more. */
export function release(tokens: Tokens): void {
  if (!(tokens instanceof TokenWriter) || tokens.kinds.length > mostKept || spare.length > 8) return;
  tokens.text = '';
  tokens.faults = [];
  spare.push(tokens);
}
