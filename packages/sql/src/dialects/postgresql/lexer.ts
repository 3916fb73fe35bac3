import {
  NUMBER,
  OPERATOR,
  QUOTED,
  release,
  SEMICOLON,
  type Tokens,
  type TokenWriter,
  tokenWriter,
  WORD,
} from '../../tokens.ts';
import {
  BACKSLASH,
  CLOSES,
  COLONS,
  DIGIT,
  DOLLAR,
  DOUBLE_QUOTE,
  FOREIGN,
  families,
  inWord,
  LETTER,
  OPENS,
  OPERATORS,
  POINT,
  PUNCTUATION,
  QUOTE,
  SPACE,
} from './characters.ts';
import { afterCopyData, isCopyFromStdin, lineEnd, metaCommand } from './psql.ts';
import { comment, dollar, quoted, quotedName } from './quotes.ts';

/**
 * The tokens of PostgreSQL's SQL between two offsets, as its own scanner divides them, and of the lines that only psql
 * understands: meta-commands and the data after COPY … FROM stdin. Lexical structure: PostgreSQL manual, chapter 4.1.
 *
 * Most runs are over before any of this was optimised. So what is frequent comes first, and calls nothing of ours.
 */
export function tokenise(text: string, from = 0, to = text.length): Tokens {
  const tokens = divided(text, from, to);
  if (tokens.faults.length === 0 || !tokens.faults.some(({ isOpen }) => isOpen)) return tokens;
  // A quote is missing somewhere, and it need not be the last one: none goes on over a line that begins like a statement.
  release(tokens);
  return divided(text, from, to, true);
}

/** @param isCareful whether what is between quotes or dollars counts as unfinished where a statement seems to begin in it */
function divided(text: string, from: number, to: number, isCareful = false): TokenWriter {
  const out = tokenWriter(text, to - from);
  out.isCareful = isCareful;
  const { kinds, starts, ends, words } = out;
  const familyOf = families;
  const letterOf = inWord;
  let at = from;
  if (from === 0 && text.charCodeAt(0) === 0xfeff) at = 1;
  while (at < to) {
    const code = text.charCodeAt(at);
    if (code === 32) {
      at++;
      continue;
    }
    switch (familyOf[code]) {
      case LETTER: {
        // What lies behind the text has no code, and to ask for its family once makes V8 ask slowly for ever.
        let end = at + 1;
        let low = letterOf[code] as number;
        let high = 0;
        let all = low;
        for (; end < to; end++) {
          const letter = letterOf[text.charCodeAt(end)] as number;
          if (letter === 0) break;
          high = ((high << 6) | (low >>> 24)) & thirtyBits;
          low = ((low << 6) | (letter & 63)) & thirtyBits;
          all |= letter;
        }
        const prefixed = end - at === 1 ? afterPrefix(out, text, at, to) : 0;
        if (prefixed > 0) {
          at = prefixed;
          break;
        }
        const index = out.count++;
        const slot = (low ^ (low >>> 12) ^ high) & lastSlot;
        if (lows[slot] === low && highs[slot] === high && lengths[slot] === end - at && all < FOREIGN) {
          words[index] = upper[slot] as string;
        } else words[index] = all < FOREIGN ? upperOf(text.slice(at, end), slot, low, high) : '';
        kinds[index] = WORD;
        starts[index] = at;
        ends[index] = at = end;
        break;
      }
      case SPACE:
        at++;
        break;
      case DOUBLE_QUOTE: {
        const close = text.indexOf('"', at + 1);
        if (close < 0 || close + 1 >= to || text.charCodeAt(close + 1) === 34 || isCareful) {
          at = quotedName(out, text, at, at + 1, to);
          break;
        }
        const index = out.count++;
        kinds[index] = QUOTED;
        starts[index] = at;
        ends[index] = at = close + 1;
        words[index] = '';
        break;
      }
      case PUNCTUATION: {
        const index = out.count++;
        kinds[index] = code;
        starts[index] = at;
        ends[index] = ++at;
        words[index] = '';
        if (code !== SEMICOLON) break;
        if (isCopyFromStdin(out)) at = afterCopyData(text, at, to);
        out.statement = out.count;
        break;
      }
      case OPENS:
        out.opens(code, at++);
        break;
      case CLOSES:
        out.closes(code, at++);
        break;
      case OPERATORS:
        if (code === 45 && text.charCodeAt(at + 1) === 45) at = lineEnd(text, at, to);
        else if (code === 47 && text.charCodeAt(at + 1) === 42) at = comment(out, text, at, to);
        else at = operator(out, text, at, to);
        break;
      case QUOTE:
        at = quoted(out, text, at, at + 1, to, false);
        break;
      case DIGIT:
        at = number(out, text, at, to);
        break;
      case POINT:
        if (at + 1 < to && familyOf[text.charCodeAt(at + 1)] === DIGIT) at = number(out, text, at, to);
        else if (text.charCodeAt(at + 1) === 46) out.add(OPERATOR, at, (at += 2));
        else out.add(46, at, ++at);
        break;
      case COLONS: {
        const next = text.charCodeAt(at + 1);
        if (next === 58 || next === 61) out.add(OPERATOR, at, (at += 2));
        else out.add(58, at, ++at);
        break;
      }
      case DOLLAR:
        at = dollar(out, text, at, to);
        break;
      case BACKSLASH:
        at = metaCommand(out, text, at, to);
        break;
      default:
        at = out.stray(at);
    }
  }
  out.finish();
  return out;
}

