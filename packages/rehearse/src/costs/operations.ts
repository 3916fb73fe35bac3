import type { OperationCost } from '@refint/core';
import { type Session, serverError } from '../servers/session.ts';

/** Statements that are run one by one and timed, and what has to be done before. */
export interface Operation {
  readonly before: readonly string[];
  readonly timed: readonly string[];
}

/**
 * What each of some statements takes, in a transaction that stays as it is. Where one is refused, that is said instead.
 *
 * @param make gives the statements; it may ask the database
 */
export async function measured(
  session: Session,
  make: () => Promise<Operation>,
): Promise<{ readonly cost: OperationCost } | { readonly because: string }> {
  await session.exec('SAVEPOINT refint_operation');
  try {
    const { before, timed } = await make();
    if (timed.length === 0) return { because: 'there are no rows for it' };
    for (const statement of before) await session.exec(statement);
    const times: number[] = [];
    for (const statement of timed) {
      const start = performance.now();
      await session.exec(statement);
      times.push(performance.now() - start);
    }
    return { cost: costOf(times) };
  } catch (error) {
    const { code, text } = serverError(error);
    return { because: `${code} ${text}` };
  } finally {
    await session.exec('ROLLBACK TO SAVEPOINT refint_operation; RELEASE SAVEPOINT refint_operation');
  }
}

/** The middle one, that which 95 of 100 do not exceed, and how many go into a second. */
export function costOf(times: readonly number[]): OperationCost {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.ceil(part * sorted.length) - 1] ?? 0;
  const sum = times.reduce((all, time) => all + time, 0);
  const rounded = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;
  return {
    perSecond: Math.round((times.length * 1000) / Math.max(sum, 0.001)),
    median: rounded(at(0.5)),
    p95: rounded(at(0.95)),
  };
}
