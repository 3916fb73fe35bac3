import { defaultSchema, type LeftPath, type Moment } from '@refint/model';
import { type Applied, done } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { withNothingNew } from './new-enums.ts';
import { defaultPath, type World } from './world.ts';

/** SET [LOCAL] search_path, RESET and set_config. */
export function setSearchPath(world: World, change: ChangeOf<'alter', 'search-path'>): Applied {
  const searchPath = change.schemas ?? [defaultSchema(world.snapshot.dialect)];
  if (!change.local) return done({ ...world, searchPath, outerPath: undefined });
  return done({ ...world, searchPath, outerPath: world.outerPath ?? world.searchPath });
}

/** What SET LOCAL did ends with its transaction, and what was new in it is not new any more. */
export function afterTransaction(before: World): World {
  const world = withNothingNew(before);
  return world.outerPath === undefined ? world : { ...world, searchPath: world.outerPath, outerPath: undefined };
}

/** What a file left of its search path. One that sets back what an earlier one left leaves nothing. */
export function leftPath(
  moments: readonly Moment[],
  was: readonly string[],
  { searchPath: now, snapshot }: World,
): readonly LeftPath[] {
  const isOther = (path: readonly string[]): boolean => now.join() !== path.join();
  const moment = moments.findLast(({ change, outcome }) => change.entity === 'search-path' && outcome.kind === 'done');
  return moment && isOther(was) && isOther(defaultPath(snapshot.dialect)) ? [{ moment, was, now }] : [];
}
