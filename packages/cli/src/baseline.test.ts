import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';

type Files = Readonly<Record<string, string>>;

const head = 'datasource db {\n  provider = "postgresql"\n}\n';
const user = '\nmodel User {\n  id Int @id\n}\n';
/** Each has a column that seems to reference User and does not say so. */
const model = (name: string) => `\nmodel ${name} {\n  id     Int @id\n  userId Int\n}\n`;
const schema = (...names: readonly string[]) => head + user + names.map(model).join('');
const twoModels: Files = { 'prisma/schema.prisma': schema('Post', 'Event') };
const list = 'refint.baseline.json';

/** A folder in which commands are typed, one after the other. */
function at(files: Files) {
  const cwd = temporaryFolder(files, onTestFinished);
  const read = (path = list) => readFileSync(join(cwd, path), 'utf8');
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  };
  const type = async (words: string, folder = '.', more: readonly string[] = []) => {
    const printed = { stdout: '', stderr: '' };
    const output = { isTerminal: false, width: 120 };
    const io = {
      cwd: join(cwd, folder),
      env: {},
      stdout: { ...output, write: (text: string) => void (printed.stdout += text) },
      stderr: { ...output, write: (text: string) => void (printed.stderr += text) },
    };
    return { code: await main([...words.split(' '), ...more], io), ...printed };
  };
  /** What a check shows: the columns that it is about, in order. */
  const shown = async (words = 'check', folder?: string) => {
    const { stdout } = await type(words, folder);
    return [...stdout.matchAll(/(\w+)\.userId seems/g)].map(([, table]) => table);
  };
  return { cwd, read, write, type, shown };
}

describe('what is known', () => {
  test('is not shown, and counted', async () => {
    const { type, shown } = at(twoModels);
    expect(await shown()).toEqual(['Post', 'Event']);
    expect(await type('baseline')).toEqual({
      code: 0,
      stdout: 'refint.baseline.json: 2 known findings.\n',
      stderr: '',
    });
    expect(await shown()).toEqual([]);
    expect((await type('check --format pretty')).stdout).toBe(
      'No findings in 3 models and 0 migrations; there are no references. Not shown: 2 known in refint.baseline.json.\nnote: no migrations were found: whether a foreign key enforces a relation is not known\n',
    );
    expect(await shown('check --no-baseline')).toEqual(['Post', 'Event']);
  });

  test('makes no exit code', async () => {
    const { type } = at(twoModels);
    expect((await type('check --fail-on warning')).code).toBe(1);
    await type('baseline');
    expect((await type('check --fail-on warning')).code).toBe(0);
    expect((await type('check --fail-on warning --no-baseline')).code).toBe(1);
  });

  test('is kept in lines of their own, for people and for merging', async () => {
    const { type, read } = at(twoModels);
    await type('baseline --reason', '.', ['older than refint']);
    expect(read()).toMatchInlineSnapshot(`
      "{
        "version": 1,
        "projects": {
          ".": [
            { "rule": "relations/undeclared-reference", "entity": "Event.userId → User.id", "count": 1, "reason": "older than refint", "text": "Event.userId seems to reference User.id, and no relation says so", "fingerprint": "a5d342dd1168d5cf" },
            { "rule": "relations/undeclared-reference", "entity": "Post.userId → User.id", "count": 1, "reason": "older than refint", "text": "Post.userId seems to reference User.id, and no relation says so", "fingerprint": "ca5b8a7fa29239fe" }
          ]
        }
      }
      "
    `);
  });

  test('goes to programs with its reason', async () => {
    const { type } = at(twoModels);
    await type('baseline --reason', '.', ['older than refint']);
    const { suppressed, findings } = JSON.parse((await type('check --format json')).stdout);
    expect(findings).toEqual([]);
    expect(suppressed).toMatchObject([
      { entity: 'Post.userId → User.id', suppression: { kind: 'external', reason: 'older than refint', path: null } },
      { entity: 'Event.userId → User.id' },
    ]);
  });
});

