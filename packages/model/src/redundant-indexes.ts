import type { IndexOptions } from './index-options.ts';
import type { Index, Table } from './table.ts';

/** An index that another one makes superfluous: whatever it finds, the other one finds as well. */
export interface Redundant {
  readonly index: Index;
  readonly by: Index;
  /** `same`: both are over the same parts. `longer`: the other one goes on where this one ends. */
  readonly how: 'same' | 'longer';
}

const known = new WeakMap<Table, readonly Redundant[]>();

/** The indexes of a table that nothing needs, each with the one that does its work. Of two that are the same one is kept. */
export function redundantIn(table: Table): readonly Redundant[] {
  let found = known.get(table);
  if (!found) known.set(table, (found = redundantAmong(table.indexes)));
  return found;
}

function redundantAmong(indexes: readonly Index[]): readonly Redundant[] {
  if (indexes.length < 2) return none;
  const found: Redundant[] = [];
  const gone = new Set<Index>();
  for (const index of [...indexes].sort(leastNeeded)) {
    const by = indexes.find((other) => other !== index && !gone.has(other) && servesFor(other, index));
    if (!by) continue;
    gone.add(index);
    found.push({ index, by, how: by.columns.length === index.columns.length ? 'same' : 'longer' });
  }
  return found;
}

const none: readonly never[] = [];

/** What promises less goes first: a plain index before a unique one, and that before what serves a constraint. */
const leastNeeded = (a: Index, b: Index): number => promise(a) - promise(b);
const promise = ({ unique, constraint }: Index): number => (constraint !== undefined ? 2 : unique ? 1 : 0);

/** Whether an index does all that another one does: it finds the same rows in the same order, and promises as much. */
function servesFor(by: Index, index: Index): boolean {
  // An index that serves a constraint cannot go without it.
  if (index.constraint !== undefined || by.method !== 'btree' || index.method !== 'btree') return false;
  if (by.predicate !== index.predicate || by.columns.length < index.columns.length) return false;
  const isLonger = by.columns.length > index.columns.length;
  if (index.unique && (!by.unique || isLonger || by.nullsNotDistinct !== index.nullsNotDistinct)) return false;
  if (!index.include.every((name) => by.include.includes(name) || by.columns.includes(name))) return false;
  return index.columns.every((part, at) => part === by.columns[at] && isKeptAlike(by, index, at));
}

/** Whether a part is kept in the same order and with the same operators. One alone is read as well from either end. */
function isKeptAlike(by: Index, index: Index, at: number): boolean {
  const shown = (options: IndexOptions | undefined): string => {
    const { collation, operatorClass, descending = false, nulls = descending ? 'first' : 'last' } = options ?? {};
    const order = index.columns.length === 1 ? descending === (nulls === 'first') : [descending, nulls];
    return JSON.stringify([collation, operatorClass, order]);
  };
  return shown(by.options?.[at]) === shown(index.options?.[at]);
}
