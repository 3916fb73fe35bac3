import type { Cursor } from '../../cursor.ts';

/**
 * What PostgreSQL calls a statement that it refuses in a transaction block (PreventInTransactionBlock in
 * src/backend/tcop/utility.c and the commands themselves); nothing for those that run anywhere.
 */
export function aloneWords(c: Cursor, verb: string): string | undefined {
  switch (verb) {
    case 'VACUUM':
      return 'VACUUM';
    case 'CREATE DATABASE':
    case 'DROP DATABASE':
    case 'CREATE TABLESPACE':
    case 'DROP TABLESPACE':
    case 'ALTER SYSTEM':
      return verb;
    case 'CLUSTER':
      return c.end - c.from === 1 ? 'CLUSTER' : undefined;
    case 'DISCARD':
      return c.over(c.from + 1, c.end).is('ALL') ? 'DISCARD ALL' : undefined;
    case 'REINDEX':
      return reindex(c);
    case 'ALTER DATABASE':
      return has(c, 'TABLESPACE') ? 'ALTER DATABASE SET TABLESPACE' : undefined;
    default:
      return undefined;
  }
}

function reindex(c: Cursor): string | undefined {
  if (has(c, 'CONCURRENTLY')) return 'REINDEX CONCURRENTLY';
  const what = ['SCHEMA', 'DATABASE', 'SYSTEM'].find((word) => has(c, word));
  return what && `REINDEX ${what}`;
}

function has(c: Cursor, word: string): boolean {
  for (const e = c.over(c.from, c.end); !e.done; e.at++) if (e.is(word)) return true;
  return false;
}
