import { actionInSql, type ForeignKey, type ForeignKeyDefinition, shownReference, splitTableId } from '@refint/model';
import type { Ends } from './entry.ts';

/** A long text cut, so that a line stays one. */
export function short(text: string, most = 60): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}

/** "1 column", "6 columns"; nothing for none. */
export const some = (count: number, one: string, many = `${one}s`): readonly string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];

/** What is said in parentheses behind a name. */
export const aside = (parts: readonly string[]): string => (parts.length > 0 ? ` (${parts.join(', ')})` : '');

/** What both a foreign key and its definition can say of it. */
export interface KeyWords {
  readonly ends: Ends;
  readonly name: string | undefined;
  readonly notValid: boolean;
  readonly deferrable: boolean;
}

/** A foreign key in a line. Actions that do nothing and names that PostgreSQL would choose are left out. */
export function shownKey(words: KeyWords): string {
  const { ends, notValid, deferrable } = words;
  const { onDelete, onUpdate } = ends;
  const more = [
    ...(onDelete === 'no-action' ? [] : [` on delete ${actionInSql(onDelete).toLowerCase()}`]),
    ...(onUpdate === 'no-action' ? [] : [` on update ${actionInSql(onUpdate).toLowerCase()}`]),
    ...(deferrable ? [' deferrable'] : []),
    ...(notValid ? [' not valid'] : []),
  ];
  return `${shownReference(ends)}${more.join('')}${shownName(words)}`;
}

/** Where a foreign key leads, and not what it does: that of one that is known already, or that does not come to be. */
export const shownEnds = ({ ends, name }: Pick<KeyWords, 'ends' | 'name'>): string =>
  `${shownReference(ends)}${shownName({ ends, name })}`;

function shownName({ ends, name }: Pick<KeyWords, 'ends' | 'name'>): string {
  const usual = `${splitTableId(ends.table).name}_${ends.columns.join('_')}_fkey`;
  return name === undefined || name === usual ? '' : ` (${name})`;
}

export const wordsOfKey = (key: ForeignKey): KeyWords => ({ ...key, ends: key, notValid: !key.validated });

export const wordsOfDefinition = (
  definition: ForeignKeyDefinition,
  ends: Omit<Ends, 'onDelete' | 'onUpdate'>,
): KeyWords => ({
  ends: {
    ...ends,
    onDelete: definition.onDelete?.value ?? 'no-action',
    onUpdate: definition.onUpdate?.value ?? 'no-action',
  },
  name: definition.name?.name,
  notValid: definition.notValid !== undefined,
  deferrable: definition.deferrable,
});
