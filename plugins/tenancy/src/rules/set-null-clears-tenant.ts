import { shownReference } from '@refint/model';
import { defineRule, sidesOf, tenancyIn } from '@refint/rule';

interface Cleared {
  readonly reference: string;
  readonly column: string;
  readonly when: 'onDelete' | 'onUpdate';
  readonly others: readonly string[];
}

/**
 * SET NULL nulls all columns of a key, so that the row forgets whose it is. Where the tenant is required the delete fails
 * instead, which deletes/set-null-on-required says.
 */
export default defineRule({
  id: 'tenancy/set-null-clears-tenant',
  on: 'project',
  summary: 'A delete of a referenced row does not take the tenant away from the rows that stay.',
  severity: 'error',
  needs: ['tenancy'],
  messages: {
    cleared: ({ reference, column, when, others }: Cleared) =>
      `${reference} sets ${column} to null together with ${others.join(', ')}: after ${events[when]} of the referenced row, the row belongs to nobody`,
  },

  *check(project, say) {
    const tenancy = tenancyIn(project);
    for (const reference of tenancy ? project.graph.references : []) {
      const column = tenancy?.columnIn(reference.table);
      if (column === undefined || reference.columns.length < 2 || !reference.columns.includes(column)) continue;
      for (const when of ['onDelete', 'onUpdate'] as const) {
        for (const { says, state } of sidesOf(reference, project)) {
          const set = says[when] === 'set-null' ? state.columnsSetBy(says, when) : [];
          if (!set.some(({ name, nullable }) => name === column && nullable)) continue;
          const others = set.map(({ name }) => name).filter((name) => name !== column);
          const text = `in a migration ON DELETE SET NULL (${others.join(', ')}) leaves it, from PostgreSQL 15 on`;
          const isPostgres = when === 'onDelete' && state.dialect === 'postgresql' && others.length > 0;
          const notes = isPostgres ? [{ text }] : [];
          yield say.cleared(says, { reference: shownReference(says), column, when, others }, { fact: when, notes });
          break;
        }
      }
    }
  },
});

const events = { onDelete: 'the delete', onUpdate: 'a change of the key' } as const;
