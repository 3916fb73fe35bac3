import { sourceOf } from '@refint/model';
import { loadModule, parseSync } from 'libpg-query';
import { beforeAll, expect, test } from 'vitest';
import { readSql } from './index.ts';
import { constructs } from './testing/constructs.ts';
import { factsOfNode, list, node, verbOf } from './testing/grammar-facts.ts';
import { factsOf } from './testing/reader-facts.ts';
import { misread } from './testing/rereading.ts';
import { useGrammar } from './testing/trees.ts';

beforeAll(async () => {
  await loadModule();
  useGrammar(parseSync);
});

test.each(constructs)('%s', (text) => {
  const { statements, problems } = readSql(sourceOf('a.sql', text), 'postgresql');
  const theirs = list(parseSync(text).stmts).map((raw) => node(raw['stmt']));
  expect(problems.map(({ text }) => text)).toEqual([]);
  expect(statements.map(({ verb }) => verb)).toEqual(theirs.map(verbOf));
  statements.forEach((statement, index) => {
    expect(misread(statement, text)).toEqual([]);
    expect(factsOf(statement.changes).sort()).toEqual(factsOfNode(theirs[index]!).sort());
  });
});
