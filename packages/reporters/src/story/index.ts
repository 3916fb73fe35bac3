import type { ProjectStory } from '@refint/core';

export { shownPoint, shownVerdict, targetWords } from './words.ts';

/** A story as JSON. */
export const storyJson = async (story: ProjectStory): Promise<string> => (await import('./json.ts')).storyJson(story);

/** A story as Markdown, for people. */
export const storyMarkdown = async (story: ProjectStory): Promise<string> =>
  (await import('./markdown.ts')).storyMarkdown(story);
