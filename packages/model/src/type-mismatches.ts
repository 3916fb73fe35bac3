import type { Snapshot } from './snapshot.ts';
import { type Column, columnOf, type TableId } from './table.ts';
import { foreignKeyTypes } from './type-compatibility.ts';

/** A referencing column and the column that it references, whose types are not the same. */
export interface TypeMismatch {
  readonly column: Column;
  readonly referenced: Column;
  /** `refused`: no foreign key can join them. `differs`: one may, and the reason is worth knowing. */
  readonly kind: 'refused' | 'differs';
  readonly because: string;
}

interface Ends {
  readonly table: TableId;
  readonly columns: readonly string[];
  readonly referencedTable: TableId;
  readonly referencedColumns: readonly string[];
}

/** The pairs of columns of a reference whose types do not fit in that state. What is not known for certain fits, and so do views. */
export const typeMismatches = (reference: Ends, state: Snapshot): readonly TypeMismatch[] =>
  compareTypes(reference, state).found;

/** What comes of comparing them. */
export interface ComparedTypes {
  readonly found: readonly TypeMismatch[];
  /** Whether it follows from the two tables alone: no type was looked up. */
  readonly isOfTables: boolean;
}

const alike: ComparedTypes = { isOfTables: true, found: [] };

/** The same, with what it follows from. */
export function compareTypes(reference: Ends, state: Snapshot): ComparedTypes {
  const from = state.table(reference.table);
  const to = state.table(reference.referencedTable);
  if (!from || !to || from.doubt || to.doubt || from.form === 'view' || to.form === 'view') return alike;
  let isOfTables = true;
  const types: Parameters<typeof foreignKeyTypes>[2] = {
    dialect: state.dialect,
    typeNamed(schema, name) {
      isOfTables = false;
      return state.typeNamed(schema, name);
    },
  };
  const found = reference.columns.flatMap((name, at): readonly TypeMismatch[] => {
    const column = columnOf(from, name);
    const referenced = columnOf(to, reference.referencedColumns[at] ?? '');
    if (!column?.type || !referenced?.type) return [];
    const verdict = foreignKeyTypes(referenced.type, column.type, types);
    if (verdict.kind === 'same' || verdict.kind === 'unknown') return [];
    return [{ column, referenced, kind: verdict.kind, because: verdict.because }];
  });
  return isOfTables && found.length === 0 ? alike : { isOfTables, found };
}
