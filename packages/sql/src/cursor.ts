import type {
  CutName,
  Expression,
  Named,
  Output,
  Problem,
  QualifiedName,
  Query,
  Source,
  Span,
  Statement,
} from '@refint/model';
import { noteCut } from './cut-names.ts';
import {
  CLOSE,
  COMMA,
  DOT,
  END,
  OPEN,
  OPEN_BRACKET,
  OPERATOR,
  QUOTED,
  STRING,
  type Tokens,
  textBetween,
  WORD,
} from './tokens.ts';

/** What is being read, where its places point, and what could not be read so far. */
export interface Reading {
  readonly source: Source;
  /** Set for text that was put together: everything in it stands at this one place. */
  readonly place: Span | undefined;
  readonly problems: Problem[];
  /** Names of the statement that is being read which are cut. */
  cutNames?: CutName[] | undefined;
  /** How many texts are around this one, as in a block of code inside of a block of code. */
  readonly depth: number;
}

/** What a statement says, before its place is known. */
export type StatementBody = Omit<Statement, 'source' | 'span'>;

/** What a dialect knows; everything else in reading SQL is the same for all of them. */
export interface DialectReader {
  /** The name that a bare or quoted word stands for, as the database keeps it; the word may be a part of a text. */
  nameOf(text: string, start?: number, end?: number): string;
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
  /** Reads one expression to the end of the cursor; what is not understood of it is `unknown`. */
  readExpression(cursor: Cursor): Expression;
  /** What a query gives, and what a view gives by the statement that makes it; a cursor that is lost afterwards says that it is not known. */
  readOutput(cursor: Cursor): Output;
  readViewOutput(cursor: Cursor): Output;
  /** Columns that the query of a view surely reads, from the statement that makes it. */
  /** Words that older versions of the server do not know. */
  readNovelty(cursor: Cursor): { readonly since: number; readonly at: Named } | undefined;
  readViewColumns(cursor: Cursor): readonly { readonly table: QualifiedName; readonly column: string }[];
  /**
   * Reads one query to the end of the cursor; what is not understood of it makes it `unknown`. The tokens of the hole are
   * stepped over.
   */
  readQuery(cursor: Cursor, hole?: { readonly from: number; readonly to: number }): Query;
}

/**
 * Reads a stretch of tokens from front to back. A cursor that meets what it does not expect is lost: it remembers where
 * and stands at its end from then on, so that readers need not ask after each step and no reader can hang.
 */
