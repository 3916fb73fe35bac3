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
import { inBytes, type KeptReport, withoutForm } from './kept-report.ts';
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

/** An answer as it lies on the disk, behind it the stamps, what was printed, and the report, and then the texts that were read. */
interface KeptAnswer extends Omit<Given, 'asked' | 'printed' | 'outcome'>, Answers {
  readonly asking: Asking;
  /** How many bytes were printed. */
  readonly printed: number;
}

/** Keeps an answer, so that the same question can be answered with it, and the report, for who wants it in another form. */
export function keep({ asked, outcome, ...given }: Given, asking: Asking, place: Place): void {
  writeKept(fileFor(asking, place), (now) => {
    const { stamps, texts, ...answers } = factsOf(asked, asking.cwd, place.settledAt(now));
    const printed = Buffer.from(given.printed);
    const value: KeptAnswer = { asking, ...given, ...answers, printed: printed.length };
    return { value, bytes: Buffer.concat([asBytes(stamps), printed, inBytes(outcome)]), loose: texts };
  });
}

/**
 * Tells what is kept, and returns the exit code; the report alone where it was asked for in another form; nothing where nothing is
 * kept, or it does not hold any more.
 */
export function tellKept(asking: Asking, place: Place): number | KeptReport | undefined {
  const file = fileFor(asking, place);
  const kept = readKept(file);
  if (!kept) return undefined;
  const value = kept.value as KeptAnswer;
  if (questionIn(value.asking) !== questionIn(asking)) return undefined;
  if (Object.entries(value.env).some(([name, one]) => valueIn(place.env, name) !== one)) return undefined;
  const stamps = kept.bytes.subarray(0, stampBytes(value));
  const rest = kept.bytes.subarray(stamps.length);
  const before = factsIn(value, stamps, kept.loose);
  const facts = stillTrue(before, asking.cwd, place.settledAt(Date.now()));
  if (!facts) return undefined;
  const isSame = JSON.stringify(value.asking) === JSON.stringify(asking);
  if (isSame && !tellAgain(value, rest.subarray(0, value.printed), place)) return undefined;
  // As after a checkout, when all files have other stamps: the same would have to be read the next time.
  if (facts !== before)
    writeKept(file, (now) => {
      const settled = settledFacts(facts, place.settledAt(now));
      return { ...kept, bytes: Buffer.concat([asBytes(settled.stamps), rest]) };
    });
  if (isSame) return value.code;
  return { matter: value.matter, bytes: rest.subarray(value.printed) };
}

/** Writes and prints what was written and printed. Returns false, and nothing is done, where that cannot be. */
function tellAgain({ files, asking }: KeptAnswer, printed: Buffer, place: Place): boolean {
  // Whatever is kept, only files that somebody asked for are written.
  if (!files.every(({ shown }) => asking.words.some((word) => isFor(word, shown)))) return false;
  // The reason why a file cannot be written is for the one to tell who does it from the beginning.
  if (writeAll(files.map(({ shown, text }) => ({ path: resolve(asking.cwd, shown), shown, text })))) return false;
  place.print(printed);
  return true;
}

const asBytes = ({ buffer, byteOffset, byteLength }: Float64Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

const fileFor = (asking: Asking, { folder }: Place): string => join(folder, nameOfKept(questionIn(asking)));

/** All of a question but in which form it is to be answered. */
const questionIn = ({ build, node, cwd, words }: Asking): string =>
  JSON.stringify([build, node, cwd, withoutForm(words)]);

/** Whether a word of the command line names a file: alone, after its option, or after its format. */
const isFor = (word: string, file: string): boolean =>
  word === file || word.endsWith(`=${file}`) || word.endsWith(`:${file}`);
