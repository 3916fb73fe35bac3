import { shownReference, type TableId } from '@refint/model';
import { type Project, priorityOrder } from '@refint/rule';
import type { Step } from './plan.ts';

/**
 * The order in which steps are done: by priority, as the decision record has it; then referenced tables before those that
 * reference them; then by name.
 */
export function inOrder(steps: readonly Step[], { policy, graph }: Project): readonly Step[] {
  const priorities = priorityOrder(policy);
  const rank = ({ priority }: Step): number =>
    priority === undefined ? priorities.length : priorities.indexOf(priority);
  const depths = new Map<TableId, number>();
  const depth = (id: TableId): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    // Tables that reference one another in a circle have no first one: whoever is asked again says 0.
    depths.set(id, 0);
    let found = 0;
    for (const { referencedTable } of graph.referencesFrom(id))
      if (referencedTable !== id) found = Math.max(found, 1 + depth(referencedTable));
    depths.set(id, found);
    return found;
  };
  const name = ({ reference }: Step): string => shownReference(reference);
  return [...steps].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      depth(a.key.table) - depth(b.key.table) ||
      (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0),
  );
}
