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
export function typeMismatches(reference: Ends, state: Snapshot): readonly TypeMismatch[] {
  const last = known.get(reference);
  if (last?.state === state) return last.found;
  const found = mismatchesOf(reference, state);
  known.set(reference, { state, found });
  return found;
}

/** In an editor one of the two sides of a reference stays the same. */
const known = new WeakMap<Ends, { readonly state: Snapshot; readonly found: readonly TypeMismatch[] }>();

function mismatchesOf(reference: Ends, state: Snapshot): readonly TypeMismatch[] {
  const from = state.table(reference.table);
  const to = state.table(reference.referencedTable);
  if (!from || !to || from.doubt || to.doubt || from.form === 'view' || to.form === 'view') return [];
  return reference.columns.flatMap((name, at) => {
    const column = columnOf(from, name);
    const referenced = columnOf(to, reference.referencedColumns[at] ?? '');
    if (!column?.type || !referenced?.type) return [];
    const verdict = foreignKeyTypes(referenced.type, column.type, state);
    if (verdict.kind === 'same' || verdict.kind === 'unknown') return [];
    return [{ column, referenced, kind: verdict.kind, because: verdict.because }];
  });
}
