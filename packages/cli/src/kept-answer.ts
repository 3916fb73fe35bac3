import { join, resolve } from 'node:path';
import {
  type Answers,
  factsIn,
  factsOf,
  nameOfKept,
  readKept,
  settledFacts,
  stampBytes,
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
  print(bytes: Buffer): void;
}

/** An answer as it lies on the disk, behind it the stamps and what was printed, and then the texts that were read. */
interface Written extends Omit<Given, 'asked' | 'printed'>, Answers {
  readonly asking: Asking;
}

/** Keeps an answer, so that the same question can be answered with it. */
export function keep({ asked, printed, ...given }: Given, asking: Asking, place: Place): void {
  writeKept(fileFor(asking, place), (now) => {
    const { stamps, texts, ...answers } = factsOf(asked, asking.cwd, place.settledAt(now));
    const value: Written = { asking, ...given, ...answers };
    return { value, bytes: Buffer.concat([asBytes(stamps), Buffer.from(printed)]), loose: texts };
  });
}

/** Tells what is kept, and returns the exit code; nothing is told where nothing is kept, or it does not hold any more. */
export function tellKept(asking: Asking, place: Place): number | undefined {
  const file = fileFor(asking, place);
  const kept = readKept(file);
  if (!kept) return undefined;
  const value = kept.value as Written;
  if (JSON.stringify(value.asking) !== JSON.stringify(asking)) return undefined;
  if (Object.entries(value.env).some(([name, one]) => valueIn(place.env, name) !== one)) return undefined;
  const stamps = kept.bytes.subarray(0, stampBytes(value));
  const printed = kept.bytes.subarray(stamps.length);
  const before = factsIn(value, stamps, kept.loose);
  const facts = stillTrue(before, asking.cwd, place.settledAt(Date.now()));
  const { files } = value;
  // Whatever is kept, only files that somebody asked for are written.
  if (!facts || !files.every(({ shown }) => asking.words.some((word) => isFor(word, shown)))) return undefined;
  // The reason why a file cannot be written is for the one to tell who does it from the beginning.
  if (writeAll(files.map(({ shown, text }) => ({ path: resolve(asking.cwd, shown), shown, text })))) return undefined;
  place.print(printed);
  // As after a checkout, when all files have other stamps: the same would have to be read the next time.
  if (facts !== before)
    writeKept(file, (now) => {
      const settled = settledFacts(facts, place.settledAt(now));
      return { ...kept, bytes: Buffer.concat([asBytes(settled.stamps), printed]) };
    });
  return value.code;
}

const asBytes = ({ buffer, byteOffset, byteLength }: Float64Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

const fileFor = (asking: Asking, { folder }: Place): string => join(folder, nameOfKept(JSON.stringify(asking)));

/** Whether a word of the command line names a file: alone, after its option, or after its format. */
const isFor = (word: string, file: string): boolean =>
  word === file || word.endsWith(`=${file}`) || word.endsWith(`:${file}`);
