import { aftermathOf, failingStatements, newValueIn, type Runner, shownAftermath, written } from '@refint/model';
import { defineRule } from '@refint/rule';

/** ALTER TYPE … ADD VALUE is done at once, and nobody may use the value before it is committed (SQLSTATE 55P04). */
export default defineRule({
  id: 'migrations/enum-value-used-in-same-transaction',
  on: 'project',
  summary: 'A value of an enum is used only after the transaction that adds it.',
  severity: 'error',
  messages: {
    unsafe: ({ value, type }: { value: string; type: string }) =>
      `this statement cannot run: '${value}' of ${type} is used in the transaction that adds it (SQLSTATE 55P04)`,
  },

  *check({ timeline }, say) {
    const told = new Set<object>();
    for (const failing of timeline ? failingStatements(timeline) : []) {
      const added = timeline && newValueIn(timeline, failing);
      // What mends the first use mends the others.
      if (!added || told.has(added.value)) continue;
      told.add(added.value);
      const { source } = added.moment.change;
      const rest = shownAftermath(aftermathOf(timeline, failing.moment));
      const notes = [
        { text: 'it is added here', at: written(source, added.value.span) },
        ...(rest === undefined ? [] : [{ text: rest }]),
        { text: advice[timeline.runner] },
      ];
      const words = { value: added.value.name, type: added.type.name };
      yield say.unsafe(failing.moment, words, { fact: words.value, place: failing.at, notes });
    }
  },
});

const advice: Readonly<Record<Runner, string>> = {
  prisma: 'add the value in a migration of its own, before this one',
  drizzle:
    'add the value in a migration that is applied before this one is there: all pending ones are one transaction',
  psql: 'add the value before BEGIN, or after a COMMIT',
};
