import type { Change, QualifiedName } from '@refint/model';
import type { Cursor, StatementBody } from '../../cursor.ts';
import { change, none, nothing, opaque, says } from '../../reading.ts';
import { CLOSE, COMMA, OPEN } from '../../tokens.ts';
import { aloneWords } from './alone.ts';
import { readCascade } from './alter-table.ts';
import { readOtherThing, takeThing } from './things.ts';

/** DROP of anything: one change for every name in the list. */
export function readDrop(c: Cursor): StatementBody {
  c.expect('DROP');
  if (c.is('OWNED')) return opaque(c, 'DROP OWNED', 'what a role owns is not known, so neither is what this drops');
  const thing = takeThing(c);
  if (!thing) return readOtherDrop(c);
  const { words, entity } = thing;
  const alone = entity === 'index' && c.takes('CONCURRENTLY') ? 'DROP INDEX CONCURRENTLY' : undefined;
  const ifExists = c.takes('IF', 'EXISTS');
  const names: {
    readonly name: QualifiedName;
    readonly first: number;
    readonly last: number;
    readonly args: 'unsaid' | 'none' | 'some';
  }[] = [];
  do {
    const first = c.at;
    const name = c.qualifiedName('a name');
    c.touches.push(name);
    const args = c.kind() !== OPEN ? 'unsaid' : c.kind(1) === CLOSE ? 'none' : 'some';
    if (c.kind() === OPEN) c.skip();
    names.push({ name, first, last: c.at, args });
  } while (c.takesKind(COMMA));
  const table = c.takes('ON') ? c.qualifiedName('a table') : undefined;
  const cascade = readCascade(c);
  const end = c.at;
  const changes = names.map(({ name, first, last, args }): Change => {
    c.at = names.length === 1 ? end : last;
    const routine = entity === 'function' ? { words, args } : undefined;
    const body = { kind: 'drop', entity, name, ifExists, cascade, table, routine } as const;
    return change(c, names.length === 1 ? c.from : first, body);
  });
  c.at = end;
  return says(`DROP ${words}`, changes, { alone });
}

/** DROP of what refint does not look at; with CASCADE, indexes and defaults may go with it. */
function readOtherDrop(c: Cursor): StatementBody {
  const verb = `DROP ${readOtherThing(c, 'drop')}`;
  if (c.lost) return nothing(verb);
  if (c.tokens.kinds[c.end - 1] !== undefined && c.over(c.end - 1, c.end).is('CASCADE')) {
    return opaque(c, verb, `what ${verb} … CASCADE takes with it is not followed`);
  }
  c.at = c.end;
  return says(verb, none, { alone: aloneWords(c, verb) });
}
