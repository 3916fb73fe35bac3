import { join } from 'node:path';
import { again } from '../again.ts';
import type { Io } from '../io.ts';
import { type Asking, keep, type Place, tellKept } from '../kept-answer.ts';
import { main } from '../main.ts';

/** How somebody asks. */
export interface Manner {
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly build?: string;
}

/** What somebody saw, and whether it was kept from an earlier time. */
export interface Seen {
  readonly answer: { readonly code: number; readonly stdout: string; readonly stderr: string };
  readonly isKept: boolean;
  /** Whether it was told in a new form. */
  readonly isFormed: boolean;
}

/** The answer that one gets in a folder: what is kept below `root`, if something is, or a new one; with `anew`, always that. */
export async function askAgain(
  { root, cwd }: { readonly root: string; readonly cwd: string },
  { words = ['check'], env = {}, build = 'a' }: Manner,
  anew = false,
): Promise<Seen> {
  const began = performance.now();
  const seen = { stdout: '', stderr: '' };
  const asking: Asking = { build, node: process.version, cwd, words, terminal: false };
  const place: Place = {
    folder: join(root, 'node_modules/.cache/refint'),
    env,
    // The clocks of disks on which tests run are not coarser than a hundredth of a second.
    settledAt: (now) => Math.min(now, Date.now()) - (performance.now() - began) - 20,
    print: (bytes) => void (seen.stdout += bytes.toString()),
  };
  const output = (to: 'stdout' | 'stderr') => ({
    isTerminal: false,
    width: undefined,
    write: (text: string) => void (seen[to] += text),
  });
  const io: Io = { cwd, env, stdout: output('stdout'), stderr: output('stderr') };
  const told = anew ? undefined : tellKept(asking, place);
  if (typeof told === 'number') return { answer: { code: told, ...seen }, isKept: true, isFormed: false };
  const formed = told && (await again(words, told, io));
  if (formed) return { answer: { code: formed.code, ...seen }, isKept: false, isFormed: true };
  const [verb = '', ...rest] = words;
  const code = anew
    ? await main([verb, '--no-cache', ...rest], io)
    : await main(words, { ...io, keep: (given) => keep(given, asking, place) });
  return { answer: { code, ...seen }, isKept: false, isFormed: false };
}
