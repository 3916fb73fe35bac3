import { type DeclaredRelations, groupBy, viewAt } from '../join.ts';
import type { Reference } from '../reference.ts';
import { knownEnd, type Timeline } from '../timeline.ts';
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
  const events = groupBy(timeline?.foreignKeyEvents ?? [], ({ table }) => table);
  return found.filter(
    (reference) => viewAt(reference, declared, timeline) === undefined && !isSetFree(reference, events),
  );
}
