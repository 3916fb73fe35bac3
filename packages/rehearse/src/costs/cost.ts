import type { OperationCosts, RehearsedCost } from '@refint/core';
import { type ForeignKey, findsRows, type Snapshot, sameNames, shownReference } from '@refint/model';
import { quote, quoteAll, quoteTable } from '@refint/plan';
import type { Session } from '../servers/session.ts';
import { measured } from './operations.ts';
import { deletes, inserts, updates } from './writes.ts';

/**
 * What a foreign key costs that is there, on rows that are there: without it, with it alone, and with an index. All is done in one
 * transaction that is taken back, in which no other foreign key that has to do with these tables holds.
 */
export async function costOfKey(session: Session, key: ForeignKey, state: Snapshot): Promise<RehearsedCost> {
  const table = state.table(key.table);
  const referenced = state.table(key.referencedTable);
  const indexes = table?.indexes.filter((index) => findsRows(index, key.columns)) ?? [];
  const made = indexes.length > 0 ? 'indexed' : 'alone';
  const nothing = {
    reference: shownReference(key),
    without: undefined,
    alone: undefined,
    indexed: undefined,
    made,
  } as const;
  if (!table || table.form === 'partitioned' || referenced?.form === 'partitioned')
    return { ...nothing, notes: ['it was not measured: a table is partitioned'] };
  const notes = new Set<string>();
  const fixed = indexes.find(({ constraint }) => constraint !== undefined);
  const name = quoteTable(key.table);
  const withoutIndex = indexes.flatMap((index) =>
    index.constraint ? [] : [`DROP INDEX ${inSchemaOf(name, index.name)}`],
  );
  const withoutKey = `ALTER TABLE ${name} DROP CONSTRAINT ${quote(key.name)}`;
  const withIndex = made === 'indexed' ? [] : [`CREATE INDEX refint_index ON ${name} (${quoteAll(key.columns)})`];
  if (fixed) notes.add(`it was not measured without an index: ${fixed.name} is there in any case`);
  await session.exec('BEGIN; SET CONSTRAINTS ALL IMMEDIATE');
  try {
    for (const other of othersOf(key, state))
      await session.exec(`ALTER TABLE ${quoteTable(other.table)} DROP CONSTRAINT ${quote(other.name)}`);
    const costs = async (setting: readonly string[]): Promise<OperationCosts> => {
      await session.exec('SAVEPOINT refint_setting');
      for (const statement of setting) await session.exec(statement);
      const told = await operationsOf(session, key, state, notes);
      await session.exec('ROLLBACK TO SAVEPOINT refint_setting; RELEASE SAVEPOINT refint_setting');
      return told;
    };
    return {
      ...nothing,
      without: await costs([withoutKey, ...(fixed ? [] : withoutIndex)]),
      alone: fixed ? undefined : await costs(withoutIndex),
      indexed: await costs(withIndex),
      notes: [...notes],
    };
  } finally {
    await session.exec('ROLLBACK');
  }
}

async function operationsOf(
  session: Session,
  key: ForeignKey,
  state: Snapshot,
  notes: Set<string>,
): Promise<OperationCosts> {
  const table = state.table(key.table)!;
  const isSelf = key.table === key.referencedTable;
  const isUnique = table.indexes.some(({ unique, columns }) => unique && sameNames(columns, key.columns));
  const one = async (what: string, why: string | undefined, make: Parameters<typeof measured>[1]) => {
    const told = why === undefined ? await measured(session, make) : { because: why };
    if ('cost' in told) return told.cost;
    notes.add(`${what} were not measured: ${told.because}`);
    return undefined;
  };
  const itself = isSelf ? 'the table references itself' : undefined;
  const single = isUnique ? 'each row has to reference another row' : undefined;
  return {
    insert: await one('inserts', itself, () => inserts(session, key, table)),
    update: await one('updates', single, () => updates(session, key)),
    delete: await one('deletes', itself, () => deletes(session, key)),
  };
}

/** Foreign keys to either table, which would do work of their own, or refuse to let rows go. */
const othersOf = (key: ForeignKey, state: Snapshot): readonly ForeignKey[] =>
  state.foreignKeys.filter(
    (other) =>
      !(other.table === key.table && other.name === key.name) &&
      (other.referencedTable === key.table || other.referencedTable === key.referencedTable) &&
      other.partOf === undefined,
  );

/** An index lies where its table lies. */
const inSchemaOf = (table: string, name: string): string =>
  table.replace(/(?:(?<=^|\.)"(?:[^"]|"")*")$/, () => quote(name));
