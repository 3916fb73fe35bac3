import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from '../root.ts';

/** A folder in which a reader follows a guide. */
export interface Scene {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  /** Types a command into a shell, and returns its exit code and all that is seen. */
  type(command: string, env?: Readonly<Record<string, string>>): { readonly code: number; readonly said: string };
  git(...words: readonly string[]): string;
  remove(): void;
}

/** Commits are always the same ones: they are told by the hashes of what is in them. */
const author = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_AUTHOR_DATE: '2024-01-05T00:00:00Z',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  GIT_COMMITTER_DATE: '2024-01-05T00:00:00Z',
  GIT_CONFIG_NOSYSTEM: '1',
};

/** `npx` as it is where refint is installed, whatever version was asked for. */
const npx = '#!/bin/sh\nwhile [ "$1" = --yes ]; do shift; done\nshift\nexec refint "$@"\n';

/** `npm` where refint is there already. What is packed is installed by the tests of packing; here no registry is asked. */
const npm =
  '#!/bin/sh\n[ "$*" = "install --save-dev refint" ] || { echo "no other package is installed here"; exit 1; }\n';

/** An empty folder with a shell that knows `refint`, `npx` and what the system has. */
export function emptyScene(): Scene {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'refint-guide-')));
  const folder = join(home, 'project');
  const bin = join(home, 'bin');
  mkdirSync(folder);
  mkdirSync(bin);
  symlinkSync(join(root, 'packages/cli/bin/refint.js'), join(bin, 'refint'));
  for (const [name, program] of Object.entries({ npx, npm })) {
    writeFileSync(join(bin, name), program);
    chmodSync(join(bin, name), 0o755);
  }
  const path = [bin, dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
  const usual = { ...author, PATH: path, HOME: home, LANG: 'C.UTF-8' };
  return {
    folder,
    write(files) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
    },
    type(command, env = {}) {
      const { status, stdout } = spawnSync('sh', ['-c', `exec 2>&1\n${command}`], {
        cwd: folder,
        env: { ...usual, ...env },
        encoding: 'utf8',
      });
      return { code: status ?? -1, said: stripVTControlCharacters(stdout) };
    },
    git: (...words) => execFileSync('git', words, { cwd: folder, env: usual, encoding: 'utf8' }),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
