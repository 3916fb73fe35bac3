import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Io } from './io.ts';
import { type Asking, keep, type Place, tellKept } from './kept-answer.ts';
import type { KeptReport } from './kept-report.ts';
import { isTerminal, isWritten, print } from './standard-output.ts';

/** The build puts its name here, which is another one whenever anything of the command is. */
declare const buildOfRefint: string;

/** That an answer was given: the exit code, and whether it is written or a stream still has to. */
interface Told {
  readonly code: number;
  readonly isWritten: boolean;
}

/** What was found, if it holds and is only to be told in another form, and who takes an answer to keep it. */
interface Known {
  readonly kept?: KeptReport | undefined;
  readonly keep?: Io['keep'];
}

/**
 * Gives the answer of an earlier run again, if all that it rests on is as it was. Else says what is known; nothing
 * where there is no place for that. This is loaded alone, before anything else of the command, so it is small.
 */
export function recall(words: readonly string[]): Told | Known {
  if (words[0] !== 'check' || words.includes('--no-cache')) return {};
  try {
    const cwd = process.cwd();
    const installed = installedNear(cwd);
    if (installed === undefined) return {};
    const asking: Asking = { build: buildOfRefint, node: process.version, cwd, words, terminal: terminal() };
    const place: Place = {
      folder: join(installed, '.cache/refint'),
      env: process.env,
      settledAt,
      print,
    };
    const kept = tellKept(asking, place);
    if (typeof kept === 'number') return { code: kept, isWritten: isWritten() };
    return { kept, keep: (given) => keep(given, asking, place) };
  } catch {
    // No folder to stand in, no output to write to: whoever answers will say so.
    return {};
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
