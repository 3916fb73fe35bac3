import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sourceOf } from '@refint/model';
import { loadModule, parseSync } from 'libpg-query';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSql } from './index.ts';
import { factsOfNode, type Json, list, node, placeOf, verbOf } from './testing/grammar-facts.ts';
import { factsOf } from './testing/reader-facts.ts';
import { misread } from './testing/rereading.ts';
import { useGrammar } from './testing/trees.ts';

/**
 * The reader against PostgreSQL's own grammar, on every statement of real projects: where statements begin and end, what
 * they are, and what they say. Both sides are written down as lines of the same words, and the lines are compared.
 */
const corpus = process.env['REFINT_CORPUS'] ?? join(import.meta.dirname, '../../../../shared/corpus');

interface Text {
  readonly path: string;
  readonly text: string;
}

function textsOf(entry: string): Text[] {
  const executed = join(corpus, entry, 'executed-sql.json');
  if (existsSync(executed)) {
    const files = JSON.parse(readFileSync(executed, 'utf8')) as { file: string; sql: { sql: string }[] }[];
    return files.flatMap(({ file, sql }) => sql.map(({ sql: text }, index) => ({ path: `${file} ${index}`, text })));
  }
  const walk = (dir: string): string[] =>
    readdirSync(dir).flatMap((name) => {
      const path = join(dir, name);
      return statSync(path).isDirectory() ? walk(path) : name.endsWith('.sql') ? [path] : [];
    });
  return walk(join(corpus, entry, 'migrations')).map((path) => ({
    path: path.slice(corpus.length + 1),
    text: readFileSync(path, 'utf8'),
  }));
}

const entries = existsSync(corpus)
  ? (JSON.parse(readFileSync(join(corpus, 'MANIFEST.json'), 'utf8')) as { dir: string; provider: string }[])
      .filter(({ provider }) => provider === 'postgresql')
      .map(({ dir }) => dir)
  : [];

/** The files that PostgreSQL's own grammar refuses, with what it says. */
const refused: string[] = [];

if (entries.length === 0)
  console.log('skipped: 26 real projects, whose statements are not compared: the corpus is not there (REFINT_CORPUS)');

describe.skipIf(entries.length === 0)('statements of real projects', () => {
  beforeAll(async () => {
    await loadModule();
    useGrammar(parseSync);
  });

  test.each(entries)('%s', (entry) => {
    for (const { path, text } of textsOf(entry)) {
      let parsed: Json;
      try {
        parsed = parseSync(text) as Json;
      } catch (error) {
        refused.push(path);
        const { statements, problems } = readSql(sourceOf(path, text), 'postgresql');
        expect(problems.length, `${path}: ${error}`).toBeGreaterThan(0);
        expect(statements.length).toBeGreaterThan(0);
        continue;
      }
      const file = readSql(sourceOf(path, text), 'postgresql');
      const theirs = list(parsed['stmts']);
      expect(
        file.problems.map(({ text }) => text).filter((text) => !/followed|not known/.test(text)),
        path,
      ).toEqual([]);
      expect(
        file.statements.map(({ verb }) => verb),
        path,
      ).toEqual(theirs.map((raw) => verbOf(node(raw['stmt']))));
      theirs.forEach((raw, index) => {
        const statement = file.statements[index]!;
        const [start, end] = placeOf(text, raw);
        const ours = text.slice(statement.span.start, statement.span.end);
        const around = text.slice(start, statement.span.start) + text.slice(statement.span.end, end);
        expect(around.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, '').trim(), `around ${ours} in ${path}`).toBe('');
        expect(factsOf(statement.changes).sort(), `${path}: ${ours}`).toEqual(factsOfNode(node(raw['stmt'])).sort());
        expect(misread(statement, text), path).toEqual([]);
      });
    }
  });

  test('only broken files are refused by both', () => {
    expect(refused.length).toBeLessThanOrEqual(1);
  });
});
