import type { ProjectStory } from '@refint/core';
import type { loadStoryViews } from '@refint/reporters';
import type { Picture } from '../graph/picture.ts';
import type { Markup } from './markup.ts';
import type { ShowPlace } from './places.ts';

/** The words that all forms of a report share. */
export type StoryWords = Awaited<ReturnType<typeof loadStoryViews>>;

/** What the sections of a page are made from. */
export interface Told {
  readonly story: ProjectStory;
  readonly picture: Picture;
  readonly words: StoryWords;
  readonly at: ShowPlace;
}

/** "Referential integrity of apps/web"; nobody calls the folder that they stand in by a name. */
export const titleOf = ({ project }: Pick<ProjectStory, 'project'>): string =>
  project === '.' ? 'Referential integrity' : `Referential integrity of ${project}`;

/** A part of a page with a place in the list of contents. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: Markup;
}
