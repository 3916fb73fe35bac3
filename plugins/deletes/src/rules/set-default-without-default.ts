import { type Column, shownReference } from '@refint/model';
import { among, defineRule, sidesOf } from '@refint/rule';
import { events, takes, type When, whens } from '../whens.ts';

interface Without {
  readonly reference: string;
  readonly columns: string;
  readonly when: When;
}

/** A column without a default is set to null instead, which a required column refuses. */
export default defineRule({
  id: 'deletes/set-default-without-default',
  on: 'project',
  summary: 'Only columns that have a default are set to it by a delete or an update.',
  severity: 'error',
  messages: {
    fails: ({ reference, columns, when }: Without) =>
      `${reference} sets ${columns} to a default that does not exist: every ${events[when]} of a referenced row fails`,
    nulls: ({ reference, columns, when }: Without) =>
      `${reference} sets ${columns} to a default that does not exist: a ${events[when]} of a referenced row sets null`,
  },

  *check(project, say) {
    for (const reference of among(project.graph.references, setsDefault)) {
      for (const when of whens) {
        for (const { says, state } of sidesOf(reference, project)) {
          if (says[when] !== 'set-default') continue;
          const bare = state.columnsSetBy(says, when).filter(hasNoDefault);
          if (bare.length === 0) continue;

          const data = { reference: shownReference(says), columns: bare.map(({ name }) => name).join(', '), when };
          const notes = bare.map((column) => ({ text: `${column.name} has no default`, at: column.origin }));
          if (bare.some(({ nullable }) => !nullable)) yield say.fails(says, data, { fact: when, notes });
          else yield say.nulls(says, data, { fact: when, notes, severity: 'warning' });
          break;
        }
      }
    }
  },
});

const setsDefault = takes('set-default');

const hasNoDefault = (column: Column): boolean =>
  column.default === undefined && column.identity === undefined && column.generated === undefined;
