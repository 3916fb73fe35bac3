import type { OperationCosts, RehearsedCost, RehearsedCosts, Targets } from '@refint/core';
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
    readonly goOn: (done: number, of: number) => void;
  },
): Promise<RehearsedCosts> {
  const costs: RehearsedCost[] = [];
  for (const [at, key] of keys.entries()) {
    goOn(at, keys.length);
    costs.push(await costOfKey(session, key, state));
  }
  const slowest = costs.flatMap((one) => p95sOf(one[one.made]));
  return {
    keys: costs,
    rows,
    goal: targets?.writeMilliseconds ?? usualGoal,
    figure: slowest.length === 0 ? undefined : Math.max(...slowest),
  };
}

const p95sOf = (costs: OperationCosts | undefined): readonly number[] =>
  [costs?.insert, costs?.update, costs?.delete].flatMap((cost) => cost?.p95 ?? []);
