import { nearest } from '@refint/model';

/**
 * Of the words that there are the one that was probably meant: the only one that begins with it or that it begins with,
 * one with the same letters, or one that is nearly the same.
 */
export function meant(word: string, words: readonly string[]): string | undefined {
  const small = word.toLowerCase();
  const beginning = words.filter((one) => small.startsWith(one.toLowerCase()) || one.toLowerCase().startsWith(small));
  if (beginning.length === 1 && word !== '') return beginning[0];
  return words.find((one) => lettersOf(one) === lettersOf(word)) ?? nearest(word, words);
}

const lettersOf = (word: string): string => [...word.toLowerCase()].sort().join('');
