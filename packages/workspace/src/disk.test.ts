import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  answerTo,
  entriesOf,
  everythingIn,
  isThere,
  kindOf,
  listen,
  type Question,
  readText,
  realPath,
} from './disk.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What a listener hears while something is done, a line for each question. */
function heard(folder: string, act: () => void): string[] {
  const lines: string[] = [];
  const stop = listen({
    asked: (question, path, { words, failed }) =>
      void lines.push(
        `${question} ${path.replace(folder, '')} ${failed ? 'failed: ' : ''}${words.replace(folder, '')}`,
      ),
    askedElsewhere: (whom) => void lines.push(`elsewhere ${whom}`),
  });
  act();
  stop();
  return lines;
}

test('whoever listens hears every question and its answer, also what was not there', () => {
  const folder = temporaryFolder({ 'a.sql': 'SELECT 1;', 'a.txt': '', 'b/c.txt': '' }, onTestFinished);
  symlinkSync('a.sql', join(folder, 'link'));
  const lines = heard(folder, () => {
    readText(join(folder, 'a.sql'));
    entriesOf(folder);
    everythingIn(folder);
    kindOf(join(folder, 'b'));
    kindOf(join(folder, 'none'));
    isThere(join(folder, 'none'));
    realPath(join(folder, 'link'));
    expect(() => readText(join(folder, 'none'))).toThrow('ENOENT');
    expect(() => entriesOf(join(folder, 'a.sql'))).toThrow('ENOTDIR');
  });
  expect(lines).toEqual([
    'text /a.sql SELECT 1;',
    'names  a.sql/f/b/d/link/l',
    'everything  a.sql/f/a.txt/f/b/d/link/l',
    'kind /b folder',
    'kind /none absent',
    'there /none false',
    'real /link /a.sql',
    'text /none failed: ENOENT',
    'names /a.sql failed: ENOTDIR',
  ]);
});

test('who has stopped listening hears nothing', () => {
  const folder = temporaryFolder({}, onTestFinished);
  const lines = heard(folder, () => {});
  entriesOf(folder);
  expect(lines).toEqual([]);
});

test('a question that is put again has the same answer until something changes', () => {
  const folder = temporaryFolder({ 'a.sql': 'SELECT 1;' }, onTestFinished);
  const all = (): unknown =>
    (['text', 'names', 'kind', 'there', 'real'] as Question[]).flatMap((question) =>
      ['', 'a.sql', 'none'].map((path) => answerTo(question, join(folder, path))),
    );
  const before = all();
  expect(all()).toEqual(before);
  mkdirSync(join(folder, 'none'));
  writeFileSync(join(folder, 'a.sql'), 'SELECT 2;');
  expect(all()).not.toEqual(before);
});

test('of a folder one is told what anybody looks for, also where it is a link', () => {
  const folder = temporaryFolder(
    {
      'a.SQL': '',
      'a.txt': '',
      '.refintrc': '',
      '.next/a.sql': '',
      'dist/a.sql': '',
      'refint.config.ts': '',
      '.env': '',
    },
    onTestFinished,
  );
  for (const name of ['.refintrc.json', 'linked', '.hidden']) symlinkSync('a.txt', join(folder, name));
  expect(
    entriesOf(folder)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['.refintrc', '.refintrc.json', 'a.SQL', 'dist', 'linked', 'refint.config.ts']);
});
