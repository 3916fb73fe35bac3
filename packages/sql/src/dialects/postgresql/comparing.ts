import type { Expression } from '@refint/model';
import { cut } from './names.ts';

/** Operators whose both sides become one type. */
export const comparing = new Set([
  '=',
  '<>',
  '<',
  '>',
  '<=',
  '>=',
  'in',
  'not in',
  'is distinct from',
  'is not distinct from',
]);

/** Columns of the catalogs that hold names. A text that is compared with one takes its type, and is cut as names are. */
const holdsNames = /^\w+name$|_(?:schema|catalog)$/;

/** What is compared, where a text that is too long for a name takes the type of one. */
export function namesCut(operator: string, operands: readonly Expression[]): readonly Expression[] {
  if (!operands.some(isLong) || !comparing.has(operator)) return operands;
  const isName = operands.some((one) => one.kind === 'name' && holdsNames.test(one.path.at(-1) ?? ''));
  const short = (one: Expression): Expression => {
    if (one.kind === 'list') return { ...one, items: one.items.map(short) };
    return one.kind === 'literal' && typeof one.value === 'string' ? { ...one, value: cut(one.value) } : one;
  };
  return isName ? operands.map(short) : operands;
}

const isLong = (one: Expression): boolean =>
  one.kind === 'list'
    ? one.items.some(isLong)
    : one.kind === 'literal' && typeof one.value === 'string' && cut(one.value) !== one.value;
