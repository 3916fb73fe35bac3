import type { Table } from '@refint/model';
import type { World } from '../world.ts';
import type { Oid, Row } from './values.ts';

/** The database, whose name no migration knows: it is only ever the same as itself. */
export const database: Oid = { oid: 'database', text: '' };

/** Rows of a table are worked out once: a table is never changed, a changed one is another. */
export function remembered(
  make: (table: Table, world: World) => readonly Row[],
): (table: Table, world: World) => readonly Row[] {
  const known = new WeakMap<Table, readonly Row[]>();
  return (table, world) => {
    let rows = known.get(table);
    if (!rows) known.set(table, (rows = make(table, world)));
    return rows;
  };
}
