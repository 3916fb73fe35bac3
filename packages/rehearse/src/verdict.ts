import type { Rehearsal } from '@refint/core';

/** Nothing differs, nothing fails that should not, and no write takes longer than it may. */
export function isWell({ history, plan, costs }: Pick<Rehearsal, 'history' | 'plan' | 'costs'>): boolean {
  const all = [history, ...(plan ? [plan] : [])];
  if (all.some(({ refused, disagreements }) => refused.length > 0 || disagreements.length > 0)) return false;
  if (plan?.audit?.some(({ planted, counted }) => planted !== (counted ?? 0))) return false;
  if (plan?.tests?.pass === false || (plan?.notRestored?.length ?? 0) > 0) return false;
  return costs?.figure === undefined || costs.figure <= costs.goal;
}
