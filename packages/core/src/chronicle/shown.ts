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
  readonly onDelete: ForeignKey['onDelete'];
  readonly onUpdate: ForeignKey['onUpdate'];
  readonly notValid: boolean;
  readonly deferrable: boolean;
}

/** A foreign key in a line. Actions that do nothing and names that PostgreSQL would choose are left out. */
export function shownKey({ ends, name, onDelete, onUpdate, notValid, deferrable }: KeyWords): string {
  const actions = [
    ...(onDelete === 'no-action' ? [] : [` on delete ${actionInSql(onDelete).toLowerCase()}`]),
    ...(onUpdate === 'no-action' ? [] : [` on update ${actionInSql(onUpdate).toLowerCase()}`]),
    ...(deferrable ? [' deferrable'] : []),
    ...(notValid ? [' not valid'] : []),
  ];
  const usual = `${splitTableId(ends.table).name}_${ends.columns.join('_')}_fkey`;
  const named = name === undefined || name === usual ? '' : ` (${name})`;
  return `${shownReference(ends)}${actions.join('')}${named}`;
}

export const wordsOfKey = (key: ForeignKey): KeyWords => ({ ...key, ends: key, notValid: !key.validated });

/** A foreign key that is there already: where it leads, and not what it does. */
export const shownKnown = (key: ForeignKey): string =>
  shownKey({
    ends: key,
    name: key.name,
    onDelete: 'no-action',
    onUpdate: 'no-action',
    notValid: false,
    deferrable: false,
  });

export const wordsOfDefinition = (definition: ForeignKeyDefinition, ends: Ends): KeyWords => ({
  ends,
  name: definition.name?.name,
  onDelete: definition.onDelete?.value ?? 'no-action',
  onUpdate: definition.onUpdate?.value ?? 'no-action',
  notValid: definition.notValid !== undefined,
  deferrable: definition.deferrable,
});
