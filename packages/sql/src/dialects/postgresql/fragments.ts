import type { DefaultValue, Located, Span } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { none } from '../../reading.ts';
import { CLOSE, COMMA, DOT, NUMBER, OPEN, OPERATOR, QUOTED, STRING, WORD } from '../../tokens.ts';

/** What stands between parentheses, by its text and by its first token and the one after its last. */
export interface Fragment {
  readonly text: string;
  readonly span: Span;
  readonly from: number;
  readonly to: number;
}

/** Everything between the parenthesis at the cursor and the one that closes it. */
export function readParenthesised(c: Cursor): Fragment {
  const first = c.at;
  if (c.kind() !== OPEN) c.lose('"("');
  else c.skip();
  return fragment(c, first + 1, c.lost ? first + 1 : c.at - 1);
}

/** Everything up to the end of the stretch, or to a token that `stops` says yes to outside of parentheses. */
export function readUntil(c: Cursor, stops: (c: Cursor) => boolean): Fragment {
  const first = c.at;
  while (!c.done && !stops(c)) c.skip();
  return fragment(c, first, Math.max(first, c.lost ? first : c.at));
}

const fragment = (c: Cursor, from: number, to: number): Fragment => ({
  text: c.textOf(from, to - 1),
  span: to > from ? c.span(from, to - 1) : c.span(Math.max(0, Math.min(from, c.end - 1))),
  from,
  to,
});

/** The words after which a column definition goes on with something else than its default. */
const afterDefault = new Set(
  'CONSTRAINT NOT NULL DEFAULT UNIQUE PRIMARY CHECK REFERENCES GENERATED COLLATE DEFERRABLE INITIALLY'.split(' '),
);

/** The expression after DEFAULT in a column definition: it ends where an operand would have to follow an operand. */
export function readColumnDefault(c: Cursor): Located<DefaultValue> {
  const from = c.at;
  let operand = true;
  let cases = 0;
  for (; !c.done; c.skip()) {
    const kind = c.kind();
    if (kind === COMMA || kind === CLOSE) break;
    if (kind === WORD) {
      const word = c.word();
      if (word === 'CASE') cases++;
      else if (word === 'END') cases--;
      else if (!operand && cases === 0 && afterDefault.has(word)) break;
    }
    operand = kind === OPERATOR;
  }
  return readDefault(c, from);
}

/** The expression after SET DEFAULT: it takes all there is up to the next action. */
export function readAlteredDefault(c: Cursor): Located<DefaultValue> {
  const from = c.at;
  while (!c.done && c.kind() !== COMMA) c.skip();
  return readDefault(c, from);
}

/** The default from a token to the one before the cursor. */
function readDefault(c: Cursor, from: number): Located<DefaultValue> {
  const to = c.lost ? from : Math.max(from, c.at);
  const { span, text } = fragment(c, from, to);
  if (from === to) c.lose('a default');
  const kind = to - from === 1 ? kindOfToken(c, from) : kindOfDefault(c.over(from, to));
  const calls = kind === 'expression' ? called(c, from, to) : none;
  return { value: calls.length > 0 ? { kind, text, calls } : { kind, text }, span };
}

function kindOfToken({ tokens }: Cursor, at: number): DefaultValue['kind'] {
  const kind = tokens.kinds[at];
  if (kind === STRING || kind === NUMBER) return 'constant';
  const word = tokens.words[at];
  if (word === 'NULL') return 'null';
  return word === 'TRUE' || word === 'FALSE' ? 'constant' : 'expression';
}

function kindOfDefault(e: Cursor): DefaultValue['kind'] {
  if (e.kind() === OPEN) {
    if (e.depth > 20) return 'expression';
    const first = e.at;
    e.skip();
    const isCast = hasOnlyCasts(e.over(e.at, e.end));
    return e.lost || !isCast ? 'expression' : kindOfDefault(e.over(first + 1, e.at - 1, e.depth + 1));
  }
  const call = e.is('PG_CATALOG') && e.kind(1) === DOT ? 2 : 0;
  if (e.is('NEXTVAL', call) && e.kind(call + 1) === OPEN) return 'sequence';
  if (e.takes('NULL')) return hasOnlyCasts(e) ? 'null' : 'expression';
  // A type before a string makes a constant too: DATE '2020-01-01'.
  if (e.kind() === WORD && e.kind(1) === STRING) e.at++;
  if ((e.isOperator('-') || e.isOperator('+')) && e.kind(1) === NUMBER) e.at++;
  if (e.takesKind(NUMBER) || e.takes('TRUE') || e.takes('FALSE')) return hasOnlyCasts(e) ? 'constant' : 'expression';
  if (e.kind() !== STRING) return 'expression';
  e.string();
  return hasOnlyCasts(e) ? 'constant' : 'expression';
}

function hasOnlyCasts(e: Cursor): boolean {
  while (!e.done) {
    if (!e.takesOperator('::')) return false;
    while (!e.done && e.kind() !== OPERATOR) e.skip();
  }
  return true;
}

/** The last names of functions between two tokens: what stands before a parenthesis and is no type of a cast. */
function called(c: Cursor, from: number, to: number): readonly string[] {
  if (to - from < 3) return none;
  const found: string[] = [];
  const e = c.over(from, to);
  for (; !e.done; e.at++) {
    if (e.isOperator('::') || e.is('AS')) {
      e.at++;
      while (e.kind(1) === DOT) e.at += 2;
    } else if ((e.kind() === WORD || e.kind() === QUOTED) && e.kind(1) === OPEN) found.push(e.dialect.nameOf(e.raw()));
  }
  return found;
}

/** What follows the first word of a type: `double precision`, `timestamp with time zone`. */
const furtherWords = ['PRECISION', 'VARYING', 'WITH', 'WITHOUT', 'TIME', 'ZONE'];

/**
 * Every name between two tokens that could be a column of the table at hand: no function, no type after `::`, no key
 * word, and of a name in parts the last one.
 */
export function mentions(c: Cursor, from: number, to: number): string[] {
  const found = new Set<string>();
  const e = c.over(from, to);
  for (; !e.done; e.at++) {
    if (e.isOperator('::') || e.is('AS')) {
      e.at++;
      while (e.kind(1) === DOT) e.at += 2;
      while (furtherWords.some((word) => e.is(word, 1))) e.at++;
      continue;
    }
    const kind = e.kind();
    const isName = kind === QUOTED || (kind === WORD && (e.isName() || e.tokens.kinds[e.at - 1] === DOT));
    if (!isName || e.kind(1) === DOT || e.kind(1) === OPEN) continue;
    found.add(e.dialect.nameOf(e.raw()));
  }
  return [...found];
}
