import { definePlugin, defineRule } from '@refint/rule';

/** Finds every column whose name begins with "bad". */
export const badColumn = defineRule({
  id: 'loud/bad-column',
  on: 'state',
  summary: 'No column is bad.',
  severity: 'warning',
  messages: { bad: ({ name }: { name: string }) => `${name} is bad` },
  *check(state, say) {
    for (const table of state.tables) {
      for (const column of table.columns) if (column.name.startsWith('bad')) yield say.bad(column, column);
    }
  },
});

/** Finds everything that migrations drop, and shows the model of that name as its other end. */
export const dropped = defineRule({
  id: 'loud/dropped',
  on: 'project',
  summary: 'Nothing is dropped.',
  severity: 'warning',
  messages: { drop: () => 'this is dropped' },
  *check({ timeline, declared }, say) {
    for (const moment of timeline?.moments ?? []) {
      const { change } = moment;
      if (change.kind !== 'drop') continue;
      const name = 'name' in change && change.name ? change.name.name : '';
      const model = declared?.snapshot.tables.find((table) => table.name === name);
      yield say.drop(moment, undefined, { notes: model ? [{ text: 'this is its model', at: model.origin }] : [] });
    }
  },
});

/** Says nothing, and would need what nobody gives. */
export const needy = defineRule({
  id: 'loud/needy',
  on: 'project',
  summary: 'There are tenants.',
  severity: 'warning',
  needs: ['tenancy'],
  messages: { none: () => 'there are none' },
  *check() {},
});

/** Asked about new migrations only. */
export const running = defineRule({
  id: 'loud/running',
  on: 'migration',
  summary: 'Nothing runs.',
  severity: 'warning',
  messages: { runs: () => 'it runs' },
  *check() {},
});

export const loud = definePlugin({ name: 'loud', rules: [badColumn, dropped, needy, running] });
