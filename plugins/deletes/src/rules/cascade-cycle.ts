import { acts, type Reference, type RelationGraph, shownTableId, type TableId } from '@refint/model';
import { defineRule } from '@refint/rule';
import { wayNotes } from '../way-notes.ts';

interface Circle {
  readonly tables: readonly TableId[];
  /** What SQL Server says of it, which refuses to create such foreign keys. */
  readonly refused: boolean;
}

/**
 * Rows of two tables that take one another along: to delete one is to delete whatever hangs together with it, both ways.
 * A table whose own rows reference one another is a tree, which is meant to go with its root; SQL Server refuses that too.
 */
export default defineRule({
  id: 'deletes/cascade-cycle',
  on: 'project',
  summary: 'A delete does not come back to the table in which it began.',
  severity: 'warning',
  messages: {
    circle: ({ tables, refused }: Circle) => {
      const way = [...tables, tables[0]!].map(shownTableId).join(' → ');
      return refused
        ? `SQL Server refuses deletes that come back to where they began: ${way}`
        : `a delete from ${shownTableId(tables[0]!)} comes back to it and takes along all that hangs together: ${way}`;
    },
  },

  *check({ graph, declared, timeline }, say) {
    const refused = (timeline?.last ?? declared?.snapshot)?.dialect === 'sqlserver';
    for (const group of graph.cascadeCycles()) {
      if (group.length === 1 && !refused) continue;
      const circle = circleIn(graph, group);
      const last = circle.at(-1)!;
      yield say.circle(
        last,
        { tables: circle.map(({ referencedTable }) => referencedTable), refused },
        {
          fact: 'onDelete',
          severity: refused ? 'error' : undefined,
          notes: wayNotes(circle),
        },
      );
    }
  },
});

/** The references of a shortest circle through the first table of a group, in the order in which a delete follows them. */
function circleIn(graph: RelationGraph, [first = '']: readonly TableId[]): readonly Reference[] {
  const closing = graph.referencesFrom(first).filter((one) => one.onDelete === 'cascade' && acts(one));
  const circles = closing.flatMap((last) => {
    const way = graph.wayOfDelete(first, last.referencedTable);
    return way ? [[...way, last]] : [];
  });
  return circles.sort((a, b) => a.length - b.length)[0] ?? [];
}
