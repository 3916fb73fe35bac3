import type { Snapshot } from './snapshot.ts';
import { type Column, columnOf, type Table, type TableId } from './table.ts';
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
  const from = state.table(reference.table);
  const to = state.table(reference.referencedTable);
  if (last?.isOfTables && last.from === from && last.to === to && last.state.dialect === state.dialect) {
    last.state = state;
    return last.found;
  }
  const { isOfTables, found } = mismatchesOf(reference, from, to, state);
  known.set(reference, { state, from, to, isOfTables, found });
  return found;
}

/** What was found last. Of two tables that an edit left alone it holds in the next state too, if no type of it was looked up. */
interface Known {
  /** The last one in which it was asked for. */
  state: Snapshot;
  readonly from: Table | undefined;
  readonly to: Table | undefined;
  readonly isOfTables: boolean;
  readonly found: readonly TypeMismatch[];
}

const known = new WeakMap<Ends, Known>();
const none: readonly never[] = [];

function mismatchesOf(
  reference: Ends,
  from: Table | undefined,
  to: Table | undefined,
  state: Snapshot,
): Pick<Known, 'isOfTables' | 'found'> {
  if (!from || !to || from.doubt || to.doubt || from.form === 'view' || to.form === 'view')
    return { isOfTables: true, found: none };
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
    if (!column?.type || !referenced?.type) return none;
    const verdict = foreignKeyTypes(referenced.type, column.type, types);
    if (verdict.kind === 'same' || verdict.kind === 'unknown') return none;
    return [{ column, referenced, kind: verdict.kind, because: verdict.because }];
  });
  return { isOfTables, found };
}
