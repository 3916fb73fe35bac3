import type { TableId } from '@refint/model';
import type { Group } from './groups.ts';
import type { Picture, PictureReference } from './picture.ts';

/**
 * The references that are drawn as a line to the table that they reference. The others end in its name: those to hubs and to other
 * groups, whose lines would cover everything, those of a table to itself, and those that close a circle, whose lines would run against all others.
 */
export function linesOf(
  { references }: Picture,
  groups: readonly Group[],
  hubs: ReadonlySet<TableId>,
): ReadonlySet<PictureReference> {
  const home = new Map(groups.flatMap((group) => group.tables.map((id) => [id, group])));
  const near = references.filter(
    ({ from, to }) => from !== to && !hubs.has(to) && home.get(from) !== undefined && home.get(from) === home.get(to),
  );
  const backward = closing(near);
  return new Set(near.filter((reference) => !backward.has(reference)));
}

/** The references that lead back to where a walk came from: without them there is no circle. */
function closing(references: readonly PictureReference[]): ReadonlySet<PictureReference> {
  const from = new Map<TableId, PictureReference[]>();
  for (const reference of references) from.set(reference.from, [...(from.get(reference.from) ?? []), reference]);
  const found = new Set<PictureReference>();
  const done = new Set<TableId>();
  const onWay = new Set<TableId>();
  for (const start of from.keys()) {
    if (done.has(start)) continue;
    const way = [{ id: start, rest: [...(from.get(start) ?? [])] }];
    onWay.add(start);
    for (let top = way.at(-1); top; top = way.at(-1)) {
      const next = top.rest.shift();
      if (!next) {
        done.add(top.id);
        onWay.delete(top.id);
        way.pop();
      } else if (onWay.has(next.to)) found.add(next);
      else if (!done.has(next.to)) {
        onWay.add(next.to);
        way.push({ id: next.to, rest: [...(from.get(next.to) ?? [])] });
      }
    }
  }
  return found;
}
