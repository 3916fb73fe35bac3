import type { ProjectStory } from '@refint/core';
import type { Place } from '@refint/model';
import { code, tableInMarkdown } from '../markdown-text.ts';
import { locationOf } from '../place.ts';

/** Writes places of one project: paths are relative to its folder, which the head of the report names. */
export type ShowPlace = (place: Place | undefined) => string;

export function placesOf({ project }: Pick<ProjectStory, 'project'>): ShowPlace {
  const folder = `${project}/`;
  return (place) => {
    if (!place) return '';
    const { path, line } = locationOf(place);
    return code(`${path.startsWith(folder) ? path.slice(folder.length) : path}:${line}`);
  };
}

/** Longer lists are folded, and of the longest only so many rows are there: the JSON form has all. */
const mostOpen = 8;
const mostRows = 100;

/** A table, folded under its title where it is long. */
export function foldedTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const shown = tableInMarkdown(head, rows.slice(0, mostRows), right);
  const left = rows.length - mostRows;
  const more = left > 0 ? `\nand ${left} more; \`--format json\` lists all\n` : '';
  return rows.length > mostOpen ? folded(title, shown + more) : shown + more;
}

/** A list, folded under its title where it is long. */
export function foldedList(title: string, items: readonly string[]): string {
  const left = items.length - mostRows;
  const shown =
    items.slice(0, mostRows).join('') + (left > 0 ? `- and ${left} more; \`--format json\` lists all\n` : '');
  return items.length > mostOpen ? folded(title, shown) : shown;
}

/** The title is HTML: words of ours and numbers only. */
export const folded = (title: string, text: string): string =>
  `<details>\n<summary>${title}</summary>\n\n${text}\n</details>\n`;
