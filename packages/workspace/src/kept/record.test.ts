import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  askElsewhere,
  entriesOf,
  everythingIn,
  isThere,
  kindOf,
  readBytes,
  readText,
  realPath,
  stampedWords,
} from '../disk.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { factsOf, hasSettled, settledFacts, stillTrue } from './facts.ts';
import { record } from './record.ts';

const late = Number.POSITIVE_INFINITY;

function recorded(act: (folder: string) => void) {
  const folder = temporaryFolder({ 'a.txt': 'a', 'b.txt': 'b'.repeat(100) }, onTestFinished);
  const recording = record();
  act(folder);
  return { folder, asked: recording.stop()?.asked };
}

test('each question is there once', () => {
  const { asked } = recorded((folder) => {
    readText(join(folder, 'a.txt'));
    isThere(join(folder, 'none'));
    readText(join(folder, 'a.txt'));
  });
  expect(asked?.map(({ question, words }) => [question, words])).toEqual([
    ['text', 'a'],
    ['there', 'false'],
  ]);
});

test('nothing is recorded of who asked somebody else, of what changed meanwhile, and of what depends on where one stands', () => {
  expect(recorded(() => askElsewhere('git')).asked).toBeUndefined();
  const changed = recorded((folder) => {
    isThere(join(folder, 'none'));
    writeFileSync(join(folder, 'none'), '');
    isThere(join(folder, 'none'));
  });
  expect(changed.asked).toBeUndefined();
  expect(recorded((folder) => kindOf(relative(process.cwd(), folder))).asked).toBeUndefined();
});

test('what is the same is not read again, and what may not be is', () => {
  const { folder, asked = [] } = recorded((place) => {
    readText(join(place, 'a.txt'));
    readText(join(place, 'b.txt'));
  });
  const facts = factsOf(asked, folder, late);
  expect(facts.paths).toEqual(['a.txt', 'b.txt']);
  expect(facts.answers[0]).toBe('=a');
  expect(facts.answers[1]).toMatch(/^#.{44}$/);
  expect(stillTrue(facts, folder)).toBe(facts);

  const young = factsOf(asked, folder, 0);
  expect(young.stamps).toEqual([0, 0]);
  expect(stillTrue(young, folder)).toEqual(facts);
  expect(settledFacts(facts, 0)).toEqual(young);

  writeFileSync(join(folder, 'b.txt'), 'b'.repeat(100));
  const fresh = stillTrue(facts, folder);
  expect(fresh).toMatchObject({ paths: facts.paths, answers: facts.answers });
  expect(fresh).not.toBe(facts);
  expect(hasSettled(fresh!, facts, late)).toBe(true);
  expect(hasSettled(fresh!, facts, 0)).toBe(false);
  expect(hasSettled(facts, facts, late)).toBe(false);
  writeFileSync(join(folder, 'b.txt'), 'c'.repeat(100));
  expect(stillTrue(facts, folder)).toBeUndefined();
});

test.for([
  [
    'text',
    (folder: string) => readText(join(folder, 'a.txt')),
    (folder: string) => writeFileSync(join(folder, 'a.txt'), 'b'),
  ],
  ['names', (folder: string) => entriesOf(folder), (folder: string) => writeFileSync(join(folder, 'c.sql'), '')],
  ['everything', (folder: string) => everythingIn(folder), (folder: string) => rmSync(join(folder, 'a.txt'))],
  [
    'bytes',
    (folder: string) => readBytes(join(folder, 'a.txt')),
    (folder: string) => writeFileSync(join(folder, 'a.txt'), '\u{e1}'),
  ],
  [
    'stamp',
    (folder: string) => stampedWords(join(folder, 'a.txt')),
    (folder: string) => writeFileSync(join(folder, 'a.txt'), 'ab'),
  ],
  ['kind', (folder: string) => kindOf(join(folder, 'a.txt')), (folder: string) => rmSync(join(folder, 'a.txt'))],
  [
    'there',
    (folder: string) => isThere(join(folder, 'none')),
    (folder: string) => writeFileSync(join(folder, 'none'), ''),
  ],
  [
    'real',
    (folder: string) => realPath(join(folder, 'a.txt')),
    (folder: string) => {
      rmSync(join(folder, 'a.txt'));
      symlinkSync('b.txt', join(folder, 'a.txt'));
    },
  ],
] as const)('%s is asked again, and another answer is noticed', ([, ask, change]) => {
  const { folder, asked = [] } = recorded(ask);
  const facts = factsOf(asked, folder, late);
  expect(stillTrue(facts, folder)).toBe(facts);
  change(folder);
  expect(stillTrue(facts, folder)).toBeUndefined();
});

test('a text that is gone, and one that comes, are noticed', () => {
  const { folder, asked = [] } = recorded((place) => {
    readText(join(place, 'a.txt'));
    expect(() => readText(join(place, 'none'))).toThrow('ENOENT');
  });
  const facts = factsOf(asked, folder, late);
  expect(facts.answers).toEqual(['=a', '!ENOENT']);
  writeFileSync(join(folder, 'none'), '');
  expect(stillTrue(facts, folder)).toBeUndefined();
  rmSync(join(folder, 'none'));
  expect(stillTrue(facts, folder)).toBe(facts);
  rmSync(join(folder, 'a.txt'));
  expect(stillTrue(facts, folder)).toBeUndefined();
});
