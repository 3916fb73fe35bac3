import type { Cursor } from '../../cursor.ts';
import { CLOSE, OPEN, SEMICOLON, type Tokens } from '../../tokens.ts';
import { defined, defining, others } from './beginnings.ts';
import { beginsLine } from './psql.ts';

const definingWords = new Set(defining);
const definedWords = new Set(defined);

/** Whether a line begins at a token with words that can only begin a statement that changes the schema. */
function beginsDefinition({ words, text, starts }: Tokens, index: number): boolean {
  return (
    definingWords.has(words[index] ?? '') &&
    definedWords.has(words[index + 1] ?? '') &&
    beginsLine(text, starts[index] ?? 0)
  );
}

/** The same for the other statements whose first two words say enough. */
function beginsOther({ words, text, starts }: Tokens, index: number): boolean {
  const begins = others.some(([first, second]) => words[index] === first && words[index + 1] === second);
  return begins && beginsLine(text, starts[index] ?? 0);
}

/**
 * Steps over what is left of a statement. Without a semicolon the next statement would be taken for a part of this one
 * and be lost without a word, so the cursor is lost where one plainly begins.
 */
export function skipRest(c: Cursor): void {
  while (!c.done) {
    if (c.kind() === CLOSE) c.lose('no ")"');
    else if (c.at > c.from && beginsDefinition(c.tokens, c.at)) c.lose('";" before the next statement');
    else c.skip();
  }
}

/** Where, after a token, a new statement plainly begins though none ended; nothing when there is no such place. */
export function nextStatement(tokens: Tokens, after: number, end: number): number | undefined {
  for (let index = after + 1; index < end; index++) {
    if (beginsDefinition(tokens, index) || beginsOther(tokens, index)) return index;
  }
  return undefined;
}

/**
 * The token at which the statement that begins at `from` ends: a semicolon, or the end. Semicolons inside the body of an
 * SQL function (BEGIN ATOMIC … END) and between the parentheses of CREATE RULE divide nothing.
 */
export function statementEnd(tokens: Tokens, from: number): number {
  const { kinds, words } = tokens;
  // Behind the last token a semicolon stands too.
  const end = kinds.indexOf(SEMICOLON, from);
  if (words[from] !== 'CREATE' || end === tokens.count) return end;
  const third = words[from + 1] === 'OR' ? from + 3 : from + 1;
  const thing = words[third];
  if (thing === 'RULE')
    return endOutside(tokens, from, (index) => (kinds[index] === OPEN ? 1 : kinds[index] === CLOSE ? -1 : 0));
  if (thing !== 'FUNCTION' && thing !== 'PROCEDURE') return end;
  for (let index = from; index < end; index++) {
    if (words[index] !== 'BEGIN' || words[index + 1] !== 'ATOMIC') continue;
    const opens = (at: number): number =>
      words[at] === 'BEGIN' || words[at] === 'CASE' ? 1 : words[at] === 'END' ? -1 : 0;
    return endOutside(tokens, index, opens);
  }
  return end;
}

function endOutside(tokens: Tokens, from: number, opens: (index: number) => number): number {
  let depth = 0;
  for (let index = from; index < tokens.count; index++) {
    depth += opens(index);
    if (tokens.kinds[index] !== SEMICOLON) continue;
    // Neither body may hold such a statement, so where one begins an end or a parenthesis is missing.
    if (depth <= 0 || (index + 1 < tokens.count && beginsDefinition(tokens, index + 1))) return index;
  }
  return tokens.count;
}
