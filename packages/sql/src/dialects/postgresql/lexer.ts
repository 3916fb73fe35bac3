import {
  BROKEN,
  NUMBER,
  OPERATOR,
  PARAMETER,
  QUOTED,
  release,
  SEMICOLON,
  STRING,
  type Tokens,
  type TokenWriter,
  tokenWriter,
  WORD,
} from '../../tokens.ts';
import { lineOfStatement } from './beginnings.ts';

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

const STRAY = 0;
const SPACE = 1;
const LETTER = 2;
const DIGIT = 3;
const PUNCTUATION = 4;
const QUOTE = 5;
const DOUBLE_QUOTE = 6;
const DOLLAR = 7;
const POINT = 8;
const COLONS = 9;
const BACKSLASH = 10;
const OPERATORS = 11;
const OPENS = 12;
const CLOSES = 13;

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_';
const digits = '0123456789';

/** What a token may be that begins with a character. Everything outside ASCII is a letter. */
const families = new Uint8Array(65536).fill(LETTER).fill(STRAY, 0, 128);
/** What goes on in a word: a number from 1 to 64 for each of letters, digits, `_` and `$`, and one for everything outside ASCII. */
const FOREIGN = 128;
const inWord = new Uint8Array(65536).fill(FOREIGN).fill(0, 0, 128);
setFamily(' \t\n\r\f\v', SPACE);
setFamily(letters, LETTER);
setFamily(digits, DIGIT);
setFamily(',;', PUNCTUATION);
setFamily('([', OPENS);
setFamily(')]', CLOSES);
setFamily("'", QUOTE);
setFamily('"', DOUBLE_QUOTE);
setFamily('$', DOLLAR);
setFamily('.', POINT);
setFamily(':', COLONS);
setFamily('\\', BACKSLASH);
setFamily('-+*/<>=~!@#%^&|`?', OPERATORS);
let numbered = 0;
for (const letter of `${letters}${digits}$`) inWord[letter.charCodeAt(0)] = ++numbered;

function setFamily(characters: string, family: number): void {
  for (let at = 0; at < characters.length; at++) families[characters.charCodeAt(at)] = family;
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

/** A string in single quotes, of which two in a row stand for one. */
function quoted(out: TokenWriter, text: string, start: number, inside: number, to: number, escapes: boolean): number {
  let at = inside;
  for (;;) {
    at = escapes ? escapedQuote(text, at, to) : text.indexOf("'", at);
    if (at < 0 || at >= to) return unfinished(out, start, to, 'the string that begins here never ends');
    if (text.charCodeAt(at + 1) !== 39 || at + 1 >= to) break;
    at += 2;
  }
  if (goesTooFar(out, start, at)) return unfinished(out, start, at, 'the string that begins here never ends');
  out.add(STRING, start, at + 1);
  return at + 1;
}

function escapedQuote(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 39) return at;
    if (code === 92) at++;
  }
  return -1;
}

function quotedName(out: TokenWriter, text: string, start: number, inside: number, to: number): number {
  let at = inside;
  for (;;) {
    at = text.indexOf('"', at);
    if (at < 0 || at >= to) return unfinished(out, start, to, 'the quoted name that begins here never ends');
    if (text.charCodeAt(at + 1) !== 34 || at + 1 >= to) break;
    at += 2;
  }
  if (goesTooFar(out, start, at)) return unfinished(out, start, at, 'the quoted name that begins here never ends');
  out.add(QUOTED, start, at + 1);
  return at + 1;
}

const goesTooFar = (out: TokenWriter, start: number, end: number, flush = false): boolean =>
  out.isCareful && lineOfStatement(out.text, start, end, flush) !== undefined;

/** What never ends costs nothing of the statements that begin in lines below it. */
function unfinished(out: TokenWriter, start: number, to: number, because: string, flush = false): number {
  const end = lineOfStatement(out.text, start, to, flush) ?? to;
  out.faults.push({ start, end, kind: 'unreadable', text: because, isOpen: true });
  out.add(BROKEN, start, end);
  return end;
}

function dollar(out: TokenWriter, text: string, start: number, to: number): number {
  let at = start + 1;
  if (at < to && families[text.charCodeAt(at)] === DIGIT) {
    while (at < to && families[text.charCodeAt(at)] === DIGIT) at++;
    out.add(PARAMETER, start, at);
    return at;
  }
  while (at < to && inWord[text.charCodeAt(at)] !== 0 && text.charCodeAt(at) !== 36) at++;
  if (at >= to || text.charCodeAt(at) !== 36) {
    return out.stray(start);
  }
  const tag = text.slice(start, at + 1);
  const end = text.indexOf(tag, at + 1);
  const because = `the text that begins here with ${tag} never ends`;
  if (end < 0 || end + tag.length > to) return unfinished(out, start, to, because, true);
  if (goesTooFar(out, start, end, true)) return unfinished(out, start, end, because, true);
  out.add(STRING, start, end + tag.length);
  return end + tag.length;
}

/** Comments nest: PostgreSQL manual, 4.1.5. What was found ahead is kept, so that deep nesting costs one pass. */
function comment(out: TokenWriter, text: string, start: number, to: number): number {
  let depth = 1;
  let at = start + 2;
  let close = -1;
  let open = -1;
  while (depth > 0) {
    if (close < at) close = text.indexOf('*/', at);
    if (close < 0 || close + 2 > to) {
      const end = lineOfStatement(text, start, to, false) ?? to;
      out.faults.push({ start, end, kind: 'unreadable', text: 'the comment that begins here never ends' });
      return end;
    }
    if (open < at) {
      open = text.indexOf('/*', at);
      if (open < 0) open = text.length;
    }
    depth += open < close ? 1 : -1;
    at = Math.min(open, close) + 2;
  }
  return at;
}

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

/** psql runs these lines itself. Those that bring in other SQL or choose between lines are not followed. */
function metaCommand(out: TokenWriter, text: string, start: number, to: number): number {
  const command = /^\\[a-zA-Z_]+/.exec(text.slice(start, start + 32))?.[0] ?? '';
  const end = lineEnd(text, start, to);
  if (/^\\(?:g|gx|gdesc|gexec|gset|watch|crosstabview)$/.test(command)) {
    out.add(SEMICOLON, start, end);
    return end;
  }
  if (!beginsLine(text, start)) {
    return out.stray(start);
  }
  if (/^\\(?:i|ir|include|include_relative|if|elif|else)$/.test(command)) {
    out.faults.push({ start, end, kind: 'not-understood', text: `psql's ${command} is not followed` });
  }
  return end;
}

/** Whether only blanks stand before an offset in its line. */
export function beginsLine(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at--;
  return at < 0 || text.charCodeAt(at) === 10 || text.charCodeAt(at) === 13 || text.charCodeAt(at) === 0xfeff;
}

function lineEnd(text: string, from: number, to: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 || end > to ? to : end;
}

function isCopyFromStdin({ words, count, statement }: TokenWriter): boolean {
  if (words[statement] !== 'COPY') return false;
  for (let index = statement + 1; index + 1 < count; index++) {
    if (words[index] === 'FROM') return words[index + 1] === 'STDIN';
  }
  return false;
}

/** The rows of COPY … FROM stdin begin in the next line and end with a line that is `\.`. */
function afterCopyData(text: string, from: number, to: number): number {
  const end = /(?:^|\n)\\\.[ \t]*\r?(?=\n|$)/g;
  end.lastIndex = lineEnd(text, from, to);
  const found = end.exec(text);
  return found && found.index + found[0].length <= to ? found.index + found[0].length : to;
}
