import type { Scene } from './scene.ts';
import { rehearsalScene, sharedScene, storyScene, troubledScene } from './story.ts';
import { unenforcedScene } from './unenforced.ts';

/** The guides, each with the place in which its reader begins. */
export const guides: Readonly<Record<string, () => Scene>> = {
  'baseline.md': troubledScene,
  'cache.md': storyScene,
  'ci.md': storyScene,
  'configuration.md': storyScene,
  'getting-started.md': storyScene,
  'graph.md': storyScene,
  'plan.md': unenforcedScene,
  'policy.md': storyScene,
  'pre-commit.md': storyScene,
  'rehearse.md': rehearsalScene,
  'report.md': storyScene,
  'suppressing.md': troubledScene,
  'tenancy.md': sharedScene,
};

/** Where that is kept which the commands of a guide print and its page does not show. */
export const saidFile = (guide: string): string => `packages/house/src/guides/said/${guide.replace(/\.md$/, '.txt')}`;