describe('code that moves keeps its entry', () => {
  test.each<[string, Files]>([
    ['blocks in another order, with lines before them', { 'prisma/schema.prisma': `// a\n${schema('Event', 'Post')}` }],
    ['a file with another name', { 'schema.prisma': schema('Post', 'Event') }],
    [
      'a schema in several files',
      { 'prisma/schema/base.prisma': head + user + model('Post'), 'prisma/schema/event.prisma': model('Event') },
    ],
  ])('%s', async (_, moved) => {
    const { cwd, type, write, shown, read } = at(twoModels);
    await type('baseline');
    const before = read();
    rmSync(join(cwd, 'prisma'), { recursive: true });
    for (const [path, text] of Object.entries(moved)) write(path, text);
    expect(await shown('check --no-baseline')).toHaveLength(2);
    expect(await shown()).toEqual([]);
    expect((await type('check --format pretty')).stdout).not.toContain('no longer');
    await type('baseline');
    expect(read()).toBe(before);
  });

  test('what is new is shown', async () => {
    const { type, write, shown } = at(twoModels);
    await type('baseline');
    write('prisma/schema.prisma', schema('Post', 'Note', 'Event'));
    expect(await shown()).toEqual(['Note']);
  });

  test('more of the same than are known are shown', async () => {
    const sql = 'CREATE TABLE a (id INT);\nDROP TABLE none;\n';
    const statements = (more: string): Files => ({
      'prisma/schema.prisma': head,
      'prisma/migrations/1/migration.sql': sql + more,
    });
    const { type, write } = at(statements(''));
    await type('baseline');
    expect((await type('check')).stdout).toBe('');
    write(
      'prisma/migrations/1/migration.sql',
      `${sql}-- refint-ignore refint/none: why\n-- refint-ignore refint/none: why\n`,
    );
    await type('baseline');
    expect((await type('check')).stdout).toBe('');
    write('prisma/migrations/1/migration.sql', `${sql}${'-- refint-ignore refint/none: why\n'.repeat(3)}`);
    expect((await type('check')).stdout.split('\n')).toEqual([expect.stringContaining('5:18 warning'), '']);
  });
});

