import type { RowName, RowScope } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { none } from '../../reading.ts';
import { readExpression } from './expressions.ts';
import { NamesIn } from './row-scopes.ts';

/** The table that an expression belongs to, whatever it is called. */
const own: RowScope['tables'] = [{ table: { name: '', schema: undefined, span: { start: 0, end: 0 } }, alias: '' }];

/** Names in the expression between two tokens that can mean nothing but columns of the table at hand: what is left out proves nothing. */
export function columnNames(c: Cursor, from: number, to: number): readonly RowName[] {
  if (c.lost) return none;
  const names = new NamesIn();
  names.addExpressions([readExpression(c.over(from, to))], own);
  // A query in it has tables of its own; PostgreSQL takes none here.
  return names.found.scopes.find(({ tables }) => tables === own)?.names ?? none;
}
