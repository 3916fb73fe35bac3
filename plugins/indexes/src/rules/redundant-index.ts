import { type Index, type Origin, type Redundant, redundantIn, shownTable, type Table } from '@refint/model';
import { defineRule, type Fix, knownState, type Project } from '@refint/rule';

/**
 * Every write keeps every index. One that another one makes superfluous costs as much as a useful one and gives nothing.
 * What migrations made is judged where all of it is known, and what the schema declares elsewhere.
 */
export default defineRule({
  id: 'indexes/redundant-index',
  on: 'project',
  summary: 'No index does what another index does as well.',
  severity: 'hint',
  options: {
    prefixes: {
      kind: 'flag',
      about:
        'Whether an index over the first columns of another one is told as well, which a team may keep because it is smaller.',
      default: true,
    },
  },
  messages: {
    same: ({ index, by }: { index: string; by: string }) => `${index} is over the same columns as ${by}`,
    longer: ({ index, by, columns }: { index: string; by: string; columns: string }) =>
      `${index} finds nothing that ${by} (${columns}) does not find as well`,
  },

  *check(project, say, { prefixes }) {
    for (const table of (knownState(project) ?? project.declared?.snapshot)?.tables ?? []) {
      if (table.doubt) continue;
      for (const { index, by, how } of redundantIn(table)) {
        if (how !== 'same' && !prefixes) continue;
        const own = declaredIndex(project, table, index);
        const more = {
          fact: index.name,
          place: placeOf(own, index),
          notes: [{ text: `${shownIndex(by)} is here`, at: placeOf(declaredIndex(project, table, by), by) }],
          fix: () => fixFor(project, own),
        };
        const words = { index: `${shownTable(table)}: ${shownIndex(index)}`, by: shownIndex(by) };
        yield how === 'same'
          ? say.same(table, words, more)
          : say.longer(table, { ...words, columns: by.columns.join(', ') }, more);
      }
    }
  },
});

const kinds = { 'primary-key': 'the primary key', unique: 'the unique constraint', exclude: 'the constraint' } as const;

const shownIndex = ({ name, constraint, unique }: Redundant['by']): string =>
  `${constraint ? kinds[constraint] : unique ? 'the unique index' : 'the index'} ${name}`;

/** The index in the schema, where people take it out: migrations that ran are not changed. */
const declaredIndex = ({ declared }: Project, table: Table, { name }: Index): Index | undefined =>
  declared?.snapshot.table(table.id)?.indexes.find((index) => index.name === name);

const placeOf = (own: Index | undefined, made: Index): Origin => own?.origin ?? made.origins?.['name'] ?? made.origin;

/** Where migrations make the index, the schema and they would differ from then on, until one of them drops it. */
function fixFor(project: Project, own: Index | undefined): Fix | undefined {
  const edit = own && project.declared?.writer.removeIndex(own);
  return (
    edit && {
      title: `take out ${edit.source.text.slice(edit.span.start, edit.span.end).trim()}`,
      safe: knownState(project) === undefined,
      edits: [edit],
    }
  );
}
