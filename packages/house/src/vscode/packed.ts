import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.ts';
import { pluginsIn, rulesFolder } from '../rule-files.ts';

/** Where `pnpm --filter vscode package` leaves what it makes. */
export function vsix(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
  return join(root, `.refint/refint-${version}.vsix`);
}

/** Packs the extension as a person would, and gives what is said about it. */
export function packed(): string {
  const { status, stdout, stderr } = spawnSync('npx', ['-y', 'pnpm@12', '--filter', 'vscode', 'package'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`the extension was not packed: ${stdout}${stderr}`);
  return stdout;
}

/** The tests of what is in the file, and of what was said about it. */
export function testPacked(files: () => ReadonlyMap<string, Buffer>, said: () => string): void {
  const read = (path: string): string => files().get(`extension/${path}`)?.toString('utf8') ?? '';
  const manifest = () => JSON.parse(read('package.json'));

  test('says where it is and how large, which is not much', () => {
    const line = said().trimEnd().split('\n').at(-1);
    const size = statSync(vsix()).size;
    expect(line).toMatch(/\.refint[\\/]refint-\d+\.\d+\.\d+\.vsix: \d+ kB$/);
    expect(line).toContain(` ${Math.ceil(size / 1000)} kB`);
    expect(size).toBeLessThan(1_200_000);
  });

  test('has the code, the pages of the rules and what has to be said, and nothing else', () => {
    const paths = [...files().keys()];
    const pages = pluginsIn(root).flatMap((name) =>
      readdirSync(join(root, rulesFolder(name)))
        .filter((page) => page.endsWith('.md'))
        .map((page) => `extension/dist/rules/${name}/${page}`),
    );
    expect(paths.filter((path) => path.startsWith('extension/dist/rules/')).sort()).toEqual(pages.sort());
    expect(paths.filter((path) => !/^extension\/dist\/(?:chunks|rules)\//.test(path)).sort()).toEqual([
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/THIRD-PARTY-NOTICES.md',
      'extension/bin/refint.js',
      'extension/changelog.md',
      'extension/dist/extension.cjs',
      'extension/dist/server.js',
      'extension/package.json',
      'extension/readme.md',
    ]);
    const chunks = paths.filter((path) => path.startsWith('extension/dist/chunks/'));
    expect(chunks.filter((path) => !path.endsWith('.js'))).toEqual([]);
  });

  test('needs nothing that is not in it, but Node and VS Code', () => {
    // What a bundler leaves of imports: to read megabytes as a compiler does would take longer than all the rest. The texts of a compiler,
    // which jiti is, speak of modules.
    const written = /(?:\bfrom|\bimport|[\s(=,;]require\(|\bimport\()\s*["'`]([@.\w][\w./:-]*)["'`]/g;
    const needed = [...files()].flatMap(([path, content]) =>
      /\.c?js$/.test(path) && !/jiti/.test(path)
        ? [...content.toString('utf8').matchAll(written)].flatMap(([, name = '']) => {
            if (!name.startsWith('.')) return [name];
            return files().has(posix.join(posix.dirname(path), name)) ? [] : [`${path}: ${name}`];
          })
        : [],
    );
    expect(needed).toContain('vscode');
    expect(needed).toContain('node:child_process');
    // cosmiconfig asks for TypeScript only to read a configuration that we read ourselves.
    const strange = [...new Set(needed)].filter(
      (name) => name !== 'vscode' && name !== 'typescript' && !isBuiltin(name),
    );
    expect(strange).toEqual([]);
  });

  test('has a manifest that leads to files, and to commands that the code has', () => {
    const { name, publisher, main, engines, dependencies, scripts, contributes } = manifest();
    expect([name, publisher, dependencies, scripts]).toEqual(['refint', 'refint', undefined, undefined]);
    expect(files().has(posix.join('extension', main))).toBe(true);
    const types = JSON.parse(readFileSync(join(root, 'packages/vscode/package.json'), 'utf8')).devDependencies.vscode;
    expect(engines.vscode).toBe(`^${types.split('@').at(-1)}`);
    const commands: readonly string[] = contributes.commands.map(({ command }: { command: string }) => command);
    for (const command of commands) expect(read('dist/extension.cjs')).toContain(command);
    expect(contributes.menus.commandPalette.map(({ command }: { command: string }) => command)).toEqual(commands);
    for (const [setting, about] of Object.entries(contributes.configuration.properties)) {
      expect((about as { markdownDescription: string }).markdownDescription, setting).toMatch(/^[A-Z].*\.$/);
      expect(readFileSync(join(root, 'docs/editors.md'), 'utf8')).toContain(`\`${setting}\``);
    }
  });

  test('says whose code it has, under which licences', () => {
    const notices = read('THIRD-PARTY-NOTICES.md');
    for (const name of [
      'vscode-languageclient',
      'vscode-jsonrpc',
      'vscode-languageserver',
      'semver',
      'minimatch',
      'jiti',
    ])
      expect(notices).toMatch(new RegExp(`^## .*\\b${name} \\d`, 'm'));
    expect(read('LICENSE.txt')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'));
    expect(read('readme.md')).toMatch(/^# refint for VS Code\n/);
    for (const [, link = ''] of read('readme.md').matchAll(/\]\((?!https?:|#)([^)#]+)/g))
      expect(existsSync(join(root, 'packages/vscode', link)), link).toBe(true);
  });
}
