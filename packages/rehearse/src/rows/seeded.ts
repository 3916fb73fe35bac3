import type { RehearsedRows } from '@refint/core';
import { type Snapshot, shownTableId, type TableId } from '@refint/model';
import { seedOf } from '@refint/plan';
import type { Running } from '../history/run.ts';
import { type Session, serverError } from '../servers/session.ts';

/** What tables hold: how many rows each, and which hold fewer than was wanted, with the reason. */
export interface Seeded {
  readonly counts: ReadonlyMap<TableId, number>;
  readonly lacking: RehearsedRows['lacking'];
}

/**
 * Gives every table rows that a state allows, also those of its foreign keys that the database does not have yet.
 *
 * @param rows how many each table is to get
 */
export async function seeded(session: Session, state: Snapshot, rows: number, goOn: Running['goOn']): Promise<Seeded> {
  const { statements, unfillable, limited } = seedOf(state, { rows });
  const counts = new Map<TableId, number>();
  const lacking = [...unfillable, ...limited].map(({ table, because }) => ({ table: shownTableId(table), because }));
  // Where the database does not have a foreign key yet, it would take rows that reference nothing.
  const empty = new Set<TableId>();
  const lack = (tables: readonly { readonly table: TableId }[], because: string): void => {
    for (const { table } of tables) {
      empty.add(table);
      lacking.push({ table: shownTableId(table), because });
    }
  };
  for (const [at, { sql, tables }] of statements.entries()) {
    await goOn(at, statements.length);
    const [nothing] = tables
      .flatMap(({ table }) => state.table(table)?.foreignKeys ?? [])
      .flatMap((key) => (empty.has(key.referencedTable) ? [key.referencedTable] : []));
    if (nothing !== undefined) {
      lack(tables, `there are no rows of ${shownTableId(nothing)} to reference`);
      continue;
    }
    await session.exec('BEGIN');
    try {
      await session.exec(sql);
      await session.exec('COMMIT');
      for (const one of tables) counts.set(one.table, one.rows);
    } catch (error) {
      const { code, text } = serverError(error);
      await session.exec('ROLLBACK');
      lack(tables, `${code} ${text}`);
    }
  }
  await session.exec('ANALYZE');
  return { counts, lacking: lacking.sort((a, b) => (a.table < b.table ? -1 : 1)) };
}
