import { sep } from 'node:path';
import { type Answer, answerTo, holds, type Question, type Stamp, stampOf } from '../disk.ts';
import type { Asked } from './record.ts';

/** What the disk said, in little room: the parts of one answer stand at the same place of each list. */
export interface Facts extends Answers {
  /** Four numbers for each answer. Who finds the same stamp need not ask; all are 0 where only asking can tell. */
  readonly stamps: Float64Array;
  /** Those texts that are kept as they are, one after another. */
  readonly texts: Buffer;
}

/** What was asked, and what was answered. */
export interface Answers {
  readonly questions: readonly Question[];
  /** From the folder on where people stand, with a dot for it, where they lie in it. */
  readonly paths: readonly string[];
  /** The words of the answer, a digest of them, or where the texts have them. */
  readonly answers: readonly string[];
}

/**
 * What is to be kept of answers. A stamp counts where all that it stands for changed before `settled`: after that, a change within one tick of the
 * clock would leave it as it is.
 */
export function factsOf(asked: readonly Asked[], cwd: string, settled: number): Facts {
  const inside = cwd.endsWith(sep) ? cwd : cwd + sep;
  const paths = asked.map(({ path }) => (path.startsWith(inside) ? `.${path.slice(inside.length - 1)}` : path));
  const texts: Buffer[] = [];
  let end = 0;
  const answers = asked.map((answer, at) => {
    if (answer.failed || answer.question !== 'text' || !mayBeKept(paths[at]!, answer.words)) return inShort(answer);
    const text = Buffer.from(answer.words);
    texts.push(text);
    return `"${end} ${(end += text.length)}`;
  });
  const stamps = new Float64Array(asked.length * stampLength);
  for (const [at, { stamp }] of asked.entries()) if (isSettled(stamp, settled)) stamps.set(stamp, at * stampLength);
  return { questions: asked.map(({ question }) => question), paths, answers, stamps, texts: Buffer.concat(texts) };
}

/** The facts from the parts that lie in a file. Stamps are copied, because what lies there begins anywhere, and numbers do not. */
export const factsIn = (answers: Answers, stamps: Uint8Array, texts: Buffer): Facts => ({
  ...answers,
  stamps: new Float64Array(Uint8Array.from(stamps).buffer),
  texts,
});

/** How many bytes the stamps of so many answers take. */
export const stampBytes = ({ questions }: Answers): number => questions.length * stampLength * 8;

/**
 * The facts, if the disk says the same again, with those of its stamps of now that can be relied on: the very object where none is new.
 * What has its stamp is not read.
 */
export function stillTrue(facts: Facts, cwd: string, settled: number): Facts | undefined {
  const { questions, paths, answers, stamps, texts } = facts;
  const start = cwd.endsWith(sep) ? cwd.slice(0, -1) : cwd;
  let fresh: Float64Array | undefined;
  let isYoung = false;
  for (let at = 0; at < questions.length; at++) {
    const path = paths[at]!;
    const place = path[0] === '.' ? start + path.slice(1) : path;
    const words = answers[at]!;
    const isText = words[0] === '"';
    const isKnown = stamps[at * stampLength + 3] !== 0;
    // Where one is too young, others are as well, as after a checkout: they are looked at the next time.
    let stamp: Stamp | undefined = isKnown || (isText && !isYoung) ? stampOf(place) : undefined;
    if (isKnown && stamp && isStamp(stamps, at, stamp)) continue;
    if (isText) {
      if (!isStill(place, texts, words)) return undefined;
    } else {
      const answer = answerTo(questions[at]!, place);
      if (inShort(answer) !== words) return undefined;
      stamp = answer.stamp;
    }
    if (isSettled(stamp, settled)) (fresh ??= stamps.slice()).set(stamp, at * stampLength);
    else isYoung ||= stamp !== undefined;
  }
  return fresh ? { ...facts, stamps: fresh } : facts;
}

/** The same facts, without the stamps that are too young to be relied on. */
export function settledFacts(facts: Facts, settled: number): Facts {
  const stamps = facts.stamps.slice();
  for (let at = 0; at < stamps.length; at += stampLength)
    if (!isSettled(stamps.subarray(at, at + stampLength), settled)) stamps.fill(0, at, at + stampLength);
  return { ...facts, stamps };
}

const stampLength = 4;

/** Whether all that a stamp stands for changed before. */
const isSettled = <T extends ArrayLike<number>>(stamp: T | undefined, settled: number): stamp is T =>
  stamp !== undefined && stamp[2]! < settled && stamp[3]! < settled;

/** Read by numbers: to take a list apart by names goes through all of it. */
function isStamp(stamps: Float64Array, at: number, stamp: Stamp): boolean {
  const first = at * stampLength;
  return (
    stamps[first + 3] === stamp[3] &&
    stamps[first + 2] === stamp[2] &&
    stamps[first + 1] === stamp[1] &&
    stamps[first] === stamp[0]
  );
}

/** Whether a file has a text. Its bytes may be others: what is no UTF-8 was read as something else. */
function isStill(path: string, texts: Buffer, where: string): boolean {
  const blank = where.indexOf(' ');
  const [start, end] = [Number(where.slice(1, blank)), Number(where.slice(blank + 1))];
  if (holds(path, texts, start, end)) return true;
  const { words, failed } = answerTo('text', path);
  return !failed && words === texts.toString('utf8', start, end);
}

/** Longer words are kept as a digest, or as they are. */
const longest = 64;

/** Whoever has a text that is longer has few of them. */
const longestText = 1024 * 1024;

/**
 * Whether a text is kept as it is, which is compared with the disk in less time than it takes to load what makes digests: only what
 * the report is about, and not what git or a person has for settings, since those may have a password in them.
 */
const mayBeKept = (path: string, text: string): boolean =>
  text.length > longest && text.length <= longestText && /\.(?:sql|prisma)$|\bmigration_lock\.toml$/.test(path);

const inShort = ({ words, failed }: Answer): string =>
  failed ? `!${words}` : words.length <= longest ? `=${words}` : `#${digestOf(words)}`;

/** Loaded when the first text has to be compared, because most of the time stamps say enough. */
const digestOf = (text: string): string =>
  process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('base64');
