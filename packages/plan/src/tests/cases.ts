import type { ForeignKey, Snapshot } from '@refint/model';
import { type Planner, plannerFor } from '../rows/planner.ts';
import { insertOf } from '../rows/rows.ts';
import { quoteTable } from '../sql/quote.ts';
import type { Case, Untested } from './case.ts';
import { holds, identityOf, numbers, sampleOf } from './sample.ts';
import { isTwin, trialsOf } from './trials.ts';

/** What is tried with each foreign key of a state, or why nothing is. */
export function casesOf(state: Snapshot, keys: readonly ForeignKey[], seed = 0): readonly (Case | Untested)[] {
  const planner = plannerFor(state, { count: numbers.missing, references: 'required', spread: false, seed });
  return keys.map((key) => caseOf(planner, inState(state, key)));
}

/** The foreign key as the state has it, which is what its tables are known by. */
const inState = (state: Snapshot, key: ForeignKey): ForeignKey =>
  state.table(key.table)?.foreignKeys.find(({ name }) => name === key.name) ?? key;

function caseOf(planner: Planner, key: ForeignKey): Case | Untested {
  const table = planner.snapshot.table(key.table);
  if (!table?.foreignKeys.includes(key)) return { key, because: 'it is not there in the end' };
  const sample = sampleOf(planner, key);
  if ('because' in sample) return { key, because: sample.because };
  const { referencing, referenced, before } = sample;
  const there = (from: string, condition: string): string => `EXISTS (SELECT 1 FROM ${from} WHERE ${condition})`;
  const { cells } = referencing.template;
  const own = [...identityOf(referencing, key), ...key.columns];
  return {
    key,
    twins: table.foreignKeys.filter((one) => isTwin(one, key)).map(({ name }) => name),
    before: before.map(insertOf),
    referencing: insertOf([referencing]),
    isThere: [
      there(
        quoteTable(key.referencedTable),
        holds(referenced.template.cells, referenced.number, key.referencedColumns),
      ),
      there(quoteTable(key.table), holds(cells, referencing.number, own)),
    ].join('\n    AND '),
    trials: trialsOf(planner, sample),
    doubts: referencing.template.doubts,
  };
}
