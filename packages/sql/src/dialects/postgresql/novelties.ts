import type { Named } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { CLOSE, QUOTED, WORD } from '../../tokens.ts';

/** Words of a statement that older versions of PostgreSQL do not know, with the first one that does. */
export interface Novelty {
  readonly since: 17 | 18;
  /** The word at which an older one stops. */
  readonly at: Named;
}

/** The first of such words in a statement; nothing where there is none that is sure to be one. */
export function readNovelty(c: Cursor): Novelty | undefined {
  const { words, kinds } = c.tokens;
  for (let at = c.at; at < c.end; at++) {
    const word = words[at];
    if (!word) continue;
    const found =
      (word === 'SET' && words[at + 1] === 'EXPRESSION' && words[at + 2] === 'AS' && [17, at + 1]) ||
      (word === 'VIRTUAL' && kinds[at - 1] === CLOSE && [18, at]) ||
      (word === 'WITHOUT' && words[at + 1] === 'OVERLAPS' && [18, at]) ||
      (word === 'NOT' && words[at + 1] === 'ENFORCED' && isAttribute(kinds[at - 1], words[at - 1]) && [18, at + 1]);
    if (!found) continue;
    const [since, index] = found as [17 | 18, number];
    return { since, at: { name: c.textOf(index, index), span: c.span(index) } };
  }
  return undefined;
}

/** Whether what follows a token belongs to a constraint, and is no part of an expression. */
const isAttribute = (kind: number | undefined, word: string | undefined): boolean =>
  kind === CLOSE || kind === QUOTED || (kind === WORD && !operators.has(word ?? ''));

const operators = new Set('AND OR NOT WHERE WHEN THEN ELSE ON CHECK RETURN SELECT'.split(' '));
