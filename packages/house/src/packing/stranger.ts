import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** What somebody saw of a command. */
export interface Ran {
  readonly code: number | null;
  readonly said: string;
}

/** Somebody who has a folder, Node and npm, and no network. */
export interface Stranger {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  run(program: string, ...words: readonly string[]): Ran;
  /** `npx refint`, without the second that npx takes. */
  refint(...words: readonly string[]): Ran;
  /** The same as `run`, which has to succeed. */
  get(program: string, ...words: readonly string[]): string;
}

/** Whether a process may be started in a network of its own, in which nobody else is. */
const mayUnshare = process.platform === 'linux' && spawnSync('unshare', ['-rn', 'true']).status === 0;

/**
 * Somebody with an empty folder. What npm keeps is empty too, and nothing reaches a network: where the system cannot forbid
 * it, every request is sent to a proxy that is not there.
 *
 * @param node the Node that their programs are run by; the one that runs the tests when left out
 */
export function stranger(onTestFinished: (clean: () => void) => void, node: string = process.execPath): Stranger {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'refint-stranger-')));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const folder = join(home, 'project');
  mkdirSync(folder);
  const nowhere = 'http://127.0.0.1:9';
  const env = {
    PATH: [dirname(node), dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    HOME: home,
    LANG: 'C.UTF-8',
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    npm_config_cache: join(home, 'npm'),
    npm_config_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  };
  const run = (program: string, ...words: readonly string[]): Ran => {
    const [first = '', ...rest] = mayUnshare ? ['unshare', '-rn', program, ...words] : [program, ...words];
    const { status, stdout, stderr, error } = spawnSync(first, rest, { cwd: folder, env, encoding: 'utf8' });
    if (error) throw error;
    return { code: status, said: stripVTControlCharacters(stdout + stderr) };
  };
  const get = (program: string, ...words: readonly string[]): string => {
    const { code, said } = run(program, ...words);
    if (code !== 0) throw new Error(`"${[program, ...words].join(' ')}" ended with ${code}: ${said}`);
    return said;
  };
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  const refint = (...words: readonly string[]) => run(join(folder, 'node_modules/.bin/refint'), ...words);
  return { folder, write, run, refint, get };
}
