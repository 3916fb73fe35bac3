import type { Options } from '@refint/rule';
import { expect, test } from 'vitest';
import { dedent, withCarets, withoutCarets } from './carets.ts';
import { examineFiles, type Files } from './files.ts';
import type { RuleWith, WorldWith } from './rule-with.ts';

/**
 * Checks a rule against texts that carry their own expectations. Below the line of each finding stands a comment: carets
 * under its place, then its severity and words, then one `note:` line for each of its notes. Text without carets expects
 * silence. A single text is a schema; several files are given by path.
 */
export function check<O extends Options>(
  rule: RuleWith<O>,
  name: string,
  fixture: string | Files,
  world: WorldWith<O> = {},
): void {
  test(`${rule.id}: ${name}`, async () => {
    const annotated = typeof fixture === 'string' ? { 'schema.prisma': fixture } : fixture;
    const expected = mapValues(annotated, dedent);
    const texts = mapValues(expected, withoutCarets);
    const { findings, problems } = await examineFiles(rule, texts, world);
    expect(problems.map(({ text }) => text)).toEqual([]);
    const actual = Object.fromEntries(
      Object.entries(texts).map(([path, text]) => [path, withCarets(path, text, findings)]),
    );
    expect(actual).toEqual(expected);
  });
}

const mapValues = (files: Files, change: (text: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(text)]));
