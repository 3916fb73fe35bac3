import type { LeftPath, Moment, Timeline } from './timeline.ts';

/** The first thing in a later file that fails because of the search path that an earlier one left. */
export function lostOnPath({ moments }: Timeline, { moment, was, now }: LeftPath): Moment | undefined {
  return moments.slice(moments.indexOf(moment)).find(({ migration, searchPath, outcome, before }) => {
    if (migration === moment.migration || outcome.kind !== 'failed' || searchPath.join() !== now.join()) return false;
    const { code, missing } = outcome.failure;
    // "no schema has been selected to create in"
    if (code === '3F000' && !missing) return true;
    return was.some((schema) => missing?.kind === 'table' && before.relationNamed(schema, missing.name));
  });
}
