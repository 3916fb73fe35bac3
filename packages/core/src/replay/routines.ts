import { isAbsent, shown } from './absent-routines.ts';
import { type Applied, done, failed } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { defineFunction, dropFunction } from './functions.ts';
import { withoutTriggersOf } from './triggers.ts';
import { type World, withAside, withSnapshot } from './world.ts';

/** CREATE FUNCTION and its kin. */
export const createRoutine = (world: World, change: ChangeOf<'add', 'function'>): Applied =>
  done(withRoutine(defineFunction(world, change), change.name.name));

/** The world in which a function, procedure or aggregate has had that name, in whatever schema. */
export const withRoutine = (world: World, name: string): World =>
  withAside(world, { ...world.aside, routines: world.aside.routines.set(name, true) });

/** DROP FUNCTION and its kin: one whose name the history never made is not there. */
export function dropRoutine(world: World, change: ChangeOf<'drop', 'function'>): Applied {
  const { name, routine, ifExists, cascade } = change;
  // Of a routine PostgreSQL speaks as of a function.
  const words = routine?.words === 'PROCEDURE' ? 'procedure' : 'function';
  if (routine && !ifExists && routine.args !== 'some' && routine.words !== 'AGGREGATE' && isAbsent(world, name)) {
    const text =
      routine.args === 'none'
        ? `${words} ${shown(name)}() does not exist`
        : `could not find a ${words} named "${shown(name)}"`;
    return failed({ code: '42883', text, missing: undefined });
  }
  const { snapshot } = world;
  return done(withSnapshot(dropFunction(world, name), cascade ? withoutTriggersOf(snapshot, name) : snapshot));
}
