import { type DeclaredRelations, groupBy } from '../join.ts';
import type { Reference } from '../reference.ts';
import { remembered } from '../remembered.ts';
import { sameMembers } from '../same-list.ts';
import { viewAt } from '../standing.ts';
import type { TableId } from '../table.ts';
import { type ForeignKeyEvent, knownEnd, type Timeline } from '../timeline.ts';
import { inferredReferences } from './inferred-references.ts';
import { isSetFree } from './set-free.ts';

/**
 * Of a history whose beginning or end is not known, it is not known what nobody declared; and what somebody declared once
 * and took back is declared to be none.
 */
export function undeclaredIn(
  references: readonly Reference[],
  declared: DeclaredRelations | undefined,
  timeline: Timeline | undefined,
): readonly Reference[] {
  const state = declared?.snapshot ?? knownEnd(timeline);
  if (!state) return [];
  const found = inferredReferences(state, references);
  if (found.length === 0) return found;
  const events = timeline ? eventsIn(timeline.foreignKeyEvents) : none;
  const undeclared: Reference[] = [];
  for (const reference of found)
    if (viewAt(reference, declared, timeline) === undefined && !isSetFree(reference, events))
      undeclared.push(reference);
  const last = latest.get(found);
  if (last && sameMembers(last, undeclared)) return last;
  latest.set(found, undeclared);
  return undeclared;
}

/** What was given last of those that were found: the same list says that nothing of it is another. */
const latest = new WeakMap<readonly Reference[], readonly Reference[]>();

const none: ReadonlyMap<TableId, readonly ForeignKeyEvent[]> = new Map();

const eventsIn = remembered((events: readonly ForeignKeyEvent[]): typeof none => groupBy(events, ({ table }) => table));
