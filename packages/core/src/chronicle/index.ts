export type { Asked } from '../asked.ts';
export { storyOf, type TableStory } from './about.ts';
export { tableAsked } from './asked.ts';
export { type Chapter, type Chronicle, chronicleOf } from './chronicle.ts';
export type { Because, Entry } from './entry.ts';
export type { Commits } from './statements.ts';
