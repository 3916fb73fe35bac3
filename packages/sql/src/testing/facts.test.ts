import { sourceOf } from '@refint/model';
import { loadModule, parseSync } from 'libpg-query';
import { expect, test } from 'vitest';
import { readSql } from '../index.ts';
import { factsOfNode, node } from './grammar-facts.ts';
import { factsOf } from './reader-facts.ts';

test('facts of changes', () => {
  const { statements } = readSql(sourceOf('a.sql', 'ALTER TABLE a ADD b int NOT NULL REFERENCES c(d)'), 'postgresql');
  expect(factsOf(statements[0]?.changes ?? [])).toEqual([
    'add a',
    'column b int4 not null',
    'foreign-key (b) -> c(d) no-action no-action simple',
  ]);
});

test('facts of the grammar', async () => {
  await loadModule();
  const { stmts } = parseSync('ALTER TABLE a ADD b int NOT NULL REFERENCES c(d)');
  expect(factsOfNode(node(stmts?.[0]?.stmt))).toEqual([
    'add a',
    'column b int4 not null',
    'foreign-key (b) -> c(d) no-action no-action simple',
  ]);
});
