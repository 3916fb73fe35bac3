import type { Named } from '@refint/model';
import type { Cursor, StatementBody } from '../../cursor.ts';
import { change, says } from '../../reading.ts';
import { CLOSE, COMMA, OPEN } from '../../tokens.ts';
import { readOtherConstraint } from './constraints.ts';
import { readColumnDefault } from './fragments.ts';
import { readType } from './types.ts';

/** CREATE TYPE: enums with their values, everything else by name. */
export function readCreateType(c: Cursor): StatementBody {
  c.expect('TYPE');
  const name = c.qualifiedName('the name of the type');
  c.touches.push(name);
  if (c.takes('AS', 'ENUM')) {
    const values: Named[] = [];
    c.expectKind(OPEN);
    if (c.kind() !== CLOSE) {
      do values.push(c.string('a value of the enum'));
      while (c.takesKind(COMMA));
    }
    c.expectKind(CLOSE);
    return says('CREATE TYPE', [change(c, c.from, { kind: 'add', entity: 'enum', name, values })]);
  }
  while (!c.done) c.skip();
  const body = { kind: 'add', entity: 'type', name, ifNotExists: false, orReplace: false, table: undefined } as const;
  return says('CREATE TYPE', [change(c, c.from, body)]);
}

/** CREATE DOMAIN: a type over another one. */
export function readCreateDomain(c: Cursor): StatementBody {
  c.expect('DOMAIN');
  const name = c.qualifiedName('the name of the domain');
  c.touches.push(name);
  c.takes('AS');
  const base = readType(c);
  let notNull = false;
  let checked = false;
  for (;;) {
    const first = c.at;
    const constraint = c.takes('CONSTRAINT') ? c.name() : undefined;
    if (c.takes('NOT', 'NULL')) notNull = true;
    else if (c.takes('NULL')) continue;
    else if (c.takes('DEFAULT')) readColumnDefault(c);
    else if (c.takes('COLLATE')) c.qualifiedName('a collation');
    else if (c.is('CHECK')) {
      checked = true;
      readOtherConstraint(c, first, constraint, undefined);
    } else break;
  }
  return {
    verb: 'CREATE DOMAIN',
    changes: [change(c, c.from, { kind: 'add', entity: 'domain', name, base, notNull, checked })],
  };
}
