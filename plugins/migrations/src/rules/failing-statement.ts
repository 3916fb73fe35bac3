import {
  aftermathOf,
  type Cause,
  causeOf,
  type FailingStatement,
  failingForReferences,
  failingStatements,
  knownEnd,
  nearMissing,
  shownAftermath,
  type Timeline,
} from '@refint/model';
import { defineRule, type Note } from '@refint/rule';

/** A migration that worked once, on a database that somebody had changed by hand, stops every new one. */
export default defineRule({
  id: 'migrations/failing-statement',
  on: 'project',
  summary: 'Every statement of a migration can run on the database that the migrations before it make.',
  severity: 'error',
  messages: {
    fails: ({ text, code }: { text: string; code: string }) => `this statement cannot run: ${text} (SQLSTATE ${code})`,
  },

  *check({ timeline, graph }, say) {
    // What is missing may have been made by what is not known.
    if (!timeline || !knownEnd(timeline)) return;
    const ofReferences = failingForReferences(graph.references);
    const failing = failingStatements(timeline).filter((one) => isItsOwn(one) && !ofReferences.has(one.moment.within));
    for (const [at, first] of failing.entries()) {
      const { moment, failure } = first;
      if (failing[at - 1]?.moment.migration === moment.migration) continue;
      const others = failing.filter((one) => one !== first && one.moment.migration === moment.migration).length;
      yield say.fails(moment, failure, { place: first.at, notes: [...notesOn(timeline, first, others)] });
    }
  },
});

/** CONCURRENTLY in a transaction and new values of enums are matters of how the migration is run, and of rules about that. */
const isItsOwn = ({ moment, failure }: FailingStatement): boolean =>
  failure.code !== '55P04' && !(failure.code === '25001' && moment.within.alone?.includes('CONCURRENTLY'));

/** What made it so or else what was meant, what becomes of the rest, and how many more there are in the migration. */
function* notesOn(timeline: Timeline, failing: FailingStatement, others: number): Iterable<Note> {
  const { moment, failure } = failing;
  const cause = causeOf(timeline, failing);
  const near = failure.missing && !cause ? nearMissing(failure.missing, moment) : undefined;
  if (cause) yield { text: words[cause.did], at: cause.at };
  if (near !== undefined) yield { text: `did you mean ${near}?` };
  const rest = shownAftermath(aftermathOf(timeline, moment));
  if (rest !== undefined) yield { text: rest };
  if (others === 1) yield { text: '1 more statement of this migration cannot run either' };
  if (others > 1) yield { text: `${others} more statements of this migration cannot run either` };
}

const words: Readonly<Record<Cause['did'], string>> = {
  dropped: 'it is dropped here',
  renamed: 'it gets another name here',
  made: 'it is made here already',
};
