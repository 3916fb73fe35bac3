import type { Index } from '../table.ts';
import { loosely } from './constants.ts';

/** Whether Prisma sees an index at all: it knows no expressions, and takes the index of an exclusion for something else. */
export const isSeen = ({ expressions, constraint }: Index): boolean => !expressions && constraint !== 'exclude';

/**
 * Whether a declared index and one of the database are the same to Prisma: the columns with their order (those of INCLUDE
 * are columns to it), uniqueness, method, operator classes, and the condition where it sees any.
 */
export function isSameIndex(declared: Index, made: Index, seesConditions: boolean): boolean {
  const count = made.columns.length + made.include.length;
  if (declared.columns.length !== count || declared.unique !== made.unique || declared.method !== made.method)
    return false;
  for (let at = 0; at < count; at++) {
    const name = made.columns[at] ?? made.include[at - made.columns.length];
    if (declared.columns[at] !== name) return false;
    const [own, other] = [declared.options?.[at], made.options?.[at]];
    if (own === undefined && other === undefined) continue;
    if ((own?.descending ?? false) !== (other?.descending ?? false)) return false;
    if (!isSameClass(own?.operatorClass, other?.operatorClass, own?.rawClass === true, made.method)) return false;
  }
  return !seesConditions || isSameCondition(declared.predicate, made.predicate);
}

/**
 * Prisma reads no operator class of a btree or a hash, so that one which is declared is never there. What a schema gives with `raw`
 * is the same only as what Prisma has no name for.
 */
function isSameClass(own: string | undefined, other: string | undefined, isRaw: boolean, method: string): boolean {
  if (method === 'btree' || method === 'hash') return own === undefined;
  const made = other?.replace(/^"?pg_catalog"?\./, '');
  if (own === undefined) return made === undefined || isDefault(made, method);
  if (isRaw && (made === undefined || hasName.test(made))) return false;
  return made === undefined ? isDefault(own, method) : own === made;
}

/** Operator classes that Prisma has a word for, such as `JsonbPathOps`. */
const hasName = /^(?:inet|jsonb|jsonb_path|array|text)_ops$|_(?:minmax|minmax_multi|bloom|inclusion)_ops$/;

/** Whether a class is the one that PostgreSQL takes for the type when nobody names one (pg_opclass, opcdefault). */
function isDefault(name: string, method: string): boolean {
  if (method === 'brin') return /_minmax_ops$/.test(name);
  if (/_(?:pattern|path|trgm|minmax|bloom)_ops$/.test(name)) return false;
  return !(method === 'gist' && name === 'inet_ops');
}

/** Conditions in words of SQL are compared; of one that is given as an object (`{ deleted: true }`) only whether there is one. */
function isSameCondition(own: string | undefined, other: string | undefined): boolean {
  if (own === undefined || other === undefined) return own === other;
  const [, words] = /^raw\s*\(\s*"((?:[^"\\]|\\.)*)"\s*\)$/s.exec(own.trim()) ?? [];
  return words === undefined || compared(words.replace(/\\(.)/g, '$1')) === compared(other);
}

const compared = (condition: string): string => loosely(condition).replaceAll('!=', '<>');
