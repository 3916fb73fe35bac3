import { execFileSync } from 'node:child_process';
import { symlinkSync, truncateSync, writeFileSync } from 'node:fs';
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

test('a pipe is not waited for', () => {
  const folder = temporaryFolder({}, onTestFinished);
  execFileSync('mkfifo', [join(folder, 'a.sql')]);
  expect(readSource(join(folder, 'a.sql'), 'a.sql')).toEqual(unusable('a.sql is not a plain file'));
});

test('a file of more than 50 MB is not read', () => {
  const file = join(temporaryFolder({}, onTestFinished), 'a.sql');
  writeFileSync(file, '');
  truncateSync(file, 60 * 1024 * 1024);
  expect(readSource(file, 'a.sql')).toEqual(unusable('a.sql is larger than 50 MB'));
  expect(readSource(file, 'a.sql', true)).toEqual(unusable('a.sql is larger than 50 MB'));
});
