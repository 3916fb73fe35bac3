import type { Comment, Source } from '@refint/model';

export { readPrisma } from './read.ts';

/** The comments of a schema that hold a word; what finds them is loaded only where it is asked for. */
export async function commentsIn(source: Source, word: string): Promise<readonly Comment[]> {
  return (await import('./comments.ts')).commentsWith(word, source);
}
