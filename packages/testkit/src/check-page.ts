import type { AnyRule, Plugin } from '@refint/rule';
import { expect, test } from 'vitest';
import { filesNow, worldOf } from './example-world.ts';
import { examineFiles } from './files.ts';
import { type Example, readRulePage } from './rule-page.ts';

/**
 * Checks that the page of a rule is true: it has examples of both kinds, and the rule finds something in each that stands below
 * the heading `Wrong` and nothing in those below `Right`. Blocks of Prisma, of SQL, and of a configuration in JSON that follow each
 * other are files of one example.
 *
 * @param page its text
 * @param beside plugins whose rules are asked as well, for a rule about what others find
 */
export function checkPage(rule: AnyRule, page: string, beside: readonly Plugin[] = []): void {
  const { title, examples } = readRulePage(page);
  const said = (example: Example) => saidOf(rule, example, beside);

  test(`the page of ${rule.id} is called after it, and shows what is wrong and what is right`, () => {
    expect(title).toBe(rule.id);
    expect(new Set(examples.map(({ wrong }) => wrong))).toEqual(new Set([true, false]));
  });

  test(`${rule.id} finds something in everything that its page calls wrong`, async () => {
    for (const example of examples.filter(({ wrong }) => wrong)) {
      expect(await said(example), JSON.stringify(example.files)).not.toEqual([]);
    }
  });

  test(`${rule.id} finds nothing in anything that its page calls right`, async () => {
    for (const example of examples.filter(({ wrong }) => !wrong)) {
      expect(await said(example), JSON.stringify(example.files)).toEqual([]);
    }
  });
}

/** What a rule says about an example of its page. */
async function saidOf(rule: AnyRule, { files }: Example, beside: readonly Plugin[]): Promise<readonly string[]> {
  const texts = Object.fromEntries(files.map(({ path, text }) => [path, text]));
  const { findings, problems } = await examineFiles(rule, filesNow(texts), { ...worldOf(texts), beside });
  expect(problems.map(({ text }) => text)).toEqual([]);
  return findings.map(({ text }) => text);
}
