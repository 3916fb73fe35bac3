import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { alreadyThere, type NewFile, writeNew, writeTogether } from './write-new.ts';

const fileIn = (folder: string, name: string): NewFile => ({ path: join(folder, name), shown: name, text: name });

test('writes files and the folders that they need', () => {
  const folder = temporaryFolder({}, onTestFinished);
  expect(writeNew([fileIn(folder, 'a/b/c'), { ...fileIn(folder, 'd'), isProgram: true }])).toBeUndefined();
  expect(readFileSync(join(folder, 'a/b/c'), 'utf8')).toBe('a/b/c');
  expect(statSync(join(folder, 'd')).mode & 0o100).toBe(0o100);
});

test('takes back what was begun where one cannot be written', () => {
  const folder = temporaryFolder({ there: 'old' }, onTestFinished);
  const refusal = writeNew([fileIn(folder, 'a/b/c'), fileIn(folder, 'there/x')]);
  expect(refusal?.sentence).toMatch(/^there\/x cannot be written: .*; nothing was written$/);
  expect(readdirSync(folder)).toEqual(['there']);
});

test('never writes over a file, even one that came in between', () => {
  const folder = temporaryFolder({ there: 'old' }, onTestFinished);
  expect(alreadyThere([fileIn(folder, 'there'), fileIn(folder, 'new')]).map(({ shown }) => shown)).toEqual(['there']);
  expect(writeNew([fileIn(folder, 'new'), fileIn(folder, 'there')])?.sentence).toMatch(/^there cannot be written/);
  expect(readFileSync(join(folder, 'there'), 'utf8')).toBe('old');
  expect(existsSync(join(folder, 'new'))).toBe(false);
});

const isRoot = process.getuid?.() === 0;
if (isRoot) console.log('skipped: what a folder that is read-only makes of new files, because root may write there');

test.skipIf(isRoot)('says why', () => {
  const folder = temporaryFolder({}, onTestFinished);
  chmodSync(folder, 0o500);
  expect(writeNew([fileIn(folder, 'a')])?.sentence).toContain('permission');
});

test('writes new files and changes others together, or leaves all of them alone', async () => {
  const folder = temporaryFolder({ there: 'old' }, onTestFinished);
  const there = { ...fileIn(folder, 'there'), was: 'old' };
  const going = async () => false;
  const lost = await writeTogether([fileIn(folder, 'a/b')], [there, { ...fileIn(folder, 'gone'), was: '' }], going);
  expect(lost?.sentence).toMatch(/^gone cannot be written: .*; nothing was written$/);
  const other = await writeTogether([fileIn(folder, 'a/b')], [{ ...there, was: 'older' }], going);
  expect(other?.sentence).toBe('there cannot be written: it has changed meanwhile; nothing was written');
  const stopped = async () => existsSync(join(folder, 'a/c'));
  const interrupted = await writeTogether([fileIn(folder, 'a/b'), fileIn(folder, 'a/c')], [there], stopped);
  expect(interrupted?.sentence).toBe('it was interrupted; nothing was written');
  expect(readdirSync(folder)).toEqual(['there']);
  expect(readFileSync(join(folder, 'there'), 'utf8')).toBe('old');
  expect(await writeTogether([fileIn(folder, 'a/b')], [there], going)).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['a', 'there']);
  expect(readFileSync(join(folder, 'there'), 'utf8')).toBe('there');
});
