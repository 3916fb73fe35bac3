/** What was found out of a text by looking through all of it. */
export interface TextFacts {
  /** The offset at which each line begins. */
  starts: readonly number[] | undefined;
  /** Which words were looked for, and which of them it has, each as the bit that stands for the word. */
  asked: number;
  has: number;
}

export const nothingAsked = (): TextFacts => ({ starts: undefined, asked: 0, has: 0 });

/** The words that anybody looks for, and how many a number has bits for. */
const words: string[] = [];
const most = 31;

/** Whether a text has a word somewhere; it is looked through once for each. */
export function holdsWord(facts: TextFacts, text: string, word: string): boolean {
  let at = words.indexOf(word);
  if (at < 0 && words.length === most) return text.includes(word);
  if (at < 0) at = words.push(word) - 1;
  const bit = 1 << at;
  if ((facts.asked & bit) === 0) {
    facts.asked |= bit;
    if (text.includes(word)) facts.has |= bit;
  }
  return (facts.has & bit) !== 0;
}

/** The same of a text that was made out of another one: what both begin and end with is not looked through again. */
export function afterEdit({ starts, asked, has }: TextFacts, was: string, now: string): TextFacts {
  const { start, end } = sharedEnds(now, was);
  const facts = nothingAsked();
  for (const [at, word] of words.entries()) {
    const bit = 1 << at;
    // Whether what was there is the one that went would have to be looked up.
    if ((asked & bit) === 0 || (has & bit) !== 0) continue;
    const around = word.length - 1;
    facts.asked |= bit;
    if (now.slice(Math.max(0, start - around), now.length - end + around).includes(word)) facts.has |= bit;
  }
  facts.starts = starts && startsAfter(starts, was.length - end, now, start, now.length - end);
  return facts;
}

/** @param wasEnd where what follows the edit began; `nowEnd` where it begins */
function startsAfter(starts: readonly number[], wasEnd: number, now: string, start: number, nowEnd: number): number[] {
  const found: number[] = [];
  for (const one of starts) {
    if (one > start) break;
    found.push(one);
  }
  addStarts(found, now, start, nowEnd);
  for (const one of starts) if (one > wasEnd) found.push(one - wasEnd + nowEnd);
  return found;
}

/** Adds where lines begin behind the line breaks of a stretch. */
export function addStarts(found: number[], text: string, start: number, end: number): number[] {
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) found.push(at + 1);
  return found;
}

/** With how many code units two texts begin together, and with how many of the others they end. */
export interface SharedEnds {
  readonly start: number;
  readonly end: number;
}

let last: SharedEnds & { readonly one: string; readonly other: string } = { one: '', other: '', start: 0, end: 0 };

/** What two texts have in common at both ends. Several ask it of the same two, one after the other. */
export function sharedEnds(one: string, other: string): SharedEnds {
  if (last.one === one && last.other === other) return last;
  const start = shared(Math.min(one.length, other.length), (from, to) => one.slice(from, to) === other.slice(from, to));
  const [a, b] = [one.length, other.length];
  const end = shared(
    Math.min(a, b) - start,
    (from, to) => one.slice(a - to, a - from) === other.slice(b - to, b - from),
  );
  last = { one, other, start, end };
  return last;
}

/** How far stretches are the same. They are compared as a whole, which is done a hundred times as fast as unit by unit. */
function shared(most: number, isSame: (from: number, to: number) => boolean): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isSame(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
