import { defaultSchema } from '@refint/model';
import { type Applied, done } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { withNothingNew } from './new-enums.ts';
import type { World } from './world.ts';

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
