import { edited } from '@refint/model';
import type { Options } from '@refint/rule';
import { expect, test } from 'vitest';
import { dedent } from './carets.ts';
import { examineFiles, type Files } from './files.ts';
import type { RuleWith, WorldWith } from './rule-with.ts';

/**
 * Checks that the fixes of a rule mend what it finds: all of them are applied to the texts, which must then be as
 * expected, and the rule, asked again, must find nothing more. Files that no fix touches may be left out of `after`.
 */
export function checkFix<O extends Options>(
  rule: RuleWith<O>,
  name: string,
  before: string | Files,
  after: string | Files,
  world: WorldWith<O> = {},
): void {
  test(`${rule.id} fixes ${name}`, async () => {
    const texts = textsOf(before);
    const { findings } = await examineFiles(rule, texts, world);
    const fixes = findings.flatMap(({ fix }) => fix ?? []);
    expect(fixes.length, 'the rule offers no fix').toBeGreaterThan(0);
    const edits = fixes.flatMap((fix) => fix.edits);
    const mended = { ...texts };
    for (const source of new Set(edits.map((edit) => edit.source))) mended[source.path] = edited(source, edits);
    expect(mended).toEqual({ ...texts, ...textsOf(after) });

    const again = await examineFiles(rule, mended, world);
    expect(again.problems.map(({ text }) => text)).toEqual([]);
    expect(again.findings.map(({ text }) => text)).toEqual([]);
  });
}

const textsOf = (files: string | Files): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typeof files === 'string' ? { 'schema.prisma': files } : files).map(([path, text]) => [
      path,
      dedent(text),
    ]),
  );
