import { columnOf, originOf, shownReference, shownTable, shownTableId, type TableId } from '@refint/model';
import { defineRule, wholeTenancyIn } from '@refint/rule';
import { severityOf } from '../keys.ts';

interface NoReference {
  readonly table: string;
  readonly column: string;
  readonly root: TableId;
}

interface NoColumn extends Omit<NoReference, 'root'> {
  readonly through: readonly string[];
}

/** A column that only looks like a reference keeps nothing together; and what joins two tables of tenants needs it most. */
export default defineRule({
  id: 'tenancy/missing-tenant-reference',
  on: 'project',
  summary: 'The rows of a tenant say so by a column that references it.',
  severity: 'warning',
  needs: ['tenancy'],
  messages: {
    noReference: ({ table, column, root }: NoReference) =>
      `${table} has ${column}, and nothing says that it references ${shownTableId(root)}: its rows may belong to nobody`,
    noColumn: ({ table, column, through }: NoColumn) =>
      `${table} joins rows of ${through.slice(0, -1).join(', ')} and ${through.at(-1)} and has no ${column}: they may be those of two tenants`,
  },

  *check(project, say) {
    const tenancy = wholeTenancyIn(project);
    if (!tenancy) return;
    for (const table of tenancy.unreferenced()) {
      const column = columnOf(table, tenancy.columnIn(table.id) ?? '');
      if (!column) continue;
      const words = { table: shownTable(table), column: column.name, root: tenancy.root };
      yield say.noReference(table, words, { fact: column.name, place: column.origins?.['name'] ?? column.origin });
    }
    for (const [table, ways] of tenancy.torn()) {
      const through = [...new Set(ways.map(({ referencedTable }) => shownTableId(referencedTable)))];
      const notes = ways.map((way) => ({ text: shownReference(way), at: originOf(way, 'columns') }));
      yield say.noColumn(
        table,
        { table: shownTable(table), column: tenancy.column, through },
        { fact: through.join(' '), place: originOf(table, 'name'), severity: severityOf(project, tenancy), notes },
      );
    }
  },
});
