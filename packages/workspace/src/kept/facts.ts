import { isAbsolute, sep } from 'node:path';
import { type Answer, answerTo, type Question, type Stamp, stampOf } from '../disk.ts';
import type { Asked } from './record.ts';

/** What the disk said, in little room: the parts of one answer stand at the same place of each list. */
export interface Facts {
  readonly questions: readonly Question[];
  /** Relative to the folder where people stand, where they lie in it. */
  readonly paths: readonly string[];
  /** The words of the answer, or a digest of them. */
  readonly answers: readonly string[];
  /** Who finds the same stamp need not ask; 0 where only asking can tell. */
  readonly stamps: readonly (Stamp | 0)[];
}

/**
 * What is to be kept of answers. A stamp counts where all that it stands for changed before `settled`: after that, a change within one tick of the
 * clock would leave it as it is.
 */
export function factsOf(asked: readonly Asked[], cwd: string, settled: number): Facts {
  const inside = cwd.endsWith(sep) ? cwd : cwd + sep;
  return {
    questions: asked.map(({ question }) => question),
    paths: asked.map(({ path }) => (path.startsWith(inside) ? path.slice(inside.length) : path)),
    answers: asked.map(inShort),
    stamps: asked.map(({ stamp }) => trusted(stamp, settled)),
  };
}

/**
 * The facts, if the disk says the same again, with its stamps of now: the very object where none is new. What has its stamp is
 * not read.
 */
export function stillTrue(facts: Facts, cwd: string): Facts | undefined {
  const { questions, paths, answers, stamps } = facts;
  let fresh: (Stamp | 0)[] | undefined;
  for (const [at, question] of questions.entries()) {
    const path = paths[at]!;
    const place = isAbsolute(path) ? path : cwd + sep + path;
    const known = stamps[at];
    if (known && isSame(known, stampOf(place))) continue;
    const answer = answerTo(question, place);
    if (inShort(answer) !== answers[at]) return undefined;
    if (answer.stamp) (fresh ??= [...stamps])[at] = answer.stamp;
  }
  return fresh ? { ...facts, stamps: fresh } : facts;
}

/** The same facts, without the stamps that are too young to be relied on. */
export const settledFacts = (facts: Facts, settled: number): Facts => ({
  ...facts,
  stamps: facts.stamps.map((stamp) => trusted(stamp || undefined, settled)),
});

/** Whether any stamp that is not among those of before can be relied on. */
export const hasSettled = (facts: Facts, before: Facts, settled: number): boolean =>
  facts.stamps.some((stamp, at) => stamp !== before.stamps[at] && trusted(stamp || undefined, settled) !== 0);

function trusted(stamp: Stamp | undefined, settled: number): Stamp | 0 {
  return stamp && stamp[2] < settled && stamp[3] < settled ? stamp : 0;
}

const isSame = (one: Stamp, other: Stamp | undefined): boolean =>
  other !== undefined && one[3] === other[3] && one[2] === other[2] && one[1] === other[1] && one[0] === other[0];

/** Longer words are kept as a digest. */
const longest = 64;

const inShort = ({ words, failed }: Answer): string =>
  failed ? `!${words}` : words.length <= longest ? `=${words}` : `#${digestOf(words)}`;

/** Loaded when the first text has to be compared, because most of the time stamps say enough. */
const digestOf = (text: string): string =>
  process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('base64');
