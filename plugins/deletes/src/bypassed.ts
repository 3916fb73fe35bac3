import { acts, type Reference, type ReferentialAction, type RelationGraph, type TableId } from '@refint/model';
import { type DeleteRule, type Project, policyFor } from '@refint/rule';

/** A reference that should refuse, and a delete that comes to both of its tables before it can. */
export interface Bypassed {
  readonly kept: Reference;
  readonly entry: DeleteRule;
  /** Where that delete begins. */
  readonly from: TableId;
}

/**
 * The references that the policy wants to refuse, and that do, but not to a delete which begins in a third table and by
 * then has taken the referencing rows along. How far it has come is known of PostgreSQL only, which deletes step by step.
 */
export function* bypassed({ graph, policy, timeline, declared }: Project): Iterable<Bypassed> {
  const dialect = (timeline?.last ?? declared?.snapshot)?.dialect;
  if (policy.length === 0 || dialect !== 'postgresql' || declared?.relationMode === 'prisma') return;
  for (const kept of graph.references) {
    const entry = refuses(kept) ? policyFor(policy, kept) : undefined;
    const from = entry?.onDelete.every(isRefusal) ? startAround(graph, kept) : undefined;
    if (entry && from !== undefined) yield { kept, entry, from };
  }
}

const isRefusal = (action: ReferentialAction | undefined): boolean => action === 'restrict' || action === 'no-action';

const refuses = (reference: Reference): boolean => isRefusal(reference.onDelete) && acts(reference);

/** The nearest table in which a delete begins that takes the referencing rows along no later than the referenced ones. */
function startAround(graph: RelationGraph, { table, referencedTable }: Reference): TableId | undefined {
  const takingRows = new Set(graph.sourcesOfDelete(table));
  for (const from of graph.sourcesOfDelete(referencedTable)) {
    if (from === referencedTable || from === table || !takingRows.has(from)) continue;
    const steps = graph.stepsOfDelete(from);
    const referencing = steps.get(table)?.depth;
    if (referencing !== undefined && referencing <= (steps.get(referencedTable)?.depth ?? 0)) return from;
  }
  return undefined;
}
