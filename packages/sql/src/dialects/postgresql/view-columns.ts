import type { QualifiedName } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { DOT, QUOTED, WORD } from '../../tokens.ts';
import { readViewQuery } from './view-query.ts';

/** A column that the query of a view reads, with the table that it certainly is one of. */
export interface ViewColumn {
  readonly table: QualifiedName;
  readonly column: string;
}

/**
 * Columns that a query surely reads, whatever else is in it: those behind the name of a table that stands in the whole
 * statement only once without a dot behind it, where FROM names it.
 */
export function readViewColumns(c: Cursor): readonly ViewColumn[] {
  const { tokens, dialect } = c;
  const names: { readonly of: string; readonly column: string }[] = [];
  const counts = new Map<string, number>();
  for (let at = c.at; at < c.end; at++) {
    if (!isWord(tokens.kinds[at])) continue;
    const name = dialect.nameOf(tokens.text.slice(tokens.starts[at], tokens.ends[at]));
    if (tokens.kinds[at + 1] !== DOT) counts.set(name, (counts.get(name) ?? 0) + 1);
    else if (isWord(tokens.kinds[at + 2]) && tokens.kinds[at - 1] !== DOT && tokens.kinds[at + 3] !== DOT) {
      names.push({ of: name, column: dialect.nameOf(tokens.text.slice(tokens.starts[at + 2], tokens.ends[at + 2])) });
    }
  }
  while (!c.done && !c.is('AS')) c.skip();
  c.takes('AS');
  const { from } = readViewQuery(c);
  return names.flatMap(({ of, column }) => {
    const [only, other] = from.filter(({ alias }) => alias === of);
    return only && !other && counts.get(of) === 1 ? [{ table: only.table, column }] : [];
  });
}

const isWord = (kind: number | undefined): boolean => kind === WORD || kind === QUOTED;
