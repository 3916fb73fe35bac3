import { rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
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
import { factsIn, factsOf, settledFacts, stampBytes, stillTrue } from './facts.ts';
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
  expect(facts.paths).toEqual(['./a.txt', './b.txt']);
  expect(facts.answers[0]).toBe('=a');
  expect(facts.answers[1]).toMatch(/^#.{44}$/);
  expect(stillTrue(facts, folder, late)).toBe(facts);

  const young = factsOf(asked, folder, 0);
  expect(young.stamps).toEqual(new Float64Array(8));
  expect(stillTrue(young, folder, 0)).toBe(young);
  expect(stillTrue(young, folder, late)).toEqual(facts);
  expect(settledFacts(facts, 0)).toEqual(young);
  expect(settledFacts(facts, late)).toEqual(facts);

  writeFileSync(join(folder, 'b.txt'), 'b'.repeat(100));
  const fresh = stillTrue(facts, folder, late);
  expect(fresh).toMatchObject({ paths: facts.paths, answers: facts.answers });
  expect(fresh).not.toBe(facts);
  expect(stillTrue(fresh!, folder, late)).toBe(fresh);
  writeFileSync(join(folder, 'b.txt'), 'c'.repeat(100));
  expect(stillTrue(facts, folder, late)).toBeUndefined();
});

const sql = 'SELECT 1; -- zw\u{f6}lf \u{1f600}\n'.repeat(5);

test('what a report is about is kept as it is, and compared with every byte; what else is read may be a secret', () => {
  const texts = { 'a.sql': sql, 'b.prisma': '//'.repeat(50), 'c.sql': sql, config: sql, 'd.sql': '' };
  const folder = temporaryFolder(texts, onTestFinished);
  const recording = record();
  for (const name of Object.keys(texts)) readText(join(folder, name));
  const facts = factsOf(recording.stop()?.asked ?? [], folder, 0);
  expect(facts.answers).toEqual(['"0 125', '"125 225', '"225 350', expect.stringMatching(/^#/), '=']);
  expect(facts.texts.toString()).toBe(sql + texts['b.prisma'] + sql);
  for (const settled of [0, late]) {
    expect(stillTrue(facts, folder, settled)).toEqual(settledFacts(stillTrue(facts, folder, late)!, settled));
    for (const name of ['a.sql', 'b.prisma', 'c.sql'] as const) {
      const text = texts[name];
      for (const other of [`${text} `, text.slice(0, -1), text.replace('S', 's').replace('/', '!'), '']) {
        writeFileSync(join(folder, name), other);
        expect([name, other, stillTrue(facts, folder, settled)]).toEqual([name, other, undefined]);
      }
      rmSync(join(folder, name));
      expect(stillTrue(facts, folder, settled)).toBeUndefined();
      writeFileSync(join(folder, name), text);
      expect(stillTrue(facts, folder, settled)).toBeDefined();
    }
  }
});

test('after a checkout everything is compared, and looked at from then on', () => {
  const folder = temporaryFolder({ 'a.sql': sql, 'b.sql': sql }, onTestFinished);
  const recording = record();
  for (const name of ['a.sql', 'b.sql']) readText(join(folder, name));
  const facts = factsOf(recording.stop()?.asked ?? [], folder, late);
  for (const name of ['a.sql', 'b.sql']) writeFileSync(join(folder, name), sql);
  const fresh = stillTrue(facts, folder, late)!;
  expect(fresh).not.toBe(facts);
  for (const name of ['a.sql', 'b.sql'])
    expect([...fresh.stamps]).toEqual(expect.arrayContaining([statSync(join(folder, name)).ino]));
  expect(stillTrue(fresh, folder, late)).toBe(fresh);
});

test('a text that is no UTF-8 is the same while it is read as the same', () => {
  const folder = temporaryFolder({}, onTestFinished);
  const bytes = Buffer.concat([Buffer.from(sql), Buffer.from([0xe9])]);
  writeFileSync(join(folder, 'a.sql'), bytes);
  const recording = record();
  readText(join(folder, 'a.sql'));
  const facts = factsOf(recording.stop()?.asked ?? [], folder, 0);
  expect(stillTrue(facts, folder, 0)).toBe(facts);
  writeFileSync(join(folder, 'a.sql'), Buffer.concat([bytes, Buffer.from('a')]));
  expect(stillTrue(facts, folder, 0)).toBeUndefined();
});

test('what was written down is what is read', () => {
  const { folder, asked = [] } = recorded((place) => readText(join(place, 'a.txt')));
  const facts = factsOf(asked, folder, late);
  const { stamps, texts, ...answers } = facts;
  const written = Buffer.concat([Buffer.from('-'), new Uint8Array(stamps.buffer)]).subarray(1);
  expect(written).toHaveLength(stampBytes(answers));
  expect(factsIn(answers, written, texts)).toEqual(facts);
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
  expect(stillTrue(facts, folder, late)).toBe(facts);
  change(folder);
  expect(stillTrue(facts, folder, late)).toBeUndefined();
});

test('a text that is gone, and one that comes, are noticed', () => {
  const { folder, asked = [] } = recorded((place) => {
    readText(join(place, 'a.txt'));
    expect(() => readText(join(place, 'none'))).toThrow('ENOENT');
  });
  const facts = factsOf(asked, folder, late);
  expect(facts.answers).toEqual(['=a', '!ENOENT']);
  writeFileSync(join(folder, 'none'), '');
  expect(stillTrue(facts, folder, late)).toBeUndefined();
  rmSync(join(folder, 'none'));
  expect(stillTrue(facts, folder, late)).toBe(facts);
  rmSync(join(folder, 'a.txt'));
  expect(stillTrue(facts, folder, late)).toBeUndefined();
});
