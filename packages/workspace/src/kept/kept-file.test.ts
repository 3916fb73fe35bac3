import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { nameOfKept, readKept, writeKept } from './kept-file.ts';

const kept = {
  value: { text: 'Zoë said: "1 < 2"\n', numbers: [1795918556314.8738, 0], none: null },
  bytes: Buffer.from('\n\u0000{Zoë}\n'),
  loose: Buffer.from('loose\n'),
};

function keptIn(folder: string): string {
  const path = join(folder, 'cache', nameOfKept('a question'));
  writeKept(path, () => kept);
  return path;
}

test('what is kept is read as it was', () => {
  const folder = temporaryFolder({}, onTestFinished);
  const path = keptIn(folder);
  expect(readKept(path)).toEqual(kept);
  expect(readdirSync(join(folder, 'cache'))).toEqual([nameOfKept('a question')]);
  expect(readKept(join(folder, 'cache/none.json'))).toBeUndefined();
  expect(nameOfKept('a question')).not.toBe(nameOfKept('a questiom'));
});

test('who writes is told the time of the disk', () => {
  const folder = temporaryFolder({}, onTestFinished);
  const path = join(folder, 'kept.json');
  writeKept(path, (now) => ({ ...kept, value: now }));
  const now = Number(readKept(path)?.value);
  expect(Math.abs(statSync(path).mtimeMs - now)).toBeLessThan(1000);
});

test('wherever it is cut off, it is nothing', () => {
  const path = keptIn(temporaryFolder({}, onTestFinished));
  const whole = readFileSync(path);
  for (let length = 0; length < whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length));
    expect([length, readKept(path)]).toEqual([length, undefined]);
  }
  writeFileSync(path, Buffer.concat([whole, Buffer.from('    ')]));
  expect(readKept(path)).toBeUndefined();
});

test('whichever bit is another one, it is nothing, but for what is loose', () => {
  const path = keptIn(temporaryFolder({}, onTestFinished));
  const whole = readFileSync(path);
  const loose = whole.length - kept.loose.length;
  const last = Buffer.from(whole);
  last[loose]! ^= 1;
  writeFileSync(path, last);
  expect(readKept(path)).toEqual({ ...kept, loose: last.subarray(loose) });
  for (let bit = 0; bit < loose * 8; bit++) {
    const other = Buffer.from(whole);
    other[bit >> 3]! ^= 1 << (bit & 7);
    writeFileSync(path, other);
    expect([bit, readKept(path)]).toEqual([bit, undefined]);
  }
});

test('whichever two words change places, it is nothing', () => {
  const path = keptIn(temporaryFolder({}, onTestFinished));
  const whole = readFileSync(path);
  for (let at = 32; at + 8 <= whole.length - kept.loose.length; at += 4) {
    const other = Buffer.from(whole);
    whole.copy(other, at, at + 4, at + 8);
    whole.copy(other, at + 4, at, at + 4);
    writeFileSync(path, other);
    if (!other.equals(whole)) expect([at, readKept(path)]).toEqual([at, undefined]);
  }
});

test('what is no file, or far too long, is nothing', () => {
  const folder = temporaryFolder({ large: '' }, onTestFinished);
  mkdirSync(join(folder, 'folder'));
  symlinkSync('none', join(folder, 'link'));
  for (const name of ['folder', 'link', 'large']) expect(readKept(join(folder, name))).toBeUndefined();
});

test('what nobody would read is not written', () => {
  const path = join(temporaryFolder({}, onTestFinished), 'kept.json');
  writeKept(path, () => ({ ...kept, loose: Buffer.alloc(64 * 1024 * 1024) }));
  expect(existsSync(path)).toBe(false);
});

test('what somebody else wrote is not believed', ({ skip }) => {
  if (process.getuid?.() !== 0) skip('only root can give a file away');
  const path = keptIn(temporaryFolder({}, onTestFinished));
  chownSync(path, 12_345, 12_345);
  expect(readKept(path)).toBeUndefined();
});

test('where nothing can be written, nothing is, and nobody hears of it', () => {
  const folder = temporaryFolder({ file: '' }, onTestFinished);
  writeKept(join(folder, 'file/cache/kept.json'), () => kept);
  writeKept(join(folder, 'file'), () => {
    throw new Error('nothing to keep');
  });
  expect(readdirSync(folder)).toEqual(['file']);
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('');
});

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return {
    ...fs,
    writeFileSync: (file: Parameters<typeof fs.writeFileSync>[0], ...rest: [string]) => {
      // Of what is longer than that, a disk that is full takes the beginning.
      if (typeof file === 'number' && rest[0].includes('a full disk')) {
        fs.writeFileSync(file, rest[0].slice(0, 40));
        throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      }
      return fs.writeFileSync(file, ...rest);
    },
  };
});

test('what a full disk took of it is taken away, and what was there before stays', () => {
  const folder = temporaryFolder({}, onTestFinished);
  const path = keptIn(folder);
  writeKept(path, () => ({ ...kept, value: 'a full disk' }));
  expect(readKept(path)).toEqual(kept);
  expect(readdirSync(join(folder, 'cache'))).toHaveLength(1);
});

test('a folder does not grow without end: the oldest go, and what a run left that was stopped', () => {
  const folder = temporaryFolder({}, onTestFinished);
  for (let at = 0; at < 64; at++) {
    const path = join(folder, `${at}.json`);
    writeKept(path, () => kept);
    utimesSync(path, 1e9 + at, 1e9 + at);
  }
  expect(readdirSync(folder)).toHaveLength(64);
  writeKept(join(folder, 'newest.json'), () => kept);
  expect(readdirSync(folder)).toHaveLength(32);
  expect(['0.json', '63.json', 'newest.json'].map((name) => existsSync(join(folder, name)))).toEqual([
    false,
    true,
    true,
  ]);
});
