import { sourceOf } from '@refint/model';
import { loadModule, parseSync } from 'libpg-query';
import { beforeAll, expect, test } from 'vitest';
import { readSql } from './index.ts';
import { commands } from './testing/commands.ts';
import { factsOfNode, list, node } from './testing/grammar-facts.ts';
import { factsOf } from './testing/reader-facts.ts';
import { misread } from './testing/rereading.ts';
import { useGrammar } from './testing/trees.ts';

beforeAll(async () => {
  await loadModule();
  useGrammar(parseSync);
});

/** What these do to the graph is not followed, and they say so. */
const opaque = new Set(['DROP OWNED', 'IMPORT FOREIGN SCHEMA']);

for (const [name, texts] of Object.entries(commands)) {
  test.each(texts)(`${name}: %s`, (text) => {
    const theirs = list(parseSync(text).stmts).map((raw) => node(raw['stmt']));
    expect(theirs).toHaveLength(1);
    const { statements, problems } = readSql(sourceOf('a.sql', `${text};\nSELECT 1`), 'postgresql');
    const [statement, next] = statements;
    expect(problems.map(({ kind }) => kind)).toEqual(opaque.has(name) ? ['not-understood'] : []);
    expect(next?.verb).toBe('SELECT');
    expect(statement && text.slice(statement.span.start, statement.span.end)).toBe(text);
    // ABORT is another word for ROLLBACK, and END for COMMIT.
    expect(`${name === 'ABORT' ? 'ROLLBACK' : name} ${text}`).toContain(statement?.verb);
    expect(statement && misread(statement, text)).toEqual([]);
    expect(factsOf(statement?.changes ?? []).sort()).toEqual(theirs.flatMap(factsOfNode).sort());
  });
}
