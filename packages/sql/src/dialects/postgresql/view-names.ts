import type { Cursor } from '../../cursor.ts';
import { COMMA, DOT, OPEN, QUOTED, WORD } from '../../tokens.ts';

/**
 * The names of the columns that a view gives, from what stands behind its own name: those that are listed there, those that
 * AS gives, and those of columns that are read as they are. A star hides how many there are, and then nothing is given.
 */
export function readViewNames(c: Cursor): readonly (string | undefined)[] | undefined {
  const listed = c.kind() === OPEN ? c.names().map(({ name }) => name) : [];
  while (!c.done && !c.is('AS')) c.skip();
  c.takes('AS');
  while (!c.done && !c.is('SELECT')) c.skip();
  c.takes('SELECT');
  c.takes('ALL');
  if (c.takes('DISTINCT') && c.takes('ON')) c.skip();
  const names: (string | undefined)[] = [];
  while (!c.done) {
    const first = c.at;
    while (!c.done && c.kind() !== COMMA && !endsList(c, first)) c.skip();
    if (c.tokens.text[(c.tokens.ends[c.at - 1] ?? 0) - 1] === '*') return undefined;
    names.push(listed[names.length] ?? nameAt(c, first));
    if (!c.takesKind(COMMA)) break;
  }
  return c.lost || names.length === 0 ? undefined : names;
}

const after = new Set('FROM WHERE GROUP HAVING WINDOW UNION INTERSECT EXCEPT ORDER LIMIT OFFSET FETCH FOR'.split(' '));

/** Where the list of columns ends; the FROM of IS DISTINCT FROM is a part of it. */
const endsList = (c: Cursor, first: number): boolean =>
  c.kind() === WORD && after.has(c.word()) && !(c.at > first && c.tokens.words[c.at - 1] === 'DISTINCT');

/** The name of the column that ends before the cursor: behind AS, or of a column alone. */
function nameAt(c: Cursor, first: number): string | undefined {
  const { kinds, words } = c.tokens;
  const last = c.at - 1;
  if (last < first || (kinds[last] !== WORD && kinds[last] !== QUOTED)) return undefined;
  const isNamed = last > first && words[last - 1] === 'AS';
  const isAlone = last === first || (last - first === 2 && kinds[last - 1] === DOT);
  const name = c.over(last, last + 1);
  // A word alone may be a constant such as CURRENT_DATE.
  const isColumn = isAlone && (last > first || name.isName());
  return isNamed || isColumn ? name.label().name : undefined;
}
