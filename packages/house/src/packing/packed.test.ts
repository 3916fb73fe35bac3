import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importsOf } from '../imports.ts';
import { readRooms } from '../rooms.ts';
import { root } from '../root.ts';
import { carriedBy } from './carried.ts';
import { type Packed, pack } from './pack.ts';

const names = readRooms(root).flatMap(({ manifest }) => (manifest.private ? [] : [manifest.name]));

let folder = '';
let packed: ReadonlyMap<string, Packed>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'refint-packed-'));
  packed = new Map(pack(join(folder, 'tarballs')).map((one) => [one.name, one]));
  for (const { name, tarball } of packed.values()) {
    mkdirSync(join(folder, name), { recursive: true });
    const words = ['-xzf', tarball, '-C', join(folder, name), '--strip-components', '1'];
    expect(spawnSync('tar', words).status).toBe(0);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string, path: string): string => readFileSync(join(folder, name, path), 'utf8');
const manifestOf = (name: string) => JSON.parse(read(name, 'package.json'));

test('every public package is packed, and no other one', () => {
  expect([...packed.keys()].sort()).toEqual([...names].sort());
});

test('npm run release -- --dry-run says what would be published, and where it is', () => {
  const words = ['run', '--silent', 'release', '--', '--dry-run'];
  const { status, stdout } = spawnSync('npm', words, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const lines = stdout.trimEnd().split('\n');
  expect([status, lines.at(-1)]).toEqual([0, 'Nothing was published. The packages are in .refint/release.']);
  expect(
    lines
      .slice(0, -1)
      .map((line) => line.replace(/@[^@]*$/, ''))
      .sort(),
  ).toEqual([...names].sort());
  expect(readdirSync(join(root, '.refint/release'))).toHaveLength(names.length);
});

describe.each(names)('%s', (name) => {
  test('has what people look for in a package, and nothing that only we need', () => {
    const files = packed.get(name)?.files ?? [];
    for (const file of ['package.json', 'README.md', 'LICENSE']) expect(files).toContain(file);
    expect(files.filter((file) => /^src\/|\.test\.|tsbuildinfo|\/testing\/|(?<!\.d)\.[cm]?ts$/.test(file))).toEqual([]);
    expect(read(name, 'LICENSE')).toMatch(/^MIT License/);
  });

  test('has a manifest that is complete, and runs nothing when it is installed', () => {
    const manifest = manifestOf(name);
    expect(manifest).toMatchObject({ name, license: 'MIT', type: 'module', engines: { node: '>=20.19' } });
    expect(manifest.description).toMatch(/\.$/);
    expect(manifest.scripts).toBeUndefined();
    expect(JSON.stringify(manifest)).not.toContain('workspace:');
    for (const path of pathsIn(manifest.exports)) expect(existsSync(join(folder, name, path)), path).toBe(true);
  });

  test('imports nothing that it does not bring along or ask for', () => {
    const { dependencies = {}, peerDependencies = {} } = manifestOf(name);
    const known = Object.keys({ ...dependencies, ...peerDependencies });
    const code = (packed.get(name)?.files ?? []).filter((file) => /\.(?:js|[cm]ts)$/.test(file) && !/^bin/.test(file));
    const foreign = code.flatMap((file) =>
      importsOf(file.replace(/\.js$/, '.ts'), read(name, file))
        .map(({ specifier }) => specifier)
        .filter((specifier) => !/^(?:\.|node:)/.test(specifier))
        .map((specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')),
    );
    expect([...new Set(foreign)].filter((one) => !known.includes(one))).toEqual([]);
  });

  test('publint has nothing to say', async () => {
    const { messages, pkg } = await publint({
      pkgDir: join(folder, name),
      pack: false,
      level: 'suggestion',
      strict: true,
    });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });
});

/** All paths that exports lead to. */
function pathsIn(exports: unknown): readonly string[] {
  if (typeof exports === 'string') return [exports];
  return Object.values(exports as Readonly<Record<string, unknown>>).flatMap(pathsIn);
}

/**
 * `refint` is imported by configurations of every kind of project. The others are for modules, which Node can `require` as
 * well.
 */
test('are the types wrong? No', { timeout: 240_000 }, async () => {
  const attw = join(root, 'packages/house/node_modules/@arethetypeswrong/cli/dist/index.js');
  const waiting = [...packed.values()];
  const said: string[] = [];
  const work = async (): Promise<void> => {
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      const profile = one.name === 'refint' ? 'strict' : 'esm-only';
      const words = [attw, '--no-color', '--no-emoji', '--profile', profile, one.tarball];
      said.push(
        ...(await new Promise<string[]>((done) => {
          execFile(process.execPath, words, (error, stdout) => done(error ? [stdout] : []));
        })),
      );
    }
  };
  await Promise.all([work(), work()]);
  expect(said).toEqual([]);
});

test('every link of the guides that come with refint leads to something', () => {
  const pages = (packed.get('refint')?.files ?? []).filter((file) =>
    /^(?:docs\/.*|README|CHANGELOG)\.?(?:md)?$/.test(file),
  );
  expect(pages.length).toBeGreaterThan(60);
  const broken = pages.flatMap((page) =>
    [...read('refint', page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .map(([, path = '']) => path)
      .filter((path) => !existsSync(join(folder, 'refint', page, '..', path)))
      .map((path) => `${page}: ${path}`),
  );
  expect(broken).toEqual([]);
});

test('all of the command comes with refint, and nothing that V8 made of it here', () => {
  const dist = join(root, 'packages/cli/dist');
  const built = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .map((file) => `dist/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.(?:cjs|js|md)$/.test(file) && !/^dist\/(?:compiled|types)\//.test(file));
  expect(built.length).toBeGreaterThan(100);
  const files = packed.get('refint')?.files ?? [];
  expect(built.filter((file) => !files.includes(file))).toEqual([]);
  expect(files.filter((file) => file.startsWith('dist/compiled'))).toEqual([]);
});

describe('the notices of refint', () => {
  test('name each package whose code the bundle says that it has', () => {
    const notices = read('refint', 'THIRD-PARTY-NOTICES.md');
    const code = (packed.get('refint')?.files ?? []).filter((file) => /^dist\/.*\.c?js$/.test(file));
    const found = new Set(code.flatMap((file) => packagesIn(read('refint', file))));
    expect(found.size).toBeGreaterThan(20);
    expect([...found].filter((name) => !isNamed(name, notices))).toEqual([]);
  });

  test('have the words of each licence, and where the source of Graphviz is', () => {
    const notices = read('refint', 'THIRD-PARTY-NOTICES.md');
    for (const words of ['Permission is hereby granted, free of charge', 'Apache License', 'Eclipse Public License']) {
      expect(notices).toContain(words);
    }
    expect(/^- Graphviz: EPL-1\.0, .*https:\/\/gitlab\.com\/graphviz\/graphviz/m.test(notices)).toBe(true);
    expect(notices.match(/<[a-z]+ ?holders?>/)).toBe(null);
  });
});

/** The packages of which a bundle says, in the paths that bundlers leave, that their files are in it. */
const packagesIn = (code: string): readonly string[] =>
  [...code.matchAll(/node_modules\/\.pnpm\/([^/"'` ]+)/g)].map(([, folder = '']) =>
    folder.replace(/(?<=.)@.*/, '').replace('+', '/'),
  );

function isNamed(name: string, notices: string): boolean {
  const carried = Object.values(carriedBy).flat();
  return notices.includes(`${name} `) || carried.some((one) => name.startsWith(one.name));
}
