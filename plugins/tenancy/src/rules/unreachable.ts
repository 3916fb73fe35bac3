import { originOf, shownTable, shownTableId, type TableId } from '@refint/model';
import { defineRule, wholeTenancyIn } from '@refint/rule';

/**
 * A table that nothing ties to a tenant, though it may well hold what is a tenant's. Tables that rows of tenants reference,
 * such as users or countries, are shared on purpose, and so is what hangs on them.
 */
export default defineRule({
  id: 'tenancy/unreachable',
  on: 'project',
  summary: 'References lead from every table to the tenants, to what they share, or to what is excepted.',
  severity: 'warning',
  needs: ['tenancy'],
  messages: {
    stray: ({ table, root }: { table: string; root: TableId }) =>
      `${table} belongs to no tenant: no reference leads from it to ${shownTableId(root)}`,
  },

  *check(project, say) {
    const tenancy = wholeTenancyIn(project);
    for (const { table, behind } of tenancy?.strays() ?? []) {
      const others = behind.map(shownTableId).join(', ');
      const notes = [
        ...(others ? [{ text: `neither does what hangs on it: ${others}` }] : []),
        { text: 'if this is meant, name it in tenancy.except' },
      ];
      const words = { table: shownTable(table), root: tenancy?.root ?? '' };
      yield say.stray(table, words, { place: originOf(table, 'name'), notes });
    }
  },
});