describe('what is mended', () => {
  test('is said, and taken out', async () => {
    const { type, write, read, shown } = at(twoModels);
    await type('baseline');
    write('prisma/schema.prisma', schema('Note', 'Post'));
    expect((await type('check --format pretty')).stdout).toContain(
      'Not shown: 1 known in refint.baseline.json.\n1 finding of refint.baseline.json is no longer there: refint baseline --prune takes it out.\n',
    );
    expect((await type('baseline --prune')).stdout).toBe('refint.baseline.json: 1 known finding; 1 is gone.\n');
    expect(read()).not.toContain('Event');
    expect(await shown()).toEqual(['Note']);
    expect((await type('check --format pretty')).stdout).not.toContain('no longer');
  });

  test('leaves the reasons of what stays, with and without pruning', async () => {
    const { type, write, read } = at(twoModels);
    await type('baseline --reason old');
    write('prisma/schema.prisma', schema('Note', 'Post'));
    expect((await type('baseline')).stdout).toBe('refint.baseline.json: 2 known findings, 1 of them new; 1 is gone.\n');
    expect([...read().matchAll(/"entity": "(\w+).*?"reason": "(.*?)"/g)].map(([, ...parts]) => parts)).toEqual([
      ['Note', ''],
      ['Post', 'old'],
    ]);
    await type('baseline --reason new');
    expect(read()).toMatch(/Note.*"new"[\s\S]*Post.*"old"/);
  });

  test('all of it leaves an empty list', async () => {
    const { type, write, read } = at(twoModels);
    await type('baseline');
    write('prisma/schema.prisma', schema());
    expect((await type('baseline --prune')).stdout).toBe(
      'refint.baseline.json: no known findings any more; 2 are gone.\n',
    );
    expect(JSON.parse(read())).toEqual({ version: 1, projects: {} });
    expect((await type('check')).code).toBe(0);
  });

  test('is not what a rule that is off does not find', async () => {
    const { type, write, read } = at({ ...twoModels, 'refint.config.json': '{}' });
    await type('baseline');
    const before = read();
    write('refint.config.json', '{"rules":{"relations/undeclared-reference":"off"}}');
    expect((await type('check --format pretty')).stdout).not.toContain('no longer');
    await type('baseline --prune');
    await type('baseline');
    expect(read()).toBe(before);
  });

  test('is not what a broken schema hides', async () => {
    const { type, write, read } = at(twoModels);
    await type('baseline');
    const before = read();
    write('prisma/schema.prisma', schema('Post').replace('userId Int', 'userId Int @@@'));
    const check = await type('check --format pretty');
    expect(check.code).toBe(2);
    expect(check.stdout).not.toContain('no longer');
    expect((await type('baseline --prune')).code).toBe(2);
    expect(read()).toBe(before);
  });

  test('is what a rule found that there is no more', async () => {
    const { type, write, read } = at(twoModels);
    await type('baseline');
    write(
      list,
      read()
        .replace('relations/undeclared-reference', 'relations/gone')
        .replace(/"fingerprint": "\w/, '"fingerprint": "x'),
    );
    expect((await type('check --format pretty')).stdout).toContain(
      '1 finding of refint.baseline.json is no longer there',
    );
  });
});

describe('several projects', () => {
  const monorepo: Files = {
    '.git/HEAD': '',
    'apps/a/prisma/schema.prisma': schema('Post'),
    'apps/b/prisma/schema.prisma': schema('Post', 'Event'),
  };

  test('the same tables in two of them are two matters', async () => {
    const { type, write, shown } = at(monorepo);
    await type('baseline');
    write('apps/a/prisma/schema.prisma', schema('Post', 'Event'));
    expect(await shown()).toEqual(['Event']);
    write('apps/b/prisma/schema.prisma', schema('Post'));
    expect(await shown()).toEqual(['Event']);
    expect((await type('check --format pretty')).stdout).toContain('1 finding of refint.baseline.json is no longer');
  });

  test('the list is the same from wherever somebody looks', async () => {
    const { type, shown, read } = at(monorepo);
    await type('baseline');
    const before = read();
    expect(await shown('check apps/b')).toEqual([]);
    expect(await shown('check', 'apps/b')).toEqual([]);
    expect(await shown('check ../a', 'apps/b')).toEqual([]);
    expect((await type('baseline', 'apps/b')).stdout).toBe('../../refint.baseline.json: 3 known findings.\n');
    expect(read()).toBe(before);
  });

  test('one alone is written anew, and the others stay', async () => {
    const { type, write, read } = at(monorepo);
    await type('baseline');
    write('apps/a/prisma/schema.prisma', schema());
    write('apps/b/prisma/schema.prisma', schema('Post'));
    await type('baseline apps/b');
    expect(Object.entries(JSON.parse(read()).projects).map(([name, known]) => [name, (known as []).length])).toEqual([
      ['apps/a', 1],
      ['apps/b', 1],
    ]);
    await type('baseline --prune');
    expect(Object.keys(JSON.parse(read()).projects)).toEqual(['apps/b']);
  });

  test('a project that moves as a whole keeps its entries', async () => {
    const { cwd, type, shown, read } = at(monorepo);
    await type('baseline --reason old');
    renameSync(join(cwd, 'apps/b'), join(cwd, 'apps/c'));
    expect(await shown()).toEqual([]);
    await type('baseline');
    expect(Object.keys(JSON.parse(read()).projects)).toEqual(['apps/a', 'apps/c']);
    expect(read().match(/"old"/g)).toHaveLength(3);
  });

  test('projects that the configuration names are kept by these names', async () => {
    const projects = '{"projects":[{"name":"main","schema":"apps/a/prisma/schema.prisma"}]}';
    const { type, shown, read } = at({ ...monorepo, 'refint.config.json': projects });
    await type('baseline');
    expect(Object.keys(JSON.parse(read()).projects)).toEqual(['main']);
    expect(await shown('check', 'apps')).toEqual([]);
  });
});

describe('which list is used', () => {
  test('the one beside the configuration', async () => {
    const { type, read, shown } = at({
      '.git/HEAD': '',
      'refint.config.json': '{}',
      'db/prisma/schema.prisma': schema('Post'),
    });
    await type('baseline', 'db');
    expect(read()).toContain('"db": [');
    expect(await shown('check', 'db')).toEqual([]);
    expect(await shown('check --config refint.config.json')).toEqual([]);
  });

  test('the one that the configuration names, or none', async () => {
    const { type, write, read, shown } = at({ ...twoModels, 'refint.config.json': '{"baseline":"known/list.json"}' });
    expect((await type('check')).stderr).toBe(
      'refint: refint.config.json: baseline is known/list.json, which does not exist; refint baseline writes it\n',
    );
    write('known/other', '');
    await type('baseline');
    expect(read('known/list.json')).toContain('"../": ['.replace('../', '..'));
    expect(await shown()).toEqual([]);
    write('refint.config.json', '{"baseline":false}');
    expect(await shown()).toHaveLength(2);
    expect((await type('baseline')).stderr).toBe(
      'refint: refint.config.json says that there is no baseline; name a file with --output\n',
    );
    expect((await type('baseline --output other.json')).stdout).toBe('other.json: 2 known findings.\n');
  });

  test('paths with different lists are not checked together', async () => {
    const { type } = at({
      'a/prisma/schema.prisma': schema(),
      'b/prisma/schema.prisma': schema(),
      'b/refint.baseline.json': '{"version":1,"projects":{}}',
    });
    expect((await type('check a b')).stderr).toBe(
      'refint: the paths have different baselines (none, b/refint.baseline.json); check them one after the other\n',
    );
  });

  test('where nothing is found none is written, and none can be pruned', async () => {
    const { type, read } = at({ 'prisma/schema.prisma': schema() });
    expect((await type('baseline')).stdout).toBe('There is nothing to write down: no findings.\n');
    expect(() => read()).toThrow();
    expect(await type('baseline --prune')).toMatchObject({
      code: 2,
      stderr: 'refint: there is no refint.baseline.json to take anything out of\n',
    });
  });
});

describe('a list that cannot be used is a refusal with its place', () => {
  const entry = '{ "rule": "a/b", "entity": "t", "count": 1, "reason": "", "text": "x", "fingerprint": "f" }';
  const around = (lines: string) => `{\n  "version": 1,\n  "projects": {\n    ".": [\n${lines}\n    ]\n  }\n}\n`;
  const anew = 'refint baseline writes it anew once it is out of the way';
  test.each([
    ['a merge', around(`<<<<<<< a\n${entry}\n=======\n>>>>>>> b`), `:5: here a merge is not finished; ${anew}`],
    ['a comma that is missing', around(`${entry}\n${entry}`), `:6: this is no JSON; ${anew}`],
    ['a quote that is missing', around(`${entry},\n${entry.replace('"x"', '"x')}`), `:6: this is no JSON; ${anew}`],
    ['an empty file', '', `:1: this is no JSON; ${anew}`],
    ['another file', '{"name":"x"}', `: this is no list of known findings; ${anew}`],
    ['another shape', '{"version":1,"projects":{\n".":{}}}', `:2: this is no list of known findings; ${anew}`],
    [
      'no count',
      around(`${entry},\n${entry.replace('"count": 1, ', '').replace('"f"', '"g"')}`),
      `:6: an entry has no "count"; ${anew}`,
    ],
    ['a wrong count', around(entry.replace('1', '-1')), `:5: "count" cannot be -1; ${anew}`],
    ['a newer one', '{"version":2}', ' was written by a newer refint (version 2); this one knows version 1'],
  ])('%s', async (_, text, said) => {
    const { type } = at({ ...twoModels, [list]: text });
    expect(await type('check')).toEqual({ code: 2, stdout: '', stderr: `refint: ${list}${said}\n` });
    expect((await type('baseline')).code).toBe(2);
    expect((await type('check --no-baseline')).code).toBe(0);
  });
});
