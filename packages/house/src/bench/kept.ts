import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { nodeFromNpm } from '../packing/newest-node.ts';
import { root } from '../root.ts';
import {
  nodeAlone,
  refintAfterCheckout,
  refintAgain,
  refintInAnotherForm,
  refintStaged,
  squawk,
  underCertificates,
} from './contestants.ts';
import type { Contestant } from './measure.ts';

/** Contestants on a copy of a project in which answers are kept, and which of them the others are compared with. */
export interface Kept {
  readonly contestants: readonly Contestant[];
  readonly base: number;
}

/** The command where nothing has changed, on this Node and on 22, where npm has one. */
export async function nothingChanged(folder: string, into: string): Promise<Kept> {
  // What is written anew is young, and would be so for all.
  const anew = `${into}-anew`;
  const form = `${into}-form`;
  for (const place of [anew, form, into]) await copy(folder, place);
  const [own = ''] = process.versions.node.split('.');
  const other = nodeFromNpm('22', join(root, 'node_modules/.cache/refint-bench'));
  if ('why' in other) process.stderr.write(`bench: without Node 22: ${other.why}\n`);
  const onOther =
    'why' in other
      ? []
      : [
          refintAgain(into, '22', other.path),
          refintAfterCheckout(anew, '22', other.path),
          refintInAnotherForm(form, '22', other.path),
          nodeAlone(into, 'node -e 0, Node 22', other.path),
        ];
  const here = [
    refintAgain(into, own),
    refintAfterCheckout(anew, own),
    refintInAnotherForm(form, own),
    nodeAlone(into, `node -e 0, Node ${own}`),
  ];
  return { contestants: [squawk(into), ...here, ...onOther], base: 0 };
}

/**
 * The command in a hook: the last migration of the project is staged, and all else is in the commit before, packed as a clone has it.
 *
 * @param certificates a file with certificates of a network, of which Node is told
 */
export async function lastStaged(folder: string, into: string, certificates: string): Promise<readonly [Kept, Kept]> {
  await copy(folder, into);
  writeFileSync(join(into, '.gitignore'), 'node_modules\n');
  const last = readdirSync(join(into, 'migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .at(-1);
  const who = ['-c', 'user.name=refint', '-c', 'user.email=refint@localhost', '-c', 'commit.gpgSign=false'];
  git(into, 'init', '--quiet');
  git(into, 'add', '.');
  git(into, 'rm', '--quiet', '--cached', '-r', `migrations/${last}`);
  git(into, ...who, 'commit', '--quiet', '--no-verify', '-m', 'all but the last migration');
  git(into, 'gc', '--quiet');
  git(into, 'add', '.');
  await settled();
  const contestants = [refintStaged(into, false), refintStaged(into, true), nodeAlone(into)];
  const there = contestants.map((one) => underCertificates(one, certificates));
  return [
    { contestants, base: 2 },
    { contestants: there, base: 2 },
  ];
}

/** The corpus is read-only, and answers are kept beside what is installed. */
async function copy(folder: string, into: string): Promise<void> {
  cpSync(folder, into, { recursive: true });
  mkdirSync(join(into, 'node_modules'));
  await settled();
}

/** What changed a moment ago is read again each time. */
const settled = () => wait(2500);

function git(cwd: string, ...words: readonly string[]): void {
  const { status, stderr } = spawnSync('git', words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${words.join(' ')}: ${stderr}`);
}
