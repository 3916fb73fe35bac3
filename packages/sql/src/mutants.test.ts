import { sourceOf } from '@refint/model';
import { loadModule, parseSync } from 'libpg-query';
import { beforeAll, expect, test } from 'vitest';
import { readSql } from './index.ts';
import { constructs } from './testing/constructs.ts';
import { factsOfNode, type Json, list, node } from './testing/grammar-facts.ts';
import { factsOf } from './testing/reader-facts.ts';
import { useGrammar } from './testing/trees.ts';

/** Statements in which a token is gone, doubled, swapped, put in or put in the place of another, by a fixed dice. */
function* mutants(count: number): Generator<string> {
  let seed = 7;
  const dice = (sides: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed >> 8) % sides;
  };
  const divide = (text: string): string[] => text.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\w+|\s+|[^\w\s]/g) ?? [];
  const known = constructs.flatMap(divide).filter((token) => token.trim() !== '');
  for (let turn = 0; turn < count; turn++) {
    const tokens = divide(constructs[turn % constructs.length] ?? '');
    const at = dice(tokens.length);
    const other = ` ${known[dice(known.length)]} `;
    const here = tokens[at] ?? '';
    const kinds = [[''], [here, ' ', here], [tokens[at + 2] ?? '', here], [other, here], [other]];
    tokens.splice(at, 1, ...(kinds[dice(kinds.length)] ?? []));
    yield tokens.join('');
  }
}

const parsed = (text: string): Json[] | undefined => {
  try {
    return list(parseSync(text).stmts);
  } catch {
    return undefined;
  }
};

beforeAll(async () => {
  await loadModule();
  useGrammar(parseSync);
});

/**
 * Expressions, queries and options are passed over without being checked, so much of what is broken is not noticed. But
 * whatever PostgreSQL takes must be read, and mean the same: only some odd spots of its grammar are left.
 */
test('what the grammar takes is read, and says the same', () => {
  let taken = 0;
  const refused: string[] = [];
  const different: string[] = [];
  let broken = 0;
  let noticed = 0;
  for (const text of mutants(8000)) {
    const theirs = parsed(text);
    const { statements, problems } = readSql(sourceOf('mutant.sql', text), 'postgresql');
    const complaints = problems.filter(({ kind }) => kind === 'unreadable');
    if (!theirs) {
      broken++;
      if (complaints.length > 0) noticed++;
      continue;
    }
    taken++;
    if (complaints.length > 0) refused.push(`${text}: ${complaints[0]?.text}`);
    else if (problems.length === 0) {
      const ours = JSON.stringify(statements.map(({ changes }) => factsOf(changes).sort()));
      if (ours !== JSON.stringify(theirs.map((raw) => factsOfNode(node(raw['stmt'])).sort()))) different.push(text);
    }
  }
  expect(taken).toBeGreaterThan(1500);
  expect(refused.length / taken, refused.join('\n')).toBeLessThan(0.005);
  expect(different.length / taken, different.join('\n')).toBeLessThan(0.01);
  expect(noticed / broken).toBeGreaterThan(0.6);
});
