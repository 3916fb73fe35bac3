import type { DataType } from '@refint/model';
import type { Known } from './known.ts';

export const isText = ({ name }: DataType): boolean =>
  ['text', 'character varying', 'character', 'citext', 'name'].includes(name);

export const isNumber = ({ name }: DataType): boolean =>
  ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'].includes(name);

const limits: Readonly<Record<string, number>> = { smallint: 2 ** 15, integer: 2 ** 31, bigint: 2 ** 53 };

/** Whether a value that is known fits into a type: not too long, and not too large. */
export function fits(known: Known, type: DataType): boolean {
  if (typeof known === 'string' && isText(type)) {
    const width = type.modifiers[0] ? Number(type.modifiers[0]) : type.name === 'character' ? 1 : undefined;
    return width === undefined || [...known].length <= width;
  }
  const limit = limits[type.name];
  if (typeof known === 'number' && limit !== undefined) return Number.isInteger(known) && Math.abs(known) < limit;
  if (typeof known === 'number' && type.name === 'numeric' && type.modifiers[0] !== undefined) {
    const [precision = 0, scale = 0] = type.modifiers.map(Number);
    return Math.abs(known) < 10 ** (precision - scale) && Number((known * 10 ** scale).toFixed(6)) % 1 === 0;
  }
  return true;
}
