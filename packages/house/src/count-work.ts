import { Session } from 'node:inspector/promises';

/**
 * Counts how often any block of our code is entered: a measure of work that is the same on every machine and in every run,
 * unlike time. V8 counts for itself (precise coverage); what its own functions do inside is not counted. Blocks are counted
 * only in code that is compiled after this file was loaded, so that what is to be measured must be imported after it.
 */
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** The work of a run, by function. Each look at the counters sets them back. */
export async function workByFunction(run: () => unknown): Promise<ReadonlyMap<string, number>> {
  await session.post('Profiler.takePreciseCoverage');
  await run();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const work = new Map<string, number>();
  for (const { url, functions } of result) {
    if (!/\/(?:packages|plugins)\/[^?]*\/src\//.test(url)) continue;
    for (const { functionName, ranges } of functions) {
      const place = `${url.replace(/^.*\/(?:packages|plugins)\//, '')} ${functionName} ${ranges[0]?.startOffset}`;
      work.set(place, (work.get(place) ?? 0) + ranges.reduce((sum, { count }) => sum + count, 0));
    }
  }
  return work;
}

/** The work of a run as a whole. */
export async function workOf(run: () => unknown): Promise<number> {
  let sum = 0;
  for (const count of (await workByFunction(run)).values()) sum += count;
  return sum;
}
