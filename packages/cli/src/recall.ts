import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Io } from './io.ts';
import { type Asking, keep, type Place, tellKept } from './kept-answer.ts';
import { isTerminal, isWritten, print } from './standard-output.ts';

/** The build puts its name here, which is another one whenever anything of the command is. */
declare const buildOfRefint: string;

/** That an answer was given: the exit code, and whether it is written or a stream still has to. */
interface Told {
  readonly code: number;
  readonly isWritten: boolean;
}

/**
 * Gives the answer of an earlier run again, if all that it rests on is as it was. Else the one who finds it out may hand it over
 * to be kept; nothing where there is no place for that. This is loaded alone, before anything else of the command, so it is small.
 */
export function recall(words: readonly string[]): Told | Io['keep'] {
  if (words[0] !== 'check' || words.includes('--no-cache')) return undefined;
  try {
    const cwd = process.cwd();
    const installed = installedNear(cwd);
    if (installed === undefined) return undefined;
    const asking: Asking = { build: buildOfRefint, node: process.version, cwd, words, terminal: terminal() };
    const place: Place = {
      folder: join(installed, '.cache/refint'),
      env: process.env,
      settledAt,
      print,
    };
    const code = tellKept(asking, place);
    return code === undefined ? (given) => keep(given, asking, place) : { code, isWritten: isWritten() };
  } catch {
    // No folder to stand in, no output to write to: whoever answers will say so.
    return undefined;
  }
}

/** The nearest node_modules, in the folder where people stand or above, but not outside of their repository. */
function installedNear(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const installed = join(folder, 'node_modules');
    if (existsSync(installed)) return installed;
    if (folder === dirname(folder) || existsSync(join(folder, '.git'))) return undefined;
  }
}

/** Two seconds before this process began, since no file system has a coarser clock; by the clock that is behind, if they differ. */
const settledAt = (now: number): number => Math.min(now, Date.now()) - process.uptime() * 1000 - 2000;

const terminal = (): Asking['terminal'] => isTerminal() && (process.stdout.columns ?? true);
