import { execFileSync } from 'node:child_process';
import { closeSync, openSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSource } from './read-source.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What becomes of a file with this content. */
function read(content: string | Uint8Array) {
  return readSource(join(temporaryFolder({ 'a.sql': content }, onTestFinished), 'a.sql'), 'a.sql');
}

const unusable = (text: string) => ({ kind: 'unusable', problem: { kind: 'unusable', text, fatal: true } });

test('a text is read as it is', () => {
  expect(read('SELECT 1;\r\n-- ä\n')).toMatchObject({
    kind: 'read',
    source: { path: 'a.sql', text: 'SELECT 1;\r\n-- ä\n' },
  });
});

test('a byte order mark is no part of the text', () => {
  expect(read('\uFEFFSELECT 1;')).toEqual({ kind: 'read', source: { path: 'a.sql', text: 'SELECT 1;' } });
});

test('UTF-16, as some shells write it, is named', () => {
  const text = Buffer.from('\uFEFFSELECT 1;', 'utf16le');
  expect(read(text)).toEqual(unusable('a.sql is not UTF-8 but looks like UTF-16: save it as UTF-8'));
});

test.each<[string, (text: string) => Uint8Array]>([
  ['the other way round', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ['with letters that are no ASCII', (text) => Buffer.from(`\uFEFF${text}äß€`, 'utf16le')],
  ['and nothing but its mark', () => Buffer.from([0xff, 0xfe])],
])('UTF-16 %s', (_, encoded) => {
  expect(read(encoded('SELECT 1;'))).toEqual(unusable('a.sql is not UTF-8 but looks like UTF-16: save it as UTF-8'));
});

test('UTF-16 without a mark is full of zero bytes', () => {
  expect(read(Buffer.from('SELECT 1;', 'utf16le'))).toEqual(unusable('a.sql is not a text: it holds zero bytes'));
});

test('half of a surrogate pair is no UTF-8', () => {
  const reading = read(Buffer.from([0x2d, 0x2d, 0x20, 0xed, 0xa0, 0x80]));
  expect(reading).toMatchObject({ kind: 'read', source: { text: '-- \uFFFD\uFFFD\uFFFD' }, problem: { fatal: false } });
});

test('a file that ends at any byte is read up to there, and half a letter is a problem', () => {
  const text = '\uFEFF-- é € 😀 ä\r\nSELECT 1;';
  const bytes = Buffer.from(text);
  const whole = text.slice(1);
  for (let end = 0; end <= bytes.length; end++) {
    const reading = read(bytes.subarray(0, end));
    if (reading.kind !== 'read') throw new Error(`${end} bytes are ${reading.kind}`);
    const { source, problem } = reading;
    const kept = source.text.replace(/\uFFFD+$/, '');
    const isWhole = Buffer.from(bytes.subarray(0, end).toString('utf8')).equals(bytes.subarray(0, end));
    expect(whole.startsWith(kept), `${end} bytes`).toBe(true);
    expect(problem === undefined, `${end} bytes`).toBe(isWhole);
    if (problem) expect(problem.at?.span.end).toBeLessThanOrEqual(source.text.length);
  }
});

test('binary rubbish is no text', () => {
  expect(read(Buffer.from([1, 2, 0, 3]))).toEqual(unusable('a.sql is not a text: it holds zero bytes'));
});

test('bytes that are no UTF-8 are a problem with a place, and the rest counts', () => {
  const reading = read(Buffer.from('-- caf\u00e9\nSELECT 1;', 'latin1'));
  expect(reading).toMatchObject({ kind: 'read', source: { text: '-- caf\uFFFD\nSELECT 1;' } });
  expect(reading).toMatchObject({ problem: { kind: 'unreadable', fatal: false, at: { span: { start: 6, end: 7 } } } });
});

test('what is not there is absent', () => {
  const folder = temporaryFolder({ 'a.sql': '' }, onTestFinished);
  expect(readSource(join(folder, 'b.sql'), 'b.sql')).toEqual({ kind: 'absent' });
  expect(readSource(join(folder, 'a.sql', 'c.sql'), 'c.sql')).toEqual({ kind: 'absent' });
});

test('links that lead in a circle', () => {
  const folder = temporaryFolder({}, onTestFinished);
  symlinkSync('a.sql', join(folder, 'a.sql'));
  expect(readSource(join(folder, 'a.sql'), 'a.sql')).toEqual(
    unusable('a.sql cannot be read: its symbolic links lead in a circle'),
  );
});

test('a pipe is not waited for, whether somebody writes into it or not', () => {
  const file = join(temporaryFolder({}, onTestFinished), 'a.sql');
  execFileSync('mkfifo', [file]);
  expect(readSource(file, 'a.sql')).toEqual(unusable('a.sql is not a plain file'));
  const writer = openSync(file, 'r+');
  onTestFinished(() => closeSync(writer));
  expect(readSource(file, 'a.sql')).toEqual(unusable('a.sql is not a plain file'));
});

test('a folder is no file', () => {
  const folder = temporaryFolder({}, onTestFinished);
  expect(readSource(folder, 'a.sql')).toEqual(unusable('a.sql is a folder'));
});

test.each([0, 1, 65_535, 65_536, 65_537, 200_000])('a text of %i letters is read whole', (length) => {
  const text = 'SELECT 1;\n'.repeat(length / 10 + 1).slice(0, length);
  expect(read(text)).toEqual({ kind: 'read', source: { path: 'a.sql', text } });
});

test('a letter that lies across the end of what is read at once', () => {
  const text = `${'-'.repeat(65_535)}€`;
  expect(read(text)).toEqual({ kind: 'read', source: { path: 'a.sql', text } });
});

test('a file of more than 50 MB is not read', () => {
  const file = join(temporaryFolder({}, onTestFinished), 'a.sql');
  writeFileSync(file, '');
  truncateSync(file, 60 * 1024 * 1024);
  expect(readSource(file, 'a.sql')).toEqual(unusable('a.sql is larger than 50 MB'));
  expect(readSource(file, 'a.sql', true)).toEqual(unusable('a.sql is larger than 50 MB'));
});
