import { apart, type Cell, knownIn } from './cell.ts';
import { evaluated } from './evaluate.ts';
import type { Known } from './known.ts';
import type { CheckRule, KeyRule } from './rules.ts';

type Cells = ReadonlyMap<string, Cell>;

/** The numbers for which rows are judged: what holds for the first few and for the last holds for those between them. */
export const judged = (count: number): readonly number[] => [
  ...new Set([1, 2, 3, count].filter((one) => one <= count)),
];

function knownOf(cells: Cells, number: number): (column: string) => Known | undefined {
  return (name) => {
    const cell = cells.get(name);
    return cell && knownIn(cell, number);
  };
}

/** Whether rows pass a check: surely, surely not, or that is not known, maybe as some columns hold nothing yet. */
export function passes({ expression }: CheckRule, cells: Cells, numbers: readonly number[]): boolean | undefined {
  let sure = true;
  for (const number of numbers) {
    const result = evaluated(expression, knownOf(cells, number));
    if (result === false) return false;
    if (result !== true && result !== null) sure = false;
  }
  return sure ? true : undefined;
}

/** Whether so many rows pass a key beside each other. All its columns hold something. */
export function apartBy(
  { parts, predicate, nullsNotDistinct, isExclusion }: KeyRule,
  cells: Cells,
  count: number,
): boolean {
  if (count === 1) return true;
  const numbers = judged(count);
  if (predicate) {
    const conditions = numbers.map((number) => evaluated(predicate, knownOf(cells, number)));
    if (conditions.every((one) => one === false || one === null)) return true;
  }
  if (isExclusion) return false;
  return parts.some((part) => {
    if (part.kind === 'name') {
      const cell = cells.get(part.path.at(-1) ?? '');
      if (cell?.kind === 'null') return !nullsNotDistinct;
      return cell !== undefined && apart(cell) >= count;
    }
    const values = numbers.map((number) => evaluated(part, knownOf(cells, number)));
    if (values.every((one) => one === null)) return !nullsNotDistinct;
    const isTold = values.every((one) => typeof one === 'string' || typeof one === 'number');
    return isTold && new Set(values).size === values.length && [...cells.values()].some((cell) => apart(cell) >= count);
  });
}
