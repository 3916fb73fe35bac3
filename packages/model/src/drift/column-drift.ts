import type { Snapshot } from '../snapshot.ts';
import { type Column, columnOf, type Table } from '../table.ts';
import { hasOtherDefault } from './default-change.ts';
import type { ColumnChange, DifferenceOf } from './difference.ts';
import { typeChange } from './type-change.ts';

const none: readonly never[] = [];

/** The columns that one side lacks, or that are not the same. */
export function columnDrift(declared: Table, made: Table, state: Snapshot): readonly DifferenceOf<'column'>[] {
  const drift: DifferenceOf<'column'>[] = [];
  let known = 0;
  for (const [at, column] of declared.columns.entries()) {
    const atSamePlace = made.columns[at];
    const other = atSamePlace?.name === column.name ? atSamePlace : columnOf(made, column.name);
    if (!other) drift.push({ what: 'column', table: declared.id, declared: column, made: undefined, changes: none });
    else {
      known++;
      const changes = changesOf(column, other, state);
      if (changes.length > 0)
        drift.push({ what: 'column', table: declared.id, declared: column, made: other, changes });
    }
  }
  if (known === made.columns.length) return drift;
  for (const column of made.columns) {
    if (columnOf(declared, column.name)) continue;
    drift.push({ what: 'column', table: declared.id, declared: undefined, made: column, changes: none });
  }
  return drift;
}

function changesOf(declared: Column, made: Column, state: Snapshot): readonly ColumnChange[] {
  const type = typeChange(declared, made, state);
  const isNullable = declared.nullable !== made.nullable && !isList(declared) && !isList(made);
  const isDefault = hasOtherDefault(declared, made);
  if (!type && !isNullable && !isDefault) return none;
  // A column that is dropped and added again is new in every way.
  if (type === 'recreated') return [type];
  return [
    ...(type ? [type] : []),
    ...(isNullable ? (['nullable'] as const) : []),
    ...(isDefault ? (['default'] as const) : []),
  ];
}

/** Prisma has lists that are never null, and does not ask PostgreSQL for the same. */
const isList = ({ type }: Column): boolean => type !== undefined && type.dimensions > 0;
