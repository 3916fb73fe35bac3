import type { Named, Problem, QualifiedName, Query, Source, Span, Statement } from '@refint/model';
import { END, QUOTED, STRING, type Tokens, WORD } from './tokens.ts';

/** What is being read, where its places point, and what could not be read so far. */
export interface Reading {
  readonly source: Source;
  /** Set for text that was put together: everything in it stands at this one place. */
  readonly place: Span | undefined;
  readonly problems: Problem[];
  /** How many texts are around this one, as in a block of code inside of a block of code. */
  readonly depth: number;
}

/** What a statement says, before its place is known. */
export type StatementBody = Omit<Statement, 'source' | 'span'>;

/** What a dialect knows; everything else in reading SQL is the same for all of them. */
export interface DialectReader {
  /** The name that a bare or quoted word stands for, as the database keeps it. */
  nameOf(written: string): string;
  /** The value of a string, without its quotes. */
  stringOf(written: string): string;
  /** Whether a bare word, in upper case, can't be a name. */
  isReserved(word: string): boolean;
  tokenise(text: string, from?: number, to?: number): Tokens;
  /** The index of the token that ends the statement beginning at `from`: a semicolon, or the number of tokens. */
  statementEnd(tokens: Tokens, from: number): number;
  /** Where, inside of broken SQL, another statement plainly begins. */
  nextStatement(tokens: Tokens, after: number, end: number): number | undefined;
  /** Reads one statement; a cursor that is lost afterwards says that it could not. */
  readStatement(cursor: Cursor): StatementBody;
  /** Reads one query to the end of the cursor; what is not understood of it makes it `unknown`. */
  readQuery(cursor: Cursor): Query;
}

/**
 * Reads a stretch of tokens from front to back. A cursor that meets what it does not expect is lost: it remembers where
 * and stands at its end from then on, so that readers need not ask after each step and no reader can hang.
 */
export class Cursor {
  readonly reading: Reading;
  readonly tokens: Tokens;
  readonly dialect: DialectReader;
  readonly from: number;
  end: number;
  at: number;
  /** The tables and types that were named so far as what the statement changes. */
  readonly touches: QualifiedName[] = [];
  /** How many brackets or blocks a reader has gone into to get here. */
  readonly depth: number;
  lost: { readonly at: number; readonly expected: string } | undefined;

  constructor(reading: Reading, tokens: Tokens, dialect: DialectReader, from: number, end: number, depth = 0) {
    this.reading = reading;
    this.tokens = tokens;
    this.dialect = dialect;
    this.from = this.at = from;
    this.end = end;
    this.lost = undefined;
    this.depth = depth;
  }

  /** A cursor over another stretch of the same tokens. */
  over(from: number, end: number, depth = this.depth): Cursor {
    return new Cursor(this.reading, this.tokens, this.dialect, from, end, depth);
  }

  get done(): boolean {
    return this.at >= this.end;
  }

  /** The kind of a token ahead; END past the end. */
  kind(ahead = 0): number {
    const index = this.at + ahead;
    return index < this.end ? (this.tokens.kinds[index] ?? END) : END;
  }

  /** The text of a token ahead, letter by letter. */
  raw(ahead = 0): string {
    const index = this.at + ahead;
    return index < this.end ? this.tokens.text.slice(this.tokens.starts[index], this.tokens.ends[index]) : '';
  }

  /** Whether a token ahead is this bare word; `word` is upper case. */
  is(word: string, ahead = 0): boolean {
    const index = this.at + ahead;
    if (index >= this.end || this.tokens.kinds[index] !== WORD) return false;
    const start = this.tokens.starts[index] ?? 0;
    const length = word.length;
    if ((this.tokens.ends[index] ?? 0) - start !== length) return false;
    const text = this.tokens.text;
    if ((text.charCodeAt(start) & 0xdf) !== word.charCodeAt(0)) return false;
    if (text.startsWith(word, start)) return true;
    for (let letter = 0; letter < length; letter++) {
      const code = text.charCodeAt(start + letter);
      if ((code >= 97 && code <= 122 ? code - 32 : code) !== word.charCodeAt(letter)) return false;
    }
    return true;
  }

