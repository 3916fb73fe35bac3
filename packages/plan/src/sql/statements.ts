import { type ForeignKey, foreignKeyDefinition, type TableId } from '@refint/model';
import type { Step } from '../plan.ts';
import { guardedAdd } from './guards.ts';
import type { Names } from './names.ts';
import { quote, quoteAll } from './quote.ts';

/** A foreign key as ADD CONSTRAINT needs it, under its name. */
export const definitionOf = (key: ForeignKey, names: Names): string =>
  `CONSTRAINT ${quote(key.name)} ${foreignKeyDefinition(key, names.table(key.referencedTable), quote)}`;

interface IndexOf {
  readonly table: TableId;
  readonly name: string;
  readonly columns: readonly string[];
}

/** Builds an index; not concurrently where that is refused, which stops writes for as long as it takes. */
export function createIndex(
  { table, name, columns }: IndexOf,
  names: Names,
  { concurrently, guarded }: { readonly concurrently: boolean; readonly guarded: boolean },
): string {
  const how = `${concurrently ? ' CONCURRENTLY' : ''}${guarded ? ' IF NOT EXISTS' : ''}`;
  return `CREATE INDEX${how} ${quote(name)} ON ${names.table(table)} (${quoteAll(columns)})`;
}

/** Puts the foreign key of a step in place, in the same statement in which the wrong one goes. */
export function addKey(
  step: Step,
  names: Names,
  { notValid, guarded }: { readonly notValid: boolean; readonly guarded: boolean },
): string {
  const { key, instead } = step;
  const add = `ADD ${definitionOf({ ...key, validated: !notValid }, names)}`;
  const statement = (drop: readonly string[]): string =>
    `ALTER TABLE ${names.table(key.table)}\n  ${[...drop, add].join(',\n  ')}`;
  if (guarded)
    return guardedAdd(step, names, statement(instead ? [`DROP CONSTRAINT IF EXISTS ${quote(instead.name)}`] : []));
  return statement(instead ? [`DROP CONSTRAINT ${quote(instead.name)}`] : []);
}

/** Looks at the rows that were there before. On one that is validated already it does nothing, so that it needs no guard. */
export const validateKey = ({ table, name }: ForeignKey, names: Names): string =>
  `ALTER TABLE ${names.table(table)} VALIDATE CONSTRAINT ${quote(name)}`;
