import type { Dialect, Problem, Query, Source, Span, Statement } from '@refint/model';
import { Cursor, type DialectReader, type Reading, type StatementBody } from './cursor.ts';
import { change, none, says } from './reading.ts';
import { BROKEN, release, SEMICOLON } from './tokens.ts';

/** The statements of a text, in order, and what could not be read of it. */
export interface SqlFile {
  readonly source: Source;
  readonly statements: readonly Statement[];
  readonly problems: readonly Problem[];
}

/** Reads all of a text. With a `place`, everything in it stands there, in `source`, wherever the text came from. */
export function readText(
  text: string,
  source: Source,
  place: Span | undefined,
  dialect: DialectReader,
  depth = 0,
): SqlFile {
  const reading: Reading = { source, place, problems: [], depth };
  const tokens = dialect.tokenise(text);
  const statements: Statement[] = [];
  for (const { start, end, kind, text: because } of tokens.faults) {
    reading.problems.push({ kind, text: because, at: { source, span: place ?? { start, end } }, fatal: false });
  }
  const c = new Cursor(reading, tokens, dialect, 0, 0);
  let end = 0;
  for (let at = 0; at < tokens.count; ) {
    if (tokens.kinds[at] === SEMICOLON) at++;
    else {
      // What comes after a missing semicolon ends where the broken statement would have ended.
      if (at >= end) end = dialect.statementEnd(tokens, at);
      c.begin(at, end);
      at = readOne(c, dialect, statements);
    }
  }
  release(tokens);
  return { source, statements, problems: reading.problems };
}

/** A cursor over a text that is no statement, such as an expression or a type. */
export function cursorOver(text: string, dialect: DialectReader): Cursor {
  const reading: Reading = { source: { path: '', text }, place: undefined, problems: [], depth: 0 };
  const tokens = dialect.tokenise(text);
  return new Cursor(reading, tokens, dialect, 0, tokens.count);
}

/** The query that a text is, when it begins like one. */
export function readOnlyQuery(text: string, source: Source, place: Span, dialect: DialectReader): Query | undefined {
  if (!/^\s*(?:select|with)\b/i.test(text)) return undefined;
  const tokens = dialect.tokenise(text);
  const end = dialect.statementEnd(tokens, 0);
  const reading: Reading = { source, place, problems: [], depth: 0 };
  const query = dialect.readQuery(new Cursor(reading, tokens, dialect, 0, end));
  release(tokens);
  return query;
}

/** Reads one statement and says where the next one begins. */
function readOne(c: Cursor, dialect: DialectReader, into: Statement[]): number {
  const before = c.reading.problems.length;
  const body = dialect.readStatement(c);
  const next = c.lost && dialect.nextStatement(c.tokens, c.from, c.end);
  if (next === undefined) {
    into.push(finishStatement(c, body));
    return c.end;
  }
  // A semicolon is missing: what stands before the next statement is read again, without it.
  c.reading.problems.length = before;
  const first = c.over(c.from, next);
  const again = dialect.readStatement(first);
  if (!first.lost) report(first, '";" is missing before this statement', next);
  into.push(finishStatement(first, again));
  return next;
}

/** A statement at its place; one at which the cursor was lost costs a Problem and leaves doubt. */
export function finishStatement(c: Cursor, body: StatementBody): Statement {
  const made = (c.lost ? broken(c, body) : body) as { -readonly [Key in keyof Statement]: Statement[Key] };
  made.source = c.reading.source;
  made.span = c.span(c.from, c.end - 1);
  made.cutNames = c.reading.cutNames;
  c.reading.cutNames = undefined;
  return made;
}

/** A statement that could not be read: what it was about to change is in doubt. */
function broken(c: Cursor, { verb, invalidAt }: StatementBody): StatementBody {
  const at = c.lost?.at ?? c.end;
  const because = `expected ${c.lost?.expected ?? 'something else'} here`;
  let isReported = false;
  for (let index = c.from; index < c.end; index++) isReported ||= c.tokens.kinds[index] === BROKEN;
  if (!isReported) report(c, because, Math.min(at, c.end - 1));
  c.at = c.end;
  // One that ends before it names anything, or holds what never ends, is refused as it is: only what it names is in doubt.
  const isBegun = (at >= c.end || isReported) && c.touches.every(({ name }) => name === '');
  if (isBegun || !/^(?:CREATE|ALTER|DROP|DO)\b/.test(verb)) return says(verb, none, { invalidAt });
  return says(verb, [change(c, c.from, { kind: 'opaque', entity: 'unknown', touches: [...c.touches], because })]);
}

function report(c: Cursor, text: string, token: number): void {
  c.reading.problems.push({
    kind: 'unreadable',
    text,
    at: { source: c.reading.source, span: c.span(token) },
    fatal: false,
  });
}

/** What is said of a text in a dialect that nobody reads yet. */
export function unread(source: Source, dialect: Dialect): SqlFile {
  const text = `migrations of ${dialect} are not read yet`;
  return {
    source,
    statements: [],
    problems: [{ kind: 'not-understood', text, at: { source, span: { start: 0, end: 0 } }, fatal: false }],
  };
}
