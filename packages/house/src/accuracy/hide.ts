import { type Reference, RelationGraph, type Snapshot, shownReference } from '@refint/model';
import type { Project } from '@refint/rule';

/** A graph as it would be had nobody ever declared a reference, nor made a foreign key for it. Its columns stay. */
export function graphWithout(project: Project, hidden: Reference): RelationGraph {
  const { declared, timeline } = project;
  const isHidden = (one: Ends) => shownReference(one) === shownReference(hidden);
  return RelationGraph.of(
    declared && { relationMode: declared.relationMode, snapshot: without(declared.snapshot, hidden, isHidden) },
    timeline && {
      ...timeline,
      last: without(timeline.last, hidden, isHidden),
      foreignKeyEvents: timeline.foreignKeyEvents.filter((event) => !isHidden(event)),
    },
  );
}

type Ends = Parameters<typeof shownReference>[0];

function without(state: Snapshot, { table }: Reference, isHidden: (one: Ends) => boolean): Snapshot {
  const found = state.table(table);
  return found
    ? state.withTable({
        ...found,
        relations: found.relations.filter((relation) => !isHidden(relation)),
        foreignKeys: found.foreignKeys.filter((foreignKey) => !isHidden(foreignKey)),
      })
    : state;
}