export class Cursor {
  readonly reading: Reading;
  readonly tokens: Tokens;
  readonly dialect: DialectReader;
  /** Those of the tokens, which nearly each step looks at. */
  private readonly kinds: Tokens['kinds'];
  private readonly words: Tokens['words'];
  from: number;
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
    this.kinds = tokens.kinds;
    this.words = tokens.words;
    this.from = this.at = from;
    this.end = end;
    this.lost = undefined;
    this.depth = depth;
  }

  /** A cursor over another stretch of the same tokens. */
  over(from: number, end: number, depth = this.depth): Cursor {
    return new Cursor(this.reading, this.tokens, this.dialect, from, end, depth);
  }

  /** Begins with another statement, so that a text with thousands of them needs one cursor. */
  begin(from: number, end: number): void {
    this.from = this.at = from;
    this.end = end;
    this.lost = undefined;
    while (this.touches.length > 0) this.touches.pop();
  }

  get done(): boolean {
    return this.at >= this.end;
  }

  /** The kind of a token ahead; END past the end. */
  kind(ahead = 0): number {
    const index = this.at + ahead;
    return index < this.end ? (this.kinds[index] ?? END) : END;
  }

  /** The text of a token ahead, letter by letter. */
  raw(ahead = 0): string {
    const index = this.at + ahead;
    return index < this.end ? this.tokens.text.slice(this.tokens.starts[index], this.tokens.ends[index]) : '';
  }

  /** The bare word at the cursor in upper case; '' when something else is there. */
  word(): string {
    return this.at < this.end ? (this.words[this.at] ?? '') : '';
  }

  /** Whether a token ahead is this bare word; `word` is upper case. */
  is(word: string, ahead = 0): boolean {
    const index = this.at + ahead;
    return index < this.end && this.words[index] === word;
  }

  isOperator(operator: string, ahead = 0): boolean {
    if (this.kind(ahead) !== OPERATOR) return false;
    const start = this.tokens.starts[this.at + ahead] ?? 0;
    const length = (this.tokens.ends[this.at + ahead] ?? 0) - start;
    return length === operator.length && this.tokens.text.startsWith(operator, start);
  }

  /** Steps over these words if all of them stand here, and over nothing otherwise. */
  takes(first: string, second?: string, third?: string): boolean {
    const at = this.at;
    const words = this.words;
    if (at >= this.end || words[at] !== first) return false;
    let next = at + 1;
    if (second !== undefined) {
      if (next >= this.end || words[next] !== second) return false;
      next++;
      if (third !== undefined) {
        if (next >= this.end || words[next] !== third) return false;
        next++;
      }
    }
    this.at = next;
    return true;
  }

  takesKind(kind: number): boolean {
    const at = this.at;
    if (at >= this.end || this.kinds[at] !== kind) return false;
    this.at = at + 1;
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
    const { place } = this.reading;
    if (place) return place;
    const end = this.tokens.ends[last] ?? 0;
    const start = this.tokens.starts[first] ?? end;
    return start < end ? { start, end } : { start: end, end };
  }

  /** What is written from one token to another, both inside, but for comments; nothing when they stand the wrong way round. */
  textOf(first: number, last: number): string {
    return textBetween(this.tokens, first, last);
  }

  /** Whether a name can stand at the token ahead. */
  isName(ahead = 0): boolean {
    const index = this.at + ahead;
    if (index >= this.end) return false;
    const kind = this.kinds[index];
    return kind === QUOTED || (kind === WORD && !this.dialect.isReserved(this.words[index] ?? ''));
  }

  name(what = 'a name'): Named {
    const at = this.at;
    const kind = at < this.end ? this.kinds[at] : END;
    // A name in quotes is what most names are, and whether it is one is asked nobody.
    if (kind === QUOTED || (kind === WORD && this.isName())) return this.takeName();
    this.lose(what);
    return { name: '', span: this.span(Math.min(this.at, this.end - 1)) };
  }

  /** A name that follows a dot or AS, where even reserved words are allowed. */
  label(what = 'a name'): Named {
    return this.kind() === WORD ? this.takeName() : this.name(what);
  }

  private takeName(): Named {
    const { text, starts, ends } = this.tokens;
    const at = this.at++;
    const start = starts[at] ?? 0;
    const end = ends[at] ?? 0;
    const name = this.dialect.nameOf(text, start, end);
    const span = this.reading.place ?? { start, end };
    if (end - start > name.length + (this.kinds[at] === QUOTED ? 2 : 0))
      noteCut(this.reading, name, text.slice(start, end), span);
    return { name, span };
  }

  /** `a`, `a.b` or `a.b.c`, of which the database's name is left out. */
  qualifiedName(what = 'a name'): QualifiedName {
    const first = this.at;
    let { name, span } = this.name(what);
    let schema: string | undefined;
    if (this.lost || this.kind() === DOT) {
      while (this.takesKind(DOT)) {
        schema = name;
        name = this.label(what).name;
      }
      span = this.spanFrom(Math.min(first, this.end - 1));
    }
    return { name, schema, span };
  }

  /** Names between parentheses. */
  names(): Named[] {
    this.expectKind(OPEN);
    const found = [this.name()];
    while (this.takesKind(COMMA)) found.push(this.name());
    this.expectKind(CLOSE);
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
    if (kind !== OPEN && kind !== OPEN_BRACKET) {
      if (!this.done) this.at++;
      return;
    }
    const closer = this.tokens.closers[this.at] ?? 0;
    if (closer > this.at && closer < this.end) this.at = closer + 1;
    else this.lose('")"');
  }
}
