import { join, resolve } from 'node:path';
import {
  type Facts,
  factsOf,
  hasSettled,
  nameOfKept,
  readKept,
  settledFacts,
  stillTrue,
  writeKept,
} from '@refint/workspace';
import { type Given, type Io, valueIn } from './io.ts';
import { writeAll } from './write-file.ts';

/** Who asks, and how: another question has another answer. */
export interface Asking {
  readonly build: string;
  readonly node: string;
  readonly cwd: string;
  readonly words: readonly string[];
  /** The width of the terminal that is printed to, or that it has none; `false` where it is no terminal. */
  readonly terminal: number | boolean;
}

/** Where answers are kept, and the world that they are given in. */
export interface Place {
  readonly folder: string;
  readonly env: Io['env'];
  /**
   * The time before which something must have been changed the last time, so that any later change shows in its stamp, if it was
   * looked at by this process. What is given is the time of the disk.
   */
  settledAt(now: number): number;
  print(text: string): void;
}

/** An answer as it lies on the disk. */
interface Kept extends Omit<Given, 'asked'> {
  readonly asking: Asking;
  readonly facts: Facts;
}

/** Keeps an answer, so that the same question can be answered with it. */
export function keep({ asked, ...given }: Given, asking: Asking, place: Place): void {
  writeKept(fileFor(asking, place), (now): Kept => {
    return { asking, ...given, facts: factsOf(asked, asking.cwd, place.settledAt(now)) };
  });
}

/** Tells what is kept, and returns the exit code; nothing is told where nothing is kept, or it does not hold any more. */
export function tellKept(asking: Asking, place: Place): number | undefined {
  const file = fileFor(asking, place);
  const kept = readKept(file) as Kept | undefined;
  if (!kept || JSON.stringify(kept.asking) !== JSON.stringify(asking)) return undefined;
  const { code, printed, files, env } = kept;
  if (Object.entries(env).some(([name, value]) => valueIn(place.env, name) !== value)) return undefined;
  const facts = stillTrue(kept.facts, asking.cwd);
  // Whatever is kept, only files that somebody asked for are written.
  if (!facts || !files.every(({ shown }) => asking.words.some((word) => isFor(word, shown)))) return undefined;
  // The reason why a file cannot be written is for the one to tell who does it from the beginning.
  if (writeAll(files.map(({ shown, text }) => ({ path: resolve(asking.cwd, shown), shown, text })))) return undefined;
  place.print(printed);
  // As after a checkout, when all files are young: the same would have to be read the next time.
  if (hasSettled(facts, kept.facts, place.settledAt(Date.now())))
    writeKept(file, (now): Kept => ({ ...kept, facts: settledFacts(facts, place.settledAt(now)) }));
  return code;
}

const fileFor = (asking: Asking, { folder }: Place): string => join(folder, nameOfKept(JSON.stringify(asking)));

/** Whether a word of the command line names a file: alone, after its option, or after its format. */
const isFor = (word: string, file: string): boolean =>
  word === file || word.endsWith(`=${file}`) || word.endsWith(`:${file}`);
