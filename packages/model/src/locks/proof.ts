import type { Check } from '../table.ts';

/** Whether a CHECK says that a column is not null: alone, or as one of several conditions that must all hold. */
export function proves({ expression, columns }: Check, column: string): boolean {
  const conditions = conditionsOf(expression);
  const named = conditions
    .flatMap((condition) => notNull.exec(condition)?.slice(1) ?? [])
    .filter((name) => name !== undefined);
  // A check over one column names it by the name that it had when the check was written.
  if (conditions.length === 1 && named.length === 1) return columns.length === 1 && columns[0] === column;
  return named.some((name) => nameOf(name) === column);
}

const notNull = /^\(*\s*("(?:[^"]|"")+"|[a-z_][\w$]*)\s*\)*\s+is\s+not\s+null\s*\)*$/i;

const nameOf = (written: string): string =>
  written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written.toLowerCase();

/** The parts that AND joins outside of parentheses. */
function conditionsOf(expression: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of expression.matchAll(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[()]|\b(?:and|or)\b/gi)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (depth === 0 && /^or$/i.test(token)) return [expression];
    else if (depth === 0 && /^and$/i.test(token)) {
      parts.push(expression.slice(start, index).trim());
      start = index + token.length;
    }
  }
  return [...parts, expression.slice(start).trim()];
}
