import type { QualifiedName } from '@refint/model';
import type { Cursor, StatementBody } from '../../cursor.ts';
import { change, opaque, says } from '../../reading.ts';
import { release, STRING, type Tokens } from '../../tokens.ts';
import { bodyAt, readLanguage } from './code.ts';
import { readRoutine } from './plpgsql.ts';

/** DO: the code of a block. */
export function readDo(c: Cursor): StatementBody {
  c.expect('DO');
  let language = readLanguage(c) ?? 'plpgsql';
  const body = c.at;
  if (c.kind() !== STRING) c.lose('the code as a string');
  else c.at++;
  language = readLanguage(c) ?? language;
  if (!c.done) c.lose('the end of the statement');
  if (c.lost) return says('DO', []);
  if (language !== 'plpgsql') return opaque(c, 'DO', `code in ${language} is not read`);
  const inside = bodyAt(c, body);
  const routine = inside && readRoutine(inside);
  const isBroken = !inside || inside.lost !== undefined;
  if (inside && isBroken) for (const table of tablesIn(inside)) c.touches.push(table);
  if (inside) release(inside.tokens);
  if (isBroken || !routine) return opaque(c, 'DO', 'this block of code could not be read');
  return says('DO', [change(c, c.from, { kind: 'run', entity: 'block', routine })]);
}

/** The tables that code which could not be read seems to create, alter or drop. */
function tablesIn(inside: Cursor): QualifiedName[] {
  const found: QualifiedName[] = [];
  const tokens: Tokens = inside.tokens;
  const c = inside.over(0, tokens.count);
  for (; !c.done; c.at++) {
    if (!c.is('ALTER') && !c.is('CREATE') && !c.is('DROP')) continue;
    const e = c.over(c.at + 1, c.end);
    if (!e.takes('TABLE')) continue;
    if (!e.takes('IF', 'NOT', 'EXISTS')) e.takes('IF', 'EXISTS');
    e.takes('ONLY');
    const name = e.qualifiedName();
    if (!e.lost) found.push(name);
  }
  return found;
}