/**
 * Bare words in upper case, each in the slot that its letters lead to: a project spells its few hundred words one way, so they
 * are found again without being cut out of the text. Ten letters of six bits are told apart by two numbers, no word of SQL
 * has a letter outside ASCII, and longer slices may keep all of their text alive.
 */
const lastSlot = 4095;
const thirtyBits = 0x3fff_ffff;
const mostLetters = 10;
const upper: string[] = new Array(lastSlot + 1).fill('');
const lows = new Int32Array(lastSlot + 1);
const highs = new Int32Array(lastSlot + 1);
const lengths = new Uint8Array(lastSlot + 1);

/** A bare word of ASCII in upper case. */
function upperOf(word: string, slot: number, low: number, high: number): string {
  const inUpper = word.toUpperCase();
  if (word.length > mostLetters) return inUpper;
  upper[slot] = inUpper;
  lows[slot] = low;
  highs[slot] = high;
  lengths[slot] = word.length;
  return inUpper;
}

/** Where a string or name ends that begins with a letter, such as E'…' or U&"…"; 0 when this letter is a word. */
function afterPrefix(out: TokenWriter, text: string, start: number, to: number): number {
  const at = start + 1;
  if (at >= to) return 0;
  const letter = text.charCodeAt(start) | 32;
  const next = text.charCodeAt(at);
  if (next === 39) {
    if (letter === 101) return quoted(out, text, start, at + 1, to, true);
    if (letter === 98 || letter === 120 || letter === 110) return quoted(out, text, start, at + 1, to, false);
  } else if (next === 38 && letter === 117) {
    if (text.charCodeAt(at + 1) === 39) return quoted(out, text, start, at + 2, to, false);
    if (text.charCodeAt(at + 1) === 34) return quotedName(out, text, start, at + 2, to);
  }
  return 0;
}

function number(out: TokenWriter, text: string, start: number, to: number): number {
  let at = start;
  let dotted = false;
  for (; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 46) {
      // 1..10 is a range, not the number 1. with something after it.
      if (dotted || text.charCodeAt(at + 1) === 46) break;
      dotted = true;
    } else if (inWord[code] === 0 || code === 36 || code > 127) {
      const before = text.charCodeAt(at - 1) | 32;
      if ((code === 43 || code === 45) && before === 101 && !isHexadecimal(text, start)) continue;
      break;
    }
  }
  out.add(NUMBER, start, at);
  return at;
}

const isHexadecimal = (text: string, start: number): boolean =>
  text.charCodeAt(start) === 48 && (text.charCodeAt(start + 1) | 32) === 120;

/** A run of at most 63 operator characters, cut as PostgreSQL cuts it: before a comment, and before a sign at its end. */
function operator(out: TokenWriter, text: string, start: number, to: number): number {
  let at = start + 1;
  const most = Math.min(to, start + 63);
  while (at < most && families[text.charCodeAt(at)] === OPERATORS) {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if ((code === 45 && next === 45) || (code === 47 && next === 42)) break;
    at++;
  }
  // `=-1` is `=` and `-1`: only operators with one of ~ ! @ # % ^ & | ` ? may end in a sign.
  if (at - start > 1 && isSign(text, at - 1) && !/[~!@#%^&|`?]/.test(text.slice(start, at))) {
    while (at - start > 1 && isSign(text, at - 1)) at--;
  }
  out.add(OPERATOR, start, at);
  return at;
}

const isSign = (text: string, at: number): boolean => text.charCodeAt(at) === 43 || text.charCodeAt(at) === 45;
