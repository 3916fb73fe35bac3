import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Io, Output } from './io.ts';
import { main } from './main.ts';
import { asOrdinary, temporaryFolder } from './temporary-folder.ts';

const schema = `datasource db {
  provider = "postgresql"
}

model User {
  id    Int    @id
  posts Post[]
}

model Post {
  id       Int  @id
  authorId Int
  author   User @relation(fields: [authorId], references: [id])
}
`;
const history = `CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY);
CREATE TABLE "Post" ("id" INTEGER NOT NULL PRIMARY KEY, "authorId" INTEGER NOT NULL REFERENCES "User" ON UPDATE CASCADE ON DELETE RESTRICT);
`;
const first = 'prisma/migrations/20240101000000_init';
const second = 'prisma/migrations/20240102000000_next';
const files = {
  'prisma/schema.prisma': schema,
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  [`${first}/migration.sql`]: history,
  [`${second}/notes.txt`]: '',
};

/** Types words in a folder that was made strange, and gives all that can be seen. */
async function type(
  words: readonly string[],
  makeStrange: (folder: string) => void,
  as = (_: string, act: () => Promise<number>) => act(),
) {
  const cwd = temporaryFolder(files, onTestFinished);
  makeStrange(cwd);
  const written = { stdout: '', stderr: '' };
  const output = (to: 'stdout' | 'stderr'): Output => ({
    isTerminal: false,
    width: undefined,
    write: (text) => {
      written[to] += text;
    },
  });
  const io: Io = { cwd, env: {}, stdout: output('stdout'), stderr: output('stderr') };
  const code = await as(cwd, () => main(words, io));
  return { code, said: written.stdout + written.stderr };
}

const verbs = [['check'], ['check', '--format', 'pretty'], ['references'], ['timeline'], ['catalog'], ['relations']];

type Strange = (folder: string) => void;

const sql = `${second}/migration.sql`;

/** What lies where a file should, whether refint can do its work with it, and what it says of it. */
const places: readonly (readonly [string, Strange, 0 | 2, string])[] = [
  ['a folder called migration.sql', (at) => mkdirSync(join(at, sql)), 2, `${sql} is a folder`],
  [
    'a pipe, which is not waited for',
    (at) => void execFileSync('mkfifo', [join(at, sql)]),
    2,
    `${sql} is not a plain file`,
  ],
  [
    'a link to itself',
    (at) => symlinkSync('migration.sql', join(at, sql)),
    2,
    `${sql} cannot be read: its symbolic links lead in a circle`,
  ],
  ['a link to nothing', (at) => symlinkSync('nowhere.sql', join(at, sql)), 0, 'P3015'],
  ['a link to a folder', (at) => symlinkSync('..', join(at, sql)), 2, `${sql} is a folder`],
  ['a device that never ends', (at) => symlinkSync('/dev/zero', join(at, sql)), 2, `${sql} is not a plain file`],
  ['UTF-16', (at) => writeFileSync(join(at, sql), Buffer.from('\ufeffSELECT 1;', 'utf16le')), 2, 'save it as UTF-8'],
  ['zero bytes', (at) => writeFileSync(join(at, sql), 'SELECT\0 1;'), 2, `${sql} is not a text: it holds zero bytes`],
  [
    'half a letter',
    (at) => writeFileSync(join(at, sql), Buffer.from([0x2d, 0x2d, 0xe2, 0x82])),
    0,
    'not valid UTF-8 here',
  ],
];

describe('where a migration should lie', () => {
  test.each(places)('%s', async (_, makeStrange, code, sentence) => {
    const checked = await type(['check'], makeStrange);
    const told = await type(['check', '--format', 'json'], makeStrange);
    expect({ code: checked.code, said: checked.said + told.said }).toEqual({
      code,
      said: expect.stringContaining(sentence),
    });
    for (const words of verbs) {
      const { said } = await type(words, makeStrange);
      expect(said, words.join(' ')).not.toContain('defect of refint');
    }
  });
});

describe('where the schema should lie', () => {
  const instead = (make: (path: string) => void) => (folder: string) => {
    rmSync(join(folder, 'prisma/schema.prisma'));
    make(join(folder, 'prisma/schema.prisma'));
  };
  test.each<[string, Strange, string]>([
    ['a pipe', instead((path) => void execFileSync('mkfifo', [path])), 'prisma/schema.prisma is not a plain file'],
    ['a link to itself', instead((path) => symlinkSync('schema.prisma', path)), 'its symbolic links lead in a circle'],
    ['UTF-16', instead((path) => writeFileSync(path, Buffer.from(`\ufeff${schema}`, 'utf16le'))), 'save it as UTF-8'],
  ])('%s', async (_, makeStrange, sentence) => {
    const { code, said } = await type(['check'], makeStrange);
    expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining(sentence) });
  });
});

test.each<[string, Strange]>([
  ['the folder around', (at) => symlinkSync('..', join(at, 'prisma/prisma'))],
  ['the folder itself', (at) => symlinkSync('.', join(at, 'schema'))],
  [
    'one another',
    (at) => {
      symlinkSync('drizzle', join(at, 'migrations'));
      symlinkSync('migrations', join(at, 'drizzle'));
    },
  ],
  ['the root of the disk', (at) => symlinkSync('/', join(at, 'root'))],
])('links to %s are not followed for ever', async (_, makeStrange) => {
  const { code, said } = await type(['check', '--format', 'pretty'], makeStrange);
  expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('1 of 1 reference enforced') });
});

test('a file that may not be read', async () => {
  const close: Strange = (at) => {
    writeFileSync(join(at, sql), 'SELECT 1;');
    chmodSync(join(at, sql), 0);
  };
  const { code, said } = await type(['check'], close, asOrdinary);
  expect({ code, said }).toEqual({
    code: 2,
    said: expect.stringContaining(`${sql} cannot be read: permission denied`),
  });
});

describe('names that would paint on a terminal, or break a line', () => {
  const name = '20240103000000_\u001b]0;title\u0007\u001b[31m\nfake.sql:1:1 error\u009b2J';
  const makeStrange: Strange = (at) => {
    mkdirSync(join(at, 'prisma/migrations', name));
    writeFileSync(
      join(at, 'prisma/migrations', name, 'migration.sql'),
      'CREATE TABLE "\u001b[2J\nfake:1:1" (id int);\nALTER TABLE "Post" ADD CONSTRAINT "\u001b[1m\u202e" FOREIGN KEY ("\u001b[7m") REFERENCES "\u009b2J" (id);\nFLUMMOX \u001b[2J;',
    );
    writeFileSync(join(at, 'prisma/migrations', name, 'other\u001b[2J.sql'), '');
    mkdirSync(join(at, `b\u001b[2J`));
  };
  test.each([
    ...verbs,
    ...['lines', 'github', 'markdown', 'json', 'sarif'].map((format) => ['check', '--format', format]),
    ['references', '--format', 'json'],
    ['timeline', '--json'],
    ['timeline', '--table', '\u001b[2Jnothing'],
    ['check', 'b\u001b[2J'],
    ['check', 'nowhere\u001b[2J'],
    ['\u001b[2J'],
    ['\nfake:1:1'],
    ['explain', '\u001b[2J'],
    ['check', '--format', '\u001b[2J'],
    ['check', '--output', 'no\u001b[2J/where'],
  ])('%j', async (...words) => {
    const { said } = await type(words, makeStrange);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(said).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(said).not.toMatch(/^fake/m);
    expect(said).not.toContain('defect of refint');
    expect(said).not.toBe('');
  });
});
