import type { Dialect, Problem, Source, Span, Statement } from '@refint/model';
import { Cursor, type Reading, type Writing } from './cursor.ts';
import { change, type StatementBody } from './reading.ts';
import { BROKEN, SEMICOLON, type Tokens } from './tokens.ts';

/** What a dialect knows; everything else in reading SQL is the same for all of them. */
export interface DialectReader {
  readonly writing: Writing;
  tokenise(text: string, from?: number, to?: number): Tokens;
  /** The index of the token that ends the statement beginning at `from`: a semicolon, or the number of tokens. */
  statementEnd(tokens: Tokens, from: number): number;
  /** Where, inside of broken SQL, another statement plainly begins. */
  nextStatement(tokens: Tokens, after: number, end: number): number | undefined;
  /** Reads one statement; a cursor that is lost afterwards says that it could not. */
  readStatement(cursor: Cursor): StatementBody;
}

/** The statements of a text, in order, and what could not be read of it. */
export interface SqlFile {
  readonly source: Source;
  readonly statements: readonly Statement[];
  readonly problems: readonly Problem[];
}

/** Reads all of a text. With a `place`, everything in it stands there, in `source`, wherever the text came from. */
export function readText(text: string, source: Source, place: Span | undefined, dialect: DialectReader): SqlFile {
  const reading: Reading = { source, place, problems: [] };
  const tokens = dialect.tokenise(text);
  const statements: Statement[] = [];
  for (const { start, end, kind, text: because } of tokens.faults) {
    reading.problems.push({ kind, text: because, at: { source, span: place ?? { start, end } }, fatal: false });
  }
  for (let at = 0; at < tokens.count; ) {
    if (tokens.kinds[at] === SEMICOLON) at++;
    else at = readOne(new Cursor(reading, tokens, dialect.writing, at, dialect.statementEnd(tokens, at)), dialect, statements);
  }
  return { source, statements, problems: reading.problems };
}

/** Reads one statement and says where the next one begins. */
function readOne(c: Cursor, dialect: DialectReader, into: Statement[]): number {
  const before = c.reading.problems.length;
  const body = dialect.readStatement(c);
  if (!c.lost) {
    into.push(finish(c, body));
    return c.end;
  }
  const next = dialect.nextStatement(c.tokens, c.from, c.end);
  if (next === undefined) {
    into.push(finish(c, broken(c, body)));
    return c.end;
  }
  // A semicolon is missing: what stands before the next statement is read again, without it.
  c.reading.problems.length = before;
  const first = c.over(c.from, next);
  const again = dialect.readStatement(first);
  if (first.lost) into.push(finish(first, broken(first, again)));
  else {
    report(first, '";" is missing before this statement', next);
    into.push(finish(first, again));
  }
  return next;
}

function finish(c: Cursor, body: StatementBody): Statement {
  return { ...body, source: c.reading.source, span: c.span(c.from, c.end - 1) };
}

/** A statement that could not be read: what it was about to change is in doubt. */
function broken(c: Cursor, { verb }: StatementBody): StatementBody {
  const at = c.lost?.at ?? c.end;
  const because = `expected ${c.lost?.expected ?? 'something else'} here`;
  let isReported = false;
  for (let index = c.from; index < c.end; index++) isReported ||= c.tokens.kinds[index] === BROKEN;
  if (!isReported) report(c, because, Math.min(at, c.end - 1));
  c.at = c.end;
  if (!/^(?:CREATE|ALTER|DROP|DO)\b/.test(verb)) return { verb, changes: [] };
  return { verb, changes: [change(c, c.from, { kind: 'opaque', entity: 'unknown', touches: [...c.touches], because })] };
}

function report(c: Cursor, text: string, token: number): void {
  c.reading.problems.push({ kind: 'unreadable', text, at: { source: c.reading.source, span: c.span(token) }, fatal: false });
}

/** What is said of a text in a dialect that nobody reads yet. */
export function unread(source: Source, dialect: Dialect): SqlFile {
  const text = `migrations of ${dialect} are not read yet`;
  return { source, statements: [], problems: [{ kind: 'not-understood', text, at: { source, span: { start: 0, end: 0 } }, fatal: false }] };
}
