import { type Reference, shownTableId, type Tenancy } from '@refint/model';
import type { Project, Severity } from '@refint/rule';

/** A foreign key that carries the tenant, as SQL would say it, and the unique key that it needs. */
export function carryingKey(
  { table, columns, referencedTable, referencedColumns }: Reference,
  tenancy: Tenancy,
): string {
  const own = [tenancy.columnIn(table), ...columns].join(', ');
  const others = [tenancy.columnIn(referencedTable), ...referencedColumns].join(', ');
  const referenced = shownTableId(referencedTable);
  return `FOREIGN KEY (${own}) REFERENCES ${referenced} (${others}), with UNIQUE (${others}) on ${referenced}`;
}

/** Where other keys carry the tenant, one that does not is most likely forgotten; elsewhere nobody may have meant to. */
export const severityOf = ({ graph }: Project, tenancy: Tenancy): Severity =>
  graph.references.some((one) => one.columns.length > 1 && tenancy.carriesTenant(one)) ? 'warning' : 'hint';
