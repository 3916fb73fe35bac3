import { columnOf, originOf, shownReference } from '@refint/model';
import { defineRule, sidesOf, tenancyIn } from '@refint/rule';

interface Hole {
  readonly reference: string;
  readonly column: string;
  readonly others: readonly string[];
}

/**
 * MATCH SIMPLE, which is what a key has when nobody says otherwise, does not look at a row in which one of its columns is
 * null. A null in the id is meant, since nothing is referenced then; a null in the tenant, next to an id, is a hole.
 */
export default defineRule({
  id: 'tenancy/match-simple-hole',
  on: 'project',
  summary: 'A key that carries the tenant is checked for every row that references something.',
  severity: 'warning',
  needs: ['tenancy'],
  messages: {
    hole: ({ reference, column, others }: Hole) =>
      `${reference} is not checked where ${column} is null: ${others.join(', ')} may then be anything`,
  },

  *check(project, say) {
    const tenancy = tenancyIn(project);
    for (const reference of tenancy ? project.graph.references : []) {
      const column = tenancy?.columnIn(reference.table);
      if (column === undefined || reference.columns.length < 2 || !reference.columns.includes(column)) continue;
      for (const { says, state } of sidesOf(reference, project)) {
        const table = state.table(says.table);
        const tenant = table && columnOf(table, column);
        // A check that names the column may well keep such rows out.
        const isChecked = table?.checks.some(({ columns }) => columns.includes(column));
        if (!tenant?.nullable || isChecked || (says.kind === 'foreign-key' && says.match === 'full')) continue;
        const others = says.columns.filter((name) => name !== column);
        const notes = [{ text: `${column} may be null`, at: originOf(tenant, 'nullable') }];
        yield say.hole(says, { reference: shownReference(says), column, others }, { fact: 'columns', notes });
        break;
      }
    }
  },
});
