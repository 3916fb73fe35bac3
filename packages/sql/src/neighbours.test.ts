import { sourceOf } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { readSql } from './index.ts';
import { constructs } from './testing/constructs.ts';

/** Whether the tables before and after a statement are read, however broken it is. */
function keepsNeighbours(statement: string): boolean {
  const text = `CREATE TABLE one (id int);\n${statement};\nCREATE TABLE two (id int);\n`;
  const { statements } = readSql(sourceOf('neighbours.sql', text), 'postgresql');
  const made = statements.flatMap(({ changes }) =>
    changes.flatMap((change) => (change.kind === 'add' && change.entity === 'table' ? [change.name.name] : [])),
  );
  return made[0] === 'one' && made.at(-1) === 'two';
}

const tokensOf = (text: string): readonly string[] =>
  text.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\$\w*\$|\w+|\s+|[^\w\s]/g) ?? [];

/**
 * What opens something that only its own end closes: without its other half it reaches to the end of any file. So does the
 * E of a string with escapes, and a dollar beside a name.
 */
const isHalf = (token: string, next = ''): boolean => /^\$\w*\$$|^['"\\$/*-]$/.test(token) || /^['$]/.test(next);

/** Whether a string with escaped quotes is near, which reads in another way when anything before it changes. */
const hasEscapes = (tokens: readonly string[], at: number): boolean =>
  tokens.slice(Math.max(0, at - 3), at + 3).some((token) => token.includes('\\'));

function* broken(text: string): Generator<string> {
  const tokens = tokensOf(text);
  for (const [at, token] of tokens.entries()) {
    if (token.trim() === '' || isHalf(token, tokens[at + 1]) || hasEscapes(tokens, at)) continue;
    const around = (...middle: readonly string[]): string =>
      [...tokens.slice(0, at), ...middle, ...tokens.slice(at + 1)].join('');
    yield around();
    yield around(token, ' ', token);
    yield around(tokens[at + 1] ?? '', token);
    for (const stranger of [' ( ', ' ) ', ' , ', ' x ', ' [ ', ' . ', ' 1 ']) yield around(token, stranger);
  }
}

describe('a broken statement costs no other', () => {
  test('with a token gone, doubled, swapped or put in', () => {
    let count = 0;
    const lost: string[] = [];
    for (const construct of constructs) {
      expect(keepsNeighbours(construct), construct).toBe(true);
      for (const mutant of broken(construct)) {
        count++;
        if (!keepsNeighbours(mutant)) lost.push(mutant);
      }
    }
    expect(count).toBeGreaterThan(10_000);
    expect(lost).toEqual([]);
  });
});
