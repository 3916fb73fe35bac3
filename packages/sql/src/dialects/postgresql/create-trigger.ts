import type { Named, QualifiedName } from '@refint/model';
import type { Cursor, StatementBody } from '../../cursor.ts';
import { change, says } from '../../reading.ts';
import { COMMA } from '../../tokens.ts';
import { skipRest } from './recovery.ts';

/** CREATE [CONSTRAINT] TRIGGER from behind the word TRIGGER on: its table, and the function that it runs. */
export function readCreateTrigger(c: Cursor, orReplace: boolean): StatementBody {
  const verb = 'CREATE TRIGGER';
  const name = c.qualifiedName('a name');
  let columns: Named[] = [];
  while (!c.done && !c.is('ON')) {
    if (c.is('UPDATE') && c.is('OF', 1)) columns = readColumns(c);
    else c.skip();
  }
  c.expect('ON');
  const table = c.qualifiedName('a table');
  c.touches.push(table);
  const runs = functionOf(c);
  const text = c.textOf(c.from, c.end - 1);
  const body = {
    kind: 'add',
    entity: 'trigger',
    name,
    ifNotExists: false,
    orReplace,
    table,
    text,
    runs,
    columns,
  } as const;
  return says(verb, [change(c, c.from, body)]);
}

/** `UPDATE OF a, b`: the columns whose change it waits for. */
function readColumns(c: Cursor): Named[] {
  c.at += 2;
  const columns = [c.name('a column')];
  while (c.takesKind(COMMA)) columns.push(c.name('a column'));
  return columns;
}

function functionOf(c: Cursor): QualifiedName | undefined {
  while (!c.done && !c.is('EXECUTE')) c.skip();
  c.takes('EXECUTE');
  const runs = c.takes('FUNCTION') || c.takes('PROCEDURE') ? c.qualifiedName('a function') : undefined;
  skipRest(c);
  return runs;
}
