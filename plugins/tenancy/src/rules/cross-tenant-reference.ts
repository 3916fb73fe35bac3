import { originOf, type Reference, shownReference, shownTable, shownTableId } from '@refint/model';
import { defineRule, tenancyIn } from '@refint/rule';
import { fixFor } from '../carry-tenant.ts';
import { carryingKey, severityOf } from '../keys.ts';

interface Bare {
  readonly table: string;
  readonly column: string;
  readonly bare: readonly Reference[];
}

/**
 * Both rows say whose they are, and nothing compares it: an id of another tenant, taken from a request, is as good as one
 * of the own. A key over the tenant and the id together does. One finding for each table, since people mend a table.
 */
export default defineRule({
  id: 'tenancy/cross-tenant-reference',
  on: 'project',
  summary: 'A reference between rows of tenants carries the tenant.',
  severity: 'hint',
  needs: ['tenancy'],
  messages: {
    one: ({ bare, column }: Bare) =>
      `${shownReference(bare[0]!)} does not carry ${column}: a row may reference one of another tenant`,
    several: ({ table, column, bare }: Bare) =>
      `${table} references ${[...new Set(bare.map(({ referencedTable }) => shownTableId(referencedTable)))].join(', ')} without ${column}: a row may reference those of another tenant`,
  },

  *check(project, say) {
    const tenancy = tenancyIn(project);
    for (const [table, bare] of tenancy?.crossing() ?? []) {
      const [first] = bare;
      if (!tenancy || !first) continue;
      const words = { table: shownTable(table), column: tenancy.columnIn(table.id) ?? '', bare };
      const keys = bare.map((one) => ({
        text: `what carries it: ${carryingKey(one, tenancy)}`,
        at: bare.length > 1 ? originOf(one, 'columns') : undefined,
      }));
      yield say[bare.length > 1 ? 'several' : 'one'](table, words, {
        fact: bare.map(({ columns }) => columns.join(' ')).join(', '),
        place: originOf(first, 'columns'),
        severity: severityOf(project, tenancy),
        notes: keys,
        fix: fixFor(bare, tenancy, project),
      });
    }
  },
});
