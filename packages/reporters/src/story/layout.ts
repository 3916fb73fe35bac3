import type { ProjectStory } from '@refint/core';
import type { Place } from '@refint/model';
import { code, tableInMarkdown } from '../markdown-text.ts';
import { locationOf } from '../place.ts';

/** Writes the places of one project. */
export interface Places {
  /** The folder to which paths are relative; empty for the one in which people stand. */
  readonly folder: string;
  /** "`migrations/1_init/migration.sql:12`"; nothing for no place. */
  at(place: Place | undefined): string;
  /** The same, or "line 12" where another place in the same file is told beside it. */
  near(place: Place | undefined, other: Place | undefined): string;
}

/** Paths are relative to the folder that holds all of the project's files, so that tables stay narrow. */
export function placesOf({ tables, migrations, references }: ProjectStory): Places {
  const folder = sharedFolder([
    ...tables.map(({ at }) => at),
    ...migrations.map(({ at }) => at),
    ...references.flatMap(({ declared }) => (declared ? [declared.at] : [])),
  ]);
  const at = (place: Place | undefined): string => {
    if (!place) return '';
    const { path, line } = locationOf(place);
    return code(`${path.startsWith(folder) ? path.slice(folder.length) : path}:${line}`);
  };
  return {
    folder: folder.slice(0, -1),
    at,
    near: (place, other) => (place && place.source === other?.source ? `line ${locationOf(place).line}` : at(place)),
  };
}

/** The folder, with a slash behind it, that holds all files; of a single one the folder around it. */
function sharedFolder(places: readonly Place[]): string {
  const paths = [...new Set(places.map(({ source }) => source.path))];
  const [first = ''] = paths;
  let end = first.lastIndexOf('/') + 1;
  while (end > 0 && !paths.every((path) => path.startsWith(first.slice(0, end))))
    end = first.lastIndexOf('/', end - 2) + 1;
  return first.slice(0, end);
}

/** Longer lists are folded, and of the longest only so many rows are there: the JSON form has all. */
const mostOpen = 8;
const mostRows = 50;

const allIn = '`--format json` has all';

interface TableOptions {
  /** Columns that hold numbers. */
  readonly right?: readonly number[];
  /** Which rows of a very long table are shown; the last ones of what is in the order of time. */
  readonly keep?: 'first' | 'last';
}

/** A table, folded under its title where it is long. Columns in which nothing stands are left out. */
export function foldedTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { right = [], keep = 'first' }: TableOptions = {},
): string {
  const used = head.flatMap((_, at) => (rows.some((row) => row[at] !== '') ? [at] : []));
  const narrow = (row: readonly string[]) => used.map((at) => row[at] ?? '');
  const kept = keep === 'first' ? rows.slice(0, mostRows) : rows.slice(-mostRows);
  const numbers = used.flatMap((from, to) => (right.includes(from) ? [to] : []));
  const table = tableInMarkdown(narrow(head), kept.map(narrow), numbers);
  const left = rows.length - kept.length;
  const more = left === 0 ? '' : `\nand ${left} ${keep === 'first' ? 'more' : 'before'}; ${allIn}\n`;
  return rows.length > mostOpen ? folded(title, table + more) : table;
}

/** A list, folded under its title where it is long. */
export function foldedList(title: string, items: readonly string[]): string {
  const left = items.length - mostRows;
  const shown = items.slice(0, mostRows).join('') + (left > 0 ? `\nand ${left} more; ${allIn}\n` : '');
  return items.length > mostOpen ? folded(title, shown) : shown;
}

/** The title is HTML: what is no word of ours must be escaped, see `html`. */
export const folded = (title: string, text: string): string =>
  `<details>\n<summary>${title}</summary>\n\n${text}\n</details>\n`;
