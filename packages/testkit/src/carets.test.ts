import { type Place, sourceOf } from '@refint/model';
import type { Finding } from '@refint/rule';
import { expect, test } from 'vitest';
import { dedent, withCarets, withoutCarets } from './carets.ts';

const text = 'ab cd\n  ef gh\n';
const source = sourceOf('a.prisma', text);

const found = (at: Place, words: string, notes: string[] = []): Finding => ({
  rule: 'a/b',
  message: 'm',
  severity: 'error',
  text: words,
  at,
  entity: 'e',
  notes: notes.map((note) => ({ text: note, at: undefined })),
  fix: undefined,
  fingerprint: '0',
});

const at = (word: string): Place => {
  const start = text.indexOf(word);
  return { source, span: { start, end: start + word.length } };
};

test('carets stand under the place of a finding, its notes below', () => {
  expect(withCarets('a.prisma', text, [found(at('gh'), 'no', ['why'])])).toBe(
    'ab cd\n  ef gh\n//   ^^ error: no\n// note: why\n',
  );
});

test('a place in the first two columns is marked in the third', () => {
  expect(withCarets('a.prisma', text, [found(at('ab'), 'no')])).toBe('ab cd\n//^ error: no\n  ef gh\n');
});

test('a place over two lines is marked to the end of the first', () => {
  expect(withCarets('a.prisma', text, [found(at('cd\n  ef'), 'no')])).toBe('ab cd\n// ^^ error: no\n  ef gh\n');
});

test('findings of other files are not shown', () => {
  expect(withCarets('b.prisma', text, [found(at('ab'), 'no')])).toBe(text);
});

test('expectations are taken out again, ordinary comments stay', () => {
  expect(withoutCarets('a\n// ^ error: no\n// note: why\n-- ^^ hint: x\n// a note\n/// doc\n')).toBe(
    'a\n// a note\n/// doc\n',
  );
});

test('the common indent goes', () => {
  expect(dedent('\n    a\n      b\n\n    c\n  ')).toBe('a\n  b\n\nc\n');
});
