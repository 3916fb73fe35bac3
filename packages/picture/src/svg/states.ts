import type { Enforcement } from '@refint/model';
import type { Picture } from '../graph/picture.ts';

/** The states that occur, the most frequent first. */
export function statesIn({ references }: Picture): readonly (readonly [Enforcement, number])[] {
  const counts = new Map<Enforcement, number>();
  for (const { state } of references) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
