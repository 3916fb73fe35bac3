import type { Dialect } from './data-type.ts';
import type { Index } from './table.ts';

/** Whether the database itself makes an index for each foreign key that has none (MySQL manual, FOREIGN KEY Constraints). */
export const indexesForeignKeys = (dialect: Dialect): boolean => dialect === 'mysql';

/** Whether an index takes a name in the namespace of its schema, as tables do, and not one of its table's own. */
export const namesIndexesBySchema = (dialect: Dialect): boolean => dialect === 'postgresql' || dialect === 'sqlite';

/**
 * Whether an index finds the rows in which some columns have given values, as a check of a foreign key asks: they are its
 * leftmost columns, in any order, and its condition, if it has one, holds wherever the columns have values at all.
 */
export function findsRows(index: Index, columns: readonly string[]): boolean {
  const { method, predicate } = index;
  // The other methods answer other questions; a hash is of all of its columns, which is one.
  if (method !== 'btree' && !(method === 'hash' && columns.length === 1)) return false;
  if (!leadWith(index.columns, columns)) return false;
  return predicate === undefined || impliedByValues(predicate, columns);
}

function leadWith(parts: readonly string[], columns: readonly string[]): boolean {
  // Nearly every foreign key is over one column, and each is asked of every index of its table.
  if (columns.length === 1) return parts[0] === columns[0];
  const leftmost = new Set(parts.slice(0, columns.length));
  return leftmost.size === columns.length && columns.every((name) => leftmost.delete(name));
}

/**
 * Whether a condition holds for every row in which the columns have values: PostgreSQL proves `x IS NOT NULL` from `x = $1`
 * (predicate_implied_by, src/backend/optimizer/util/predtest.c), and nothing more can be known of values that are not.
 */
function impliedByValues(condition: string, columns: readonly string[]): boolean {
  const inside = withoutParentheses(condition.trim());
  const choices = partsOf(inside, 'OR');
  if (choices.length > 1) return choices.some((choice) => impliedByValues(choice, columns));
  const demands = partsOf(inside, 'AND');
  if (demands.length > 1) return demands.every((demand) => impliedByValues(demand, columns));
  const [, operand = ''] = /^(.*\S)\s*\bIS\s+NOT\s+NULL$/is.exec(inside) ?? [];
  const [, quoted, bare] = columnName.exec(withoutParentheses(operand)) ?? [];
  const name = quoted?.replaceAll('""', '"') ?? bare?.toLowerCase();
  return name !== undefined && columns.includes(name);
}

const columnName = /^(?:"((?:[^"]|"")+)"|([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*))$/;

/** What can hide a parenthesis or a word: a quoted name, a string, a word. */
const piece = /"(?:[^"]|"")*"|'(?:[^']|'')*'|[\w$\u0080-\uffff]+|[()]/g;

/** The parts of a condition between words that stand in no parentheses. */
function partsOf(condition: string, word: 'AND' | 'OR'): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: found, index } of condition.matchAll(piece)) {
    if (found === '(') depth++;
    else if (found === ')') depth--;
    else if (depth === 0 && found.toUpperCase() === word) {
      parts.push(condition.slice(start, index));
      start = index + found.length;
    }
  }
  return [...parts, condition.slice(start)];
}

/** Without the pair of parentheses that is around all of it. */
function withoutParentheses(condition: string): string {
  if (!condition.startsWith('(')) return condition;
  let depth = 0;
  for (const { 0: found, index } of condition.matchAll(piece)) {
    if (found === '(') depth++;
    else if (found === ')' && --depth === 0) {
      return index === condition.length - 1 ? withoutParentheses(condition.slice(1, -1).trim()) : condition;
    }
  }
  return condition;
}