  isOperator(operator: string, ahead = 0): boolean {
    const index = this.at + ahead;
    const start = this.tokens.starts[index] ?? 0;
    return (
      index < this.end &&
      (this.tokens.ends[index] ?? 0) - start === operator.length &&
      this.tokens.text.startsWith(operator, start)
    );
  }

  /** Steps over these words if all of them stand here, and over nothing otherwise. */
  takes(first: string, second?: string, third?: string): boolean {
    if (!this.is(first)) return false;
    if (second === undefined) this.at++;
    else if (!this.is(second, 1)) return false;
    else if (third === undefined) this.at += 2;
    else if (!this.is(third, 2)) return false;
    else this.at += 3;
    return true;
  }

  takesKind(kind: number): boolean {
    if (this.kind() !== kind) return false;
    this.at++;
    return true;
  }

  takesOperator(operator: string): boolean {
    if (!this.isOperator(operator)) return false;
    this.at++;
    return true;
  }

  expect(first: string, second?: string): void {
    if (!this.takes(first, second)) this.lose(second === undefined ? first : `${first} ${second}`);
  }

  expectKind(kind: number): void {
    if (!this.takesKind(kind)) this.lose(`"${String.fromCharCode(kind)}"`);
  }

  /** Gives up on this stretch. Only the first loss is kept: it is the cause of the others. */
  lose(expected: string): void {
    this.lost ??= { at: Math.min(this.at, this.end), expected };
    this.at = this.end;
  }

  /** From a token to the one before the cursor. */
  spanFrom(first: number): Span {
    return this.span(first, Math.max(first, this.at - 1));
  }

  /** From one token to another, both inside. */
  span(first: number, last = first): Span {
    if (this.reading.place) return this.reading.place;
    const end = this.tokens.ends[last] ?? 0;
    return { start: Math.min(this.tokens.starts[first] ?? end, end), end };
  }

  /** What is written from one token to another, both inside; nothing when they stand the wrong way round. */
  textOf(first: number, last: number): string {
    return last < first ? '' : this.tokens.text.slice(this.tokens.starts[first], this.tokens.ends[last]);
  }

  /** Whether a name can stand at the token ahead. */
  isName(ahead = 0): boolean {
    const kind = this.kind(ahead);
    return kind === QUOTED || (kind === WORD && !this.dialect.isReserved(this.raw(ahead).toUpperCase()));
  }

  name(what = 'a name'): Named {
    if (!this.isName()) {
      this.lose(what);
      return { name: '', span: this.span(Math.min(this.at, this.end - 1)) };
    }
    const name = this.dialect.nameOf(this.raw());
    return { name, span: this.span(this.at++) };
  }

  /** A name that follows a dot or AS, where even reserved words are allowed. */
  label(what = 'a name'): Named {
    const kind = this.kind();
    if (kind !== WORD && kind !== QUOTED) return this.name(what);
    return { name: this.dialect.nameOf(this.raw()), span: this.span(this.at++) };
  }

  /** `a`, `a.b` or `a.b.c`, of which the database's name is left out. */
  qualifiedName(what = 'a name'): QualifiedName {
    const first = this.at;
    let name = this.name(what).name;
    let schema: string | undefined;
    while (this.kind() === DOT_KIND) {
      this.at++;
      schema = name;
      name = this.label(what).name;
    }
    return { name, schema, span: this.spanFrom(Math.min(first, this.end - 1)) };
  }

  /** Names between parentheses. */
  names(): Named[] {
    this.expectKind(40);
    const found = [this.name()];
    while (this.takesKind(44)) found.push(this.name());
    this.expectKind(41);
    return found;
  }

  /** A string here, and its value; strings that stand behind one another are one. */
  string(what = 'a string'): Named {
    const first = this.at;
    let name = '';
    if (this.kind() !== STRING) this.lose(what);
    while (this.kind() === STRING) {
      name += this.dialect.stringOf(this.raw());
      this.at++;
    }
    return { name, span: this.spanFrom(Math.min(first, this.end - 1)) };
  }

  /** Steps over one token, or over everything from an opening parenthesis or bracket to where it closes. */
  skip(): void {
    const kind = this.kind();
    if (kind !== 40 && kind !== 91) {
      if (!this.done) this.at++;
      return;
    }
    const closer = this.tokens.closers[this.at] ?? 0;
    if (closer > this.at && closer < this.end) this.at = closer + 1;
    else this.lose('")"');
  }
}

const DOT_KIND = 46;
