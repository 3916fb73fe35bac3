import {
  addingForeignKey,
  type Divergence,
  type EditedMigration,
  type Part,
  shownColumns,
  shownReference,
  shownTableId,
} from '@refint/model';
import type { Note } from '@refint/rule';
import { listed } from './shown-taken.ts';

/** What became of a migration that others may have applied. */
export function shownEdit({ name, was, now }: EditedMigration, since: string): string {
  if (!now) return `${name}, which ${since} has, is gone`;
  if (now.name !== name) return `${name}, which ${since} has, is now called ${now.name}`;
  return now.source.text.trim() === was.text.trim()
    ? `${name} is not laid out as in ${since}`
    : `${name} is not what ${since} has`;
}

/** What databases that ran it as it was have to do with that, from what differs in the end. */
export function shownFate({ name, now }: EditedMigration, { missing, kept, unlike }: Divergence): string {
  const keys = missing.filter(({ kind }) => kind === 'foreign-key');
  if (keys.length > 0) return `never get ${listed(some(keys.map(shownPart)))}`;
  if (missing.length > 0) return `never get ${listed(some(missing.map(shownPart)))}`;
  if (kept.length > 0) return `keep ${listed(some(kept.map(shownPart)))}`;
  if (unlike.length > 0) return `keep ${listed(some(unlike.map(shownPart)))} as it was`;
  if (!now) return 'still count it as applied';
  return now.name === name ? 'do not run it again' : 'run it once more';
}

/** What differs, part by part, and what a new migration has to say. */
export function notesOnDivergence({ missing, kept, unlike }: Divergence): readonly Note[] {
  const all = [
    ...missing.map((part) => ({ text: missingText(part), at: part.origin })),
    ...kept.map((part) => ({ text: `databases that ran it keep ${shownPart(part)}` })),
    ...unlike.map((part) => ({ text: `${shownPart(part)} stays as it was there`, at: part.origin })),
  ];
  const more = all.length - most;
  return more > 0 ? [...all.slice(0, most), { text: `${more} more differences` }] : all;
}

const most = 8;

const missingText = (part: Part): string =>
  part.kind === 'foreign-key'
    ? `a new migration should say: ${addingForeignKey(part)}`
    : `databases that ran it never get ${shownPart(part)}`;

const some = (words: readonly string[]): readonly string[] =>
  words.length > 3 ? [...words.slice(0, 3), `${words.length - 3} more`] : words;

function shownPart(part: Part): string {
  if (part.kind === 'table') return `the table ${shownTableId(part.id)}`;
  return part.kind === 'column' ? `the column ${shownColumns(part.table, [part.name])}` : shownReference(part);
}
