import { type ForeignKeyEvent, type Reference, shownReference, takenBackWith, written } from '@refint/model';
import { among, defineRule, type Note, type Project } from '@refint/rule';

interface NeverCreated {
  readonly reference: string;
  readonly because: string;
}

/** Nothing fails and nobody is told: the migration is applied, and the foreign key is not there. */
export default defineRule({
  id: 'migrations/skipped-foreign-key',
  on: 'project',
  summary: 'A foreign key in a guarded or forgiving block is really created.',
  severity: 'error',
  messages: {
    skipped: ({ reference, because }: NeverCreated) => `${reference} is silently skipped: ${because}`,
    swallowed: ({ reference, because }: NeverCreated) => `${reference} fails and the error is swallowed: ${because}`,
  },

  *check({ graph, timeline }, say) {
    for (const { event } of among(graph.references, isNotMade)) {
      const { outcome } = event.moment;
      const reference = shownReference(event);
      if (outcome.kind === 'skipped') {
        const guard: Note = { text: 'this condition is false when the migration runs', at: outcome.guard.at };
        const notes = [guard, ...meant(graph, event)];
        yield say.skipped(event, { reference, because: outcome.guard.because }, { fact: 'columns', notes });
      } else if (outcome.kind === 'swallowed') {
        const handler: Note = { text: 'this handler swallows the error', at: outcome.handler };
        const notes = [handler, ...takenBack(timeline, event), ...meant(graph, event)];
        yield say.swallowed(event, { reference, because: outcome.failure.text }, { fact: 'columns', notes });
      }
    }
  },
});

const isNotMade = (reference: Reference): reference is Reference & { readonly event: ForeignKeyEvent } =>
  reference.event !== undefined && (reference.enforcement === 'skipped' || reference.enforcement === 'swallowed');

/** The relation of the schema that the foreign key should have enforced. */
function meant(graph: Project['graph'], event: ForeignKeyEvent): readonly Note[] {
  const declared = graph.meantBy(event);
  return declared
    ? [{ text: `the schema declares this relation as ${shownReference(declared)}`, at: declared.origin }]
    : [];
}

/** What else of its block is lost with it: an error takes back all that its block has done. */
function takenBack(timeline: Project['timeline'], { moment }: ForeignKeyEvent): readonly Note[] {
  const [first, ...others] = timeline ? takenBackWith(timeline, moment) : [];
  if (!first) return [];
  const are = others.length === 0 ? 'is' : `and ${others.length} more are`;
  return [
    {
      text: `this change of the block ${are} rolled back with it`,
      at: written(first.change.source, first.change.span),
    },
  ];
}
