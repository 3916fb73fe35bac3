import type { Located, RowName } from '@refint/model';
import type { Cursor, StatementBody } from '../../cursor.ts';
import { change, none, says } from '../../reading.ts';
import { OPEN } from '../../tokens.ts';
import { columnNames } from './column-names.ts';
import { readNullsNotDistinct } from './constraints.ts';
import { mentions, readParenthesised, readUntil } from './fragments.ts';
import { readIndexParts } from './index-parts.ts';

/** CREATE INDEX from UNIQUE or INDEX on. */
export function readCreateIndex(c: Cursor): StatementBody {
  const unique = c.takes('UNIQUE');
  c.expect('INDEX');
  const concurrently = c.takes('CONCURRENTLY');
  const ifNotExists = c.takes('IF', 'NOT', 'EXISTS');
  const name = c.is('ON') ? undefined : c.name('the name of the index');
  c.expect('ON');
  const only = c.takes('ONLY');
  const table = c.qualifiedName('the table of the index');
  c.touches.push(table);
  const method = c.takes('USING') ? c.name('an index method').name : 'btree';
  const parts = readIndexParts(c);
  const include = c.takes('INCLUDE') ? c.names() : none;
  const nullsNotDistinct = readNullsNotDistinct(c);
  let storage: string | undefined;
  if (c.is('WITH') && c.kind(1) === OPEN) {
    c.at++;
    storage = readParenthesised(c).text;
  }
  if (c.takes('TABLESPACE')) c.name('a tablespace');
  let predicate: Located<string> | undefined;
  let predicateMentions: readonly string[] = none;
  let predicateNames: readonly RowName[] = none;
  if (c.takes('WHERE')) {
    const { text, span, from, to } = readUntil(c, () => false);
    if (from === to) c.lose('a condition');
    predicate = { value: text, span };
    predicateMentions = mentions(c, from, to);
    predicateNames = columnNames(c, from, to);
  }
  const index = {
    name,
    table,
    unique,
    concurrently,
    method,
    parts,
    include,
    predicate,
    predicateMentions,
    predicateNames,
    nullsNotDistinct,
    storage,
  };
  const body = { kind: 'add', entity: 'index', index, ifNotExists } as const;
  const changes = [change(c, c.from, only ? { ...body, only } : body)];
  return says('CREATE INDEX', changes, { alone: concurrently ? 'CREATE INDEX CONCURRENTLY' : undefined });
}
