import type { Snapshot } from '../snapshot.ts';
import { type Column, columnOf, type Table } from '../table.ts';
import { hasOtherDefault, isWrittenAlike } from './default-change.ts';
import type { ColumnChange, DifferenceOf } from './difference.ts';
import { typeChange } from './type-change.ts';

const none: readonly never[] = [];

/** The columns that one side lacks, or that are not the same. */
export function columnDrift(declared: Table, made: Table, state: Snapshot): readonly DifferenceOf<'column'>[] {
  const drift: DifferenceOf<'column'>[] = [];
  let known = 0;
  let next = 0;
  for (let at = 0; at < declared.columns.length; at++) {
    const column = declared.columns[at]!;
    // Most columns stand in the same order on both sides, with one added here and there.
    const expected = made.columns[next];
    const other = expected?.name === column.name ? expected : columnOf(made, column.name);
    if (other) next = (other === expected ? next : made.columns.indexOf(other)) + 1;
    if (!other) drift.push({ what: 'column', table: declared.id, declared: column, made: undefined, changes: none });
    else {
      known++;
      if (isPlainlySame(column, other)) continue;
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

/** Whether both are written in the same words, as most columns of most projects are: all of them are asked. */
function isPlainlySame(declared: Column, made: Column): boolean {
  const { type: to, default: asked } = declared;
  const { type: from, default: given } = made;
  if (!to || !from || declared.nullable !== made.nullable || made.identity || made.generated !== undefined)
    return false;
  if (from.name !== to.name || from.schema !== to.schema || from.dimensions !== to.dimensions) return false;
  const { length } = to.modifiers;
  if (from.modifiers.length !== length || from.modifiers[0] !== to.modifiers[0] || length > 1) return false;
  return asked && given ? isWrittenAlike(asked, given) && to.name !== 'uuid' : asked === given;
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
