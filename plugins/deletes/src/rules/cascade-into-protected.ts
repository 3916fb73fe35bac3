import { type Reference, shownReference, shownTableId, type TableId } from '@refint/model';
import { defineRule, factAbout } from '@refint/rule';
import { bypassed } from '../bypassed.ts';
import { placeOfAction, wayNotes } from '../way-notes.ts';

/**
 * What must not go may go with something else: a delete begins where nobody thinks of it. RESTRICT keeps a row only from a
 * delete that leaves the rows which reference it; if these go first, or in the same step, nothing is left that refuses.
 */
export default defineRule({
  id: 'deletes/cascade-into-protected',
  on: 'project',
  summary: 'No delete that begins elsewhere takes along what must not be deleted.',
  severity: 'error',
  messages: {
    neverDeleted: ({ from, table, because }: { from: TableId; table: TableId; because: string }) =>
      `a delete from ${shownTableId(from)} takes rows of ${shownTableId(table)} along, which must never be deleted: ${because}`,
    bypassed: ({ from, kept }: { from: TableId; kept: Reference }) =>
      `${shownReference(kept)} should refuse, but a delete from ${shownTableId(from)} takes along the rows of both, and so nothing refuses`,
  },

  *check(project, say) {
    const { graph, facts } = project;
    const never = (table: TableId) => factAbout(facts, table, 'neverDeleted');
    for (const table of facts.some(({ neverDeleted }) => neverDeleted) ? graph.tables : []) {
      const fact = never(table);
      // What comes by way of another such table is said of that one.
      for (const way of fact ? graph.waysInto(table, (other) => !never(other)) : []) {
        const [{ referencedTable: from }, last] = [way[0]!, way.at(-1)!];
        const data = { from, table, because: fact?.because ?? '' };
        const more = { fact: 'onDelete', place: placeOfAction(last), notes: wayNotes(way) };
        yield say.neverDeleted(last, data, more);
      }
    }
    for (const { kept, entry, from } of bypassed(project)) {
      const ways = [kept.table, kept.referencedTable].flatMap((to) => graph.wayOfDelete(from, to) ?? []);
      const reason = entry.because ? [{ text: `the policy's reason: ${entry.because}` }] : [];
      const notes = [...wayNotes([...new Set(ways)]), ...reason];
      yield say.bypassed(kept, { from, kept }, { fact: 'onDelete', place: placeOfAction(kept), notes });
    }
  },
});
