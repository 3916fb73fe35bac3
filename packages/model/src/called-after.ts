import { keyOfWords, wordsOf } from './inference/words.ts';
import { splitTableId, type TableId } from './table.ts';

/**
 * Whether a table is called after another one and something more, as parts are called after their whole:
 * `punchlist_items` after `punchlists`, `TaskRunAttempt` after `TaskRun`.
 */
export function isCalledAfter(part: TableId, whole: TableId): boolean {
  const long = wordsOf(splitTableId(part).name);
  const short = wordsOf(splitTableId(whole).name);
  return short.length < long.length && keyOfWords(long, 0, short.length) === keyOfWords(short);
}
