import { rememberedOfText } from '../remembered.ts';

/** The words of a name in any style: `reviewerUserId`, `reviewer_user_id` and `ReviewerUserID` are the same three. */
export const wordsOf = rememberedOfText(split);

/** Letter by letter: this runs once for each of many names, mostly before V8 has optimised anything. */
function split(name: string): readonly string[] {
  const words: string[] = [];
  let start = 0;
  for (let at = 0; at <= name.length; at++) {
    const kind = kindAt(name, at);
    const isEnd =
      kind === 'other' ||
      (kind === 'upper' && at > start && (kindAt(name, at - 1) !== 'upper' || kindAt(name, at + 1) === 'lower'));
    if (!isEnd) continue;
    if (at > start) words.push(name.slice(start, at).toLowerCase());
    start = kind === 'other' ? at + 1 : at;
  }
  return words;
}

/** What a letter is. Those beyond ASCII count as small ones, and so do digits, but for the end of a run of capitals. */
function kindAt(name: string, at: number): 'upper' | 'lower' | 'digit' | 'other' {
  const code = name.charCodeAt(at);
  if (code >= 97 && code <= 122) return 'lower';
  if (code >= 65 && code <= 90) return 'upper';
  if (code >= 48 && code <= 57) return 'digit';
  return code >= 128 ? 'lower' : 'other';
}

const irregular: ReadonlyMap<string, string> = new Map([
  ['people', 'person'],
  ['children', 'child'],
  ['indices', 'index'],
  ['matrices', 'matrix'],
]);

/**
 * What singular and plural of an English word have in common, which need be no word: `categor`, `imag`. A word that is not
 * English loses the same letters in both of the names that are compared.
 */
export const stemOf = rememberedOfText((word) => withoutEnding(irregular.get(word) ?? word));

function withoutEnding(word: string): string {
  const isPlural = word.endsWith('s') && !word.endsWith('ss') && !word.endsWith('us') && !word.endsWith('sis');
  const one = isPlural && word.length > 3 ? word.slice(0, -1) : word;
  if (one.length < 4) return one;
  if (one.endsWith('ie')) return one.slice(0, -2);
  return one.endsWith('y') || one.endsWith('e') ? one.slice(0, -1) : one;
}

/** Words as one text that is the same for singular and plural, and wherever blanks would be. */
export function keyOfWords(words: readonly string[], start = 0, end = words.length): string {
  let key = '';
  for (let at = start; at < end; at++) key += stemOf(words[at] ?? '');
  return key;
}

/** All words as one, without cutting the name apart first. */
export const plainName = rememberedOfText((name) => name.toLowerCase().replaceAll('_', '').replaceAll('-', ''));

/** How many words two names have in common at their beginning. */
export function sharedBeginning(some: readonly string[], others: readonly string[]): number {
  let count = 0;
  while (count < some.length && count < others.length && some[count] === others[count]) count++;
  return count;
}
