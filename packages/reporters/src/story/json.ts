import type { ProjectStory } from '@refint/core';
import type { Place } from '@refint/model';
import { jsonText } from '../json-text.ts';
import { locationOf } from '../place.ts';

/**
 * A story for programs: the parts of `ProjectStory` under their names. What is left out is null, so that every part is always
 * there; a place is `{ path, line, column, endLine, endColumn }`.
 */
export const storyJson = (story: ProjectStory): string => jsonText(asJson(story));

function asJson(value: unknown): unknown {
  if (value === undefined) return null;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(asJson);
  if (isPlace(value)) return locationOf(value);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, asJson(part)]));
}

const isPlace = (value: object): value is Place => 'source' in value && 'span' in value;
