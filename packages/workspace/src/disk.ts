import {
  closeSync,
  type Dirent,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { isInteresting, isInterestingFolder } from './interesting.ts';

/**
 * All that refint asks of the disk goes through here, so that whoever listens knows every answer that a report rests on:
 * what was read, what was listed, and what was looked for in vain. Of what stands in for the disk nothing is told: it says itself what
 * it rests on.
 */

/** What is asked of a path: its text, its bytes, what lies in it, its stamp, what it is, whether it is there, where it leads. */
export type Question = 'text' | 'bytes' | 'names' | 'everything' | 'stamp' | 'kind' | 'there' | 'real';

/** What the disk said, in words. */
export interface Answer {
  readonly words: string;
  readonly failed: boolean;
  /** The state of what has a text or names, as it was before it was read; nothing where it has none. */
  readonly stamp: Stamp | undefined;
}

/**
 * What is another one when a file or a folder has changed, so that who looks at it does not have to read it: its size, its number
 * on the disk, when its content was last changed, and when anything of it was, which no program can set. Times are in milliseconds
 * since 1970 by the clock of the file system.
 */
export type Stamp = readonly [size: number, inode: number, modified: number, changed: number];

export interface Listener {
  /** The words are all that the one who asked could learn: for texts the text, and where it failed why. */
  asked(question: Question, path: string, answer: Answer): void;
  /** An answer came from elsewhere, as from git or from a program of the project, and cannot be asked for again here. */
  askedElsewhere(whom: string): void;
  /** What the environment says is relied on: the name of a variable, or the beginning of some with a star. */
  askedEnvironment?(name: string): void;
}

const listeners = new Set<Listener>();

/** Tells somebody of all questions from now on, until the function that it returns is called. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Whether anybody wants to know. */
export const isListenedTo = (): boolean => listeners.size > 0;

/** Whoever relies on variables of the environment says which. */
export function relyOnEnvironment(...names: readonly string[]): void {
  for (const listener of listeners) for (const name of names) listener.askedEnvironment?.(name);
}

/** Whoever asks somebody other than the disk for what a report rests on says so. */
export function askElsewhere(whom: string): void {
  for (const listener of listeners) listener.askedElsewhere(whom);
}

export type Kind = 'file' | 'large' | 'folder' | 'other' | 'absent';

/** Larger files are no migrations that a person wrote, and would only cost memory. */
export const mostBytes = 50 * 1024 * 1024;

/** One object for all files: given a word, Node makes one for each. */
const asText = { encoding: 'utf8', flag: 'r' } as const;
const unlessAbsent = { throwIfNoEntry: false } as const;
const withTypes = { withFileTypes: true } as const;

/** What an entry of a folder is. */
export type Entry = Pick<Dirent, 'name' | 'isFile' | 'isDirectory' | 'isSymbolicLink'>;

/** What answers in place of the disk, as the files that git has staged. It throws what a file system would. */
export interface StandIn {
  readText(path: string): string;
  entriesOf(path: string): Entry[];
  kindOf(path: string): Kind;
  realPath(path: string): string;
  /** False where every path leads to itself. */
  readonly hasLinks?: boolean;
  /** What can be kept of a folder; nothing where no answer is sure to be the same the next time. */
  keptOf?(folder: string): Kept | undefined;
}

/** Answers about a folder that will be the same, but for some texts. */
export interface Kept {
  /** The texts that may be others the next time, by absolute paths; the same paths say that all else is the same. */
  readonly open: ReadonlyMap<string, string>;
  /** Where to keep what was worked out of the rest, as long as that stays as it is. */
  readonly answers: Map<string, unknown>;
}

let standIn: (() => StandIn | undefined) | undefined;

/** From now on somebody is asked, for each question, whether something answers in place of the disk. */
export function askFirst(whoAnswers: () => StandIn | undefined): void {
  standIn = whoAnswers;
}

/** What can be kept of a folder, by whatever answers in place of the disk. */
export const keptOf = (folder: string): Kept | undefined => standIn?.()?.keptOf?.(folder);

/** The text of a file. Throws what the file system says. */
export const readText = (path: string): string => {
  const other = standIn?.();
  return other ? other.readText(path) : asked('text', path, () => readFileSync(path, asText), itself);
};

/** The bytes of a file, a letter for each; always those on the disk. Throws what the file system says. */
export const readBytes = (path: string): string => asked('bytes', path, () => readFileSync(path, 'latin1'), itself);

/**
 * What lies in a folder that anybody looks for, in no order. Throws what the file system says. Nobody is told of the rest, so that an
 * answer rests on it in no way: files come and go in a folder that have nothing to do with schemas.
 */
export const entriesOf = (path: string): Entry[] => {
  const other = standIn?.();
  return other
    ? other.entriesOf(path)
    : asked('names', path, () => readdirSync(path, withTypes).filter(matters), inWords);
};

/** All that lies in a folder, in no order. Throws what the file system says. */
export const everythingIn = (path: string): Entry[] => {
  const other = standIn?.();
  return other ? other.entriesOf(path) : asked('everything', path, () => readdirSync(path, withTypes), inWords);
};

/** A link may be one to a file or to a folder. */
const matters = (entry: Entry): boolean =>
  isInteresting(entry.name) || (!entry.isFile() && isInterestingFolder(entry.name));

/** What a path leads to. Throws what the file system says, but for what is not there. */
export const kindOf = (path: string): Kind => {
  const other = standIn?.();
  return other ? other.kindOf(path) : asked('kind', path, () => lookAt(path), String);
};

/** Whether something is there that can be reached. */
export const isThere = (path: string): boolean => {
  const other = standIn?.();
  return other ? other.kindOf(path) !== 'absent' : asked('there', path, () => existsSync(path), String);
};

/** The path without symbolic links. Throws what the file system says. */
export const realPath = (path: string): string => {
  const other = standIn?.();
  return other ? other.realPath(path) : asked('real', path, () => realpathSync.native(path), String);
};

/** What changes when the file on the disk does, for what is too large to be read; empty where nothing is there. */
export const stampedWords = (path: string): string =>
  asked('stamp', path, () => stampOf(path)?.join(' ') ?? '', itself);

/** The answer to a question, in words, whatever became of it. */
export function answerTo(question: Question, path: string): Answer {
  let answer: Answer = { words: '', failed: true, stamp: undefined };
  const stop = listen({ asked: (_, __, said) => void (answer = said), askedElsewhere: () => {} });
  try {
    ask[question](path);
  } catch {
    // Whoever listens was told why.
  } finally {
    stop();
  }
  return answer;
}

const ask: Readonly<Record<Question, (path: string) => unknown>> = {
  text: readText,
  bytes: readBytes,
  stamp: stampedWords,
  names: entriesOf,
  everything: everythingIn,
  kind: kindOf,
  there: isThere,
  real: realPath,
};

/** Of what is answered by these a stamp says whether it is the same. */
const hasStamp: ReadonlySet<Question> = new Set(['text', 'bytes', 'names', 'everything']);

function asked<T>(question: Question, path: string, answer: () => T, words: (value: T) => string): T {
  if (listeners.size === 0) return answer();
  // Taken first: what changes while it is read has another one afterwards.
  const stamp = hasStamp.has(question) ? stampOf(path) : undefined;
  try {
    const value = answer();
    tell(question, path, { words: words(value), failed: false, stamp });
    return value;
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : error;
    tell(question, path, { words: String(why), failed: true, stamp: undefined });
    throw error;
  }
}

/** The stamp of a path; nothing where nothing is there. */
export function stampOf(path: string): Stamp | undefined {
  try {
    const stats = statSync(path, unlessAbsent);
    return stats && [stats.size, stats.ino, stats.mtimeMs, stats.ctimeMs];
  } catch {
    return undefined;
  }
}

let room = Buffer.alloc(0);

/** Whether a file can be read and has these bytes, and no others. Nobody is told: it is for who was told before. */
export function holds(path: string, bytes: Buffer, start: number, end: number): boolean {
  const length = end - start;
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    if (room.length <= length) room = Buffer.allocUnsafe(Math.max(65_536, 2 * length));
    // One byte more, if there is one.
    return readSync(file, room, 0, length + 1, 0) === length && room.compare(bytes, start, end, 0, length) === 0;
  } catch {
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function tell(question: Question, path: string, answer: Answer): void {
  for (const listener of listeners) listener.asked(question, path, answer);
}

function lookAt(path: string): Kind {
  const stats = statSync(path, unlessAbsent);
  if (!stats) return 'absent';
  if (stats.isDirectory()) return 'folder';
  if (!stats.isFile()) return 'other';
  return stats.size > mostBytes ? 'large' : 'file';
}

const itself = (text: string): string => text;

/** Names with what they are, in byte order: no two different folders have the same words. */
const inWords = (entries: readonly Entry[]): string =>
  entries
    .map(
      (entry) =>
        `${entry.name}/${entry.isDirectory() ? 'd' : entry.isFile() ? 'f' : entry.isSymbolicLink() ? 'l' : '?'}`,
    )
    .sort()
    .join('/');
