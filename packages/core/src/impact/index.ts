export { impactSentences } from './sentences.ts';
export { type ImpactStory, impactStory, tableToday } from './story.ts';
export { shownAnswer, shownEffect, shownHolder } from './words.ts';
