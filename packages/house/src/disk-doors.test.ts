import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf } from './imports.ts';
import { isTest, readRooms } from './rooms.ts';
import { root } from './root.ts';
import { codeIn, tableOf } from './tables.ts';

/** What leads out of the process to something that may be another thing tomorrow. */
const outside = new Set([
  'fs',
  'fs/promises',
  'child_process',
  'worker_threads',
  'net',
  'http',
  'https',
  'dns',
  'sqlite',
]);

const onlyForTests = (path: string): boolean => isTest(path) || path.endsWith('/temporary-folder.ts');

test('only the files that docs/ARCHITECTURE.md lists open a door to the disk', () => {
  const document = readFileSync(join(root, 'docs/ARCHITECTURE.md'), 'utf8');
  const listed = tableOf(document, ['file', 'opens', 'why it does not have to ask']).map(
    (row) => `${codeIn(row.file)[0]}: ${codeIn(row.opens).join(' ')}`,
  );
  const opened = readRooms(root)
    .filter(({ name }) => name === 'workspace' || name === 'cli')
    .flatMap(({ folder, files }) =>
      [...files]
        .filter(([path]) => !onlyForTests(path))
        .flatMap(([path, text]) => {
          const named = importsOf(path, text).filter(({ typeOnly }) => !typeOnly);
          const doors = named
            .map(({ specifier }) => specifier.replace(/^node:/, ''))
            .filter((door) => outside.has(door));
          return doors.length > 0 ? [`${folder}/${path}: ${doors.join(' ')}`] : [];
        }),
    );
  expect(opened.sort()).toEqual(listed.sort());
});
