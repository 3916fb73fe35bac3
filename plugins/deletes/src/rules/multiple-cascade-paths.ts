import {
  type DeleteRefusal,
  type Reference,
  type RelationGraph,
  shownReference,
  shownTableId,
  type TableId,
} from '@refint/model';
import { defineRule } from '@refint/rule';
import { wayNotes } from '../way-notes.ts';

interface Ways {
  readonly from: TableId;
  readonly to: TableId;
}

/**
 * Ways that agree do no harm: whoever comes first deletes, the other finds nothing. A way that refuses is met before the
 * rows in it are gone, if these go by a longer way. SQL Server accepts no second way at all (error 1785).
 */
export default defineRule({
  id: 'deletes/multiple-cascade-paths',
  on: 'project',
  summary: 'Two ways of a delete to the same rows agree on what becomes of them.',
  severity: 'warning',
  messages: {
    refused: ({ from, refusal }: { from: TableId; refusal: DeleteRefusal }) => {
      const { table, referencedTable } = refusal.reference;
      const [rows, before] = [shownTableId(table), shownTableId(referencedTable)];
      const early = refusal.when === 'always' ? '' : `, where the foreign key to ${before} was created first`;
      const one = `as soon as one row of ${rows} references a row of ${before} that goes along${early}`;
      return `a delete from ${shownTableId(from)} is refused ${one}: ${shownReference(refusal.reference)} is checked before the rows of ${rows} are gone`;
    },
    several: ({ from, to }: Ways) =>
      `SQL Server refuses a second way for a delete from ${shownTableId(from)} to come to ${shownTableId(to)}`,
  },

  *check({ graph, declared, timeline }, say) {
    const dialect = (timeline?.last ?? declared?.snapshot)?.dialect;
    // What another database does step by step, or the ORM in its place, is not proved.
    if (dialect === 'postgresql' && declared?.relationMode !== 'prisma') {
      for (const [refusal, from] of firstRefusals(graph)) {
        const notes = [...wayNotes(refusal.referenced), ...wayNotes(refusal.referencing)];
        yield say.refused(refusal.reference, { from, refusal }, { fact: 'onDelete', notes });
      }
    } else if (dialect === 'sqlserver') {
      for (const [reference, from] of secondWays(graph)) {
        const notes = wayNotes(graph.wayOfDelete(from, reference.table) ?? []);
        const ways = { from, to: reference.table };
        yield say.several(reference, ways, { fact: 'onDelete', severity: 'error', notes });
      }
    }
  },
});

/** Each reference that refuses somewhere, with the table where the delete begins that it refuses most surely. */
function firstRefusals(graph: RelationGraph): Iterable<readonly [DeleteRefusal, TableId]> {
  const found = new Map<Reference, readonly [DeleteRefusal, TableId]>();
  for (const table of graph.tables) {
    for (const refusal of graph.refusalsOf(table)) {
      const known = found.get(refusal.reference);
      if (!known || (known[0].when !== 'always' && refusal.when === 'always')) {
        found.set(refusal.reference, [refusal, table]);
      }
    }
  }
  return found.values();
}

/** Each reference by which a delete comes to rows to which it has come already, with the table where it begins. */
function secondWays(graph: RelationGraph): ReadonlyMap<Reference, TableId> {
  const found = new Map<Reference, TableId>();
  for (const start of graph.tables) {
    const steps = graph.stepsOfDelete(start);
    for (const table of steps.keys()) {
      if (table === start) continue;
      const ways = graph
        .referencesFrom(table)
        .filter(({ onDelete, referencedTable }) => onDelete === 'cascade' && steps.has(referencedTable));
      const first = steps.get(table)?.by;
      for (const way of ways)
        if (way !== first && way.referencedTable !== table && !found.has(way)) found.set(way, start);
    }
  }
  return found;
}
