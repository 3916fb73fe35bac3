import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './root.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');

const excerpts = [...readme.matchAll(/<!-- from (\S+), held equal by a test -->\n\n```\n([\s\S]*?\n)```/g)];

test('the output that the README shows is what the command prints', () => {
  expect(excerpts).not.toHaveLength(0);
  for (const [, path = '', excerpt = ''] of excerpts) expect(read(path)).toContain(excerpt);
});

test('the README lists every rule with its summary', () => {
  const rows = (markdown: string) => [
    ...markdown.matchAll(/^\| \[([a-z-]+\/[a-z-]+)\]\(\S+\) \|(?: \w+(?:, strict)? \|)? (.+) \|$/gm),
  ];
  const listed = (markdown: string) => rows(markdown).map(([, rule, summary]) => `${rule}: ${summary}`);
  expect(listed(readme)).toEqual(listed(read('docs/rules/README.md')));
});

test('every file that the README links to is there', () => {
  for (const [, path = ''] of readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) expect(() => read(path)).not.toThrow();
});
