import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundle } from '../bundle.ts';
import { root } from '../root.ts';
import { pluginsIn, rulesFolder } from '../rule-files.ts';
import { notices } from './notices.ts';

const from = join(root, 'packages/vscode');

/**
 * Makes the folder of the extension as VS Code finds it once it is installed: its manifest, its code in one file, the refint that
 * comes with it with the pages of its rules, and what has to be said of it. Nothing else is in it.
 */
export async function stageExtension(to: string): Promise<void> {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(to, 'bin'), { recursive: true });
  const { plugin, page } = notices();
  const plugins = [plugin];
  const extension = { entry: 'packages/vscode/src/extension.ts', file: 'extension.cjs', format: 'cjs' } as const;
  await bundle({ ...extension, external: ['vscode'], isTight: true }, join(to, 'dist'), plugins);
  const server = { entry: 'packages/cli/src/lsp.ts', file: 'server.js', format: 'esm' } as const;
  await bundle({ ...server, chunks: 'chunks/[name]-[hash].js', isTight: true }, join(to, 'dist'), plugins);
  for (const name of pluginsIn(root)) {
    const isPage = (path: string): boolean => !/\.\w+$/.test(path) || path.endsWith('.md');
    cpSync(join(root, rulesFolder(name)), join(to, 'dist/rules', name), { recursive: true, filter: isPage });
  }
  writeFileSync(join(to, 'THIRD-PARTY-NOTICES.md'), page());
  copyFileSync(join(from, 'bin/refint.js'), join(to, 'bin/refint.js'));
  for (const name of ['LICENSE', 'CHANGELOG.md']) copyFileSync(join(root, name), join(to, name));
  const readme = readFileSync(join(from, 'README.md'), 'utf8');
  writeFileSync(join(to, 'README.md'), readme.replace(/^# .*/, '# refint for VS Code'));
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(manifest(), undefined, 2)}\n`);
}

/** The manifest of the room without what only the repository needs. An extension is called by its publisher and a name without scope. */
function manifest(): object {
  const whole = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  const { private: _, scripts, dependencies, devDependencies, ...rest } = whole;
  const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
  return { ...rest, name: 'refint', version };
}

interface Vsce {
  createVSIX(options: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Packs a staged folder as a file that VS Code installs. */
export async function packExtension(folder: string, file: string): Promise<void> {
  const { createVSIX } = createRequire(import.meta.url)('@vscode/vsce') as Vsce;
  await createVSIX({
    cwd: folder,
    packagePath: file,
    // All of it is bundled, and where the repository is nobody has to know.
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
}
