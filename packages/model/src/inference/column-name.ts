import type { Table } from '../table.ts';
import { assignments, impersonal, kinds, marks } from './vocabulary.ts';
import { plainName, wordsOf } from './words.ts';

/** The name of a column that may hold the key of a row, taken apart. */
export interface ColumnName {
  /** All its words as one, the same in every style: `reviewerUserId` and `reviewer_user_id`. */
  readonly key: string;
  /** What the key is of: `reviewer user`; `created by` for whoever did something. */
  readonly words: readonly string[];
  /** Whether it names whoever did something, or was given it: `created_by`, `createdById`, `assignedTo`. */
  readonly isDeed: boolean;
}

/** Nothing when the name is not one of a key: most columns are told by their last letters. */
export function columnName(name: string): ColumnName | undefined {
  if (!mayBeKey(name)) return undefined;
  const all = wordsOf(name);
  const key = plainName(name);
  if (isDeed(all)) return { key, words: all, isDeed: true };
  const last = all.at(-1) ?? '';
  if (marks.has(last)) {
    const words = all.slice(0, -1);
    return words.length === 0 ? undefined : { key, words, isDeed: isDeed(words) };
  }
  const glued = /^(.{3,})(?:id|fk)$/.exec(last)?.[1];
  return glued === undefined ? undefined : { key, words: [...all.slice(0, -1), glued], isDeed: false };
}

/** Whether a name ends as user_id, userFk, created_by and assigned_to do. Asked of every column there is. */
function mayBeKey(name: string): boolean {
  const { length } = name;
  const last = name.charCodeAt(length - 1) | 32;
  if (length < 4 || (last !== d && last !== y && last !== o && last !== k)) return false;
  const before = name.charCodeAt(length - 2) | 32;
  return last === d ? before === i : last === y ? before === b : last === o ? before === t : before === f;
}

const [b, d, f, i, k, o, t, y] = Array.from('bdfikoty', (letter) => letter.charCodeAt(0));

function isDeed(words: readonly string[]): boolean {
  const [verb, preposition] = words.slice(-2);
  if (verb === undefined || preposition === undefined) return false;
  return (preposition === 'by' && !impersonal.has(verb)) || (preposition === 'to' && assignments.has(verb));
}

/** Whether another column tells for each row which table is meant: `entity_type` beside `entity_id`. */
export function isPolymorphic({ words }: ColumnName, table: Table): boolean {
  const letter = (words[0] ?? '').charCodeAt(0) | 32;
  for (const { name } of table.columns) {
    // Asked of every column of a table for each that is looked at: the first letter rules out most of them.
    if ((name.charCodeAt(0) | 32) !== letter) continue;
    const others = wordsOf(name);
    const isKind = others.length === words.length + 1 && kinds.has(others.at(-1) ?? '');
    if (isKind && words.every((word, at) => others[at] === word)) return true;
  }
  return false;
}
