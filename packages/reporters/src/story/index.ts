import type { ProjectStory } from '@refint/core';

export { rehearsalParts, shownServer } from '../rehearsal/parts.ts';
export { missedWords } from './foreign-keys.ts';
export { counted, summaryOf } from './head.ts';
export { kinds } from './holding.ts';
export { linesOf, together } from './locks.ts';
export {
  createdAction,
  inState,
  shownDeeds,
  shownFigure,
  shownGoal,
  shownStretch,
  shownVerdict,
  splitSentence,
  targetWords,
  typesSentence,
  unsafeSentence,
  verdictReason,
} from './words.ts';
export { notInFiles } from './work.ts';

/** A story as JSON. */
export const storyJson = async (story: ProjectStory): Promise<string> => (await import('./json.ts')).storyJson(story);

/** A story as Markdown, for people. */
export const storyMarkdown = async (story: ProjectStory): Promise<string> =>
  (await import('./markdown.ts')).storyMarkdown(story);
