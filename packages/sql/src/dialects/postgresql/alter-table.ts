import { type Change, type ColumnAlteration, type QualifiedName, sameType, type TypeName } from '@refint/model';
import type { Cursor, StatementBody } from '../../cursor.ts';
import { type ChangeBody, change, none, notFollowed, says } from '../../reading.ts';
import { COMMA, OPEN } from '../../tokens.ts';
import { readColumn } from './columns.ts';
import { readAttributes, readTableConstraint, startsTableConstraint } from './constraints.ts';
import { skipBounds } from './create-table.ts';
import { mentions, readAlteredDefault, readParenthesised } from './fragments.ts';
import { readType } from './types.ts';

/** ALTER [FOREIGN] TABLE from the word TABLE on: one change for every action that changes something. */
export function readAlterTable(c: Cursor): StatementBody {
  const verb = 'ALTER TABLE';
  c.expect('TABLE');
  if (c.takes('ALL', 'IN', 'TABLESPACE')) {
    c.at = c.end;
    return says(verb, none);
  }
  const ifTableExists = c.takes('IF', 'EXISTS');
  const only = c.takes('ONLY');
  const table = c.qualifiedName('the name of the table');
  c.touches.push(table);
  if (c.isOperator('*')) c.at++;
  const first = c.at;
  if (c.done) c.lose('what to alter');
  const whole = readWholeTable(c, table, ifTableExists);
  if (whole) {
    const alone = 'concurrently' in whole ? 'ALTER TABLE ... DETACH CONCURRENTLY' : undefined;
    return says(verb, [altered(c, first, whole, ifTableExists, only)], { alone });
  }
  const body = readAction(c, table, first);
  const changes = body ? [altered(c, first, body, ifTableExists, only)] : [];
  while (c.takesKind(COMMA)) {
    const first = c.at;
    const body = readAction(c, table, first);
    if (body) changes.push(altered(c, first, body, ifTableExists, only));
  }
  return says(verb, changes);
}

const altered = (c: Cursor, first: number, body: ChangeBody, ifTableExists: boolean, only: boolean): Change =>
  change(
    c,
    first,
    ifTableExists || only ? { ...body, ...(ifTableExists && { ifTableExists }), ...(only && { only }) } : body,
  );

/** The actions that stand alone: renames, SET SCHEMA and partitions. */
function readWholeTable(c: Cursor, table: QualifiedName, ifExists: boolean): ChangeBody | undefined {
  switch (c.word()) {
    case 'RENAME':
      c.at++;
      return readRename(c, table, ifExists);
    case 'SET': {
      if (!c.takes('SET', 'SCHEMA')) return undefined;
      const schema = c.name('a schema');
      return { kind: 'alter', entity: 'schema-of', of: 'table', name: table, ifExists, schema };
    }
    case 'ATTACH': {
      if (!c.takes('ATTACH', 'PARTITION')) return undefined;
      const partition = c.qualifiedName('the partition');
      skipBounds(c);
      return { kind: 'alter', entity: 'partition', table, partition, attach: true };
    }
    case 'DETACH': {
      if (!c.takes('DETACH', 'PARTITION')) return undefined;
      const partition = c.qualifiedName('the partition');
      const concurrently = c.takes('CONCURRENTLY');
      if (!concurrently) c.takes('FINALIZE');
      return {
        kind: 'alter',
        entity: 'partition',
        table,
        partition,
        attach: false,
        ...(concurrently && { concurrently }),
      };
    }
    default:
      return undefined;
  }
}

function readRename(c: Cursor, table: QualifiedName, ifExists: boolean): ChangeBody {
  if (c.takes('TO')) {
    const to = c.name('the new name');
    return { kind: 'rename', entity: 'table', name: table, to, ifExists };
  }
  const entity = c.takes('CONSTRAINT') ? 'constraint' : 'column';
  if (entity === 'column') c.takes('COLUMN');
  const name = c.name(entity === 'column' ? 'a column' : 'a constraint');
  c.expect('TO');
  const to = c.name('the new name');
  return { kind: 'rename', entity, table, name, to, ifExists };
}

/** One action; nothing for those that change nothing that refint looks at. */
function readAction(c: Cursor, table: QualifiedName, first: number): ChangeBody | undefined {
  switch (c.word()) {
    case 'ADD':
      c.at++;
      return readAdd(c, table);
    case 'DROP':
      c.at++;
      return readDropped(c, table);
    case 'ALTER': {
      c.at++;
      if (c.takes('CONSTRAINT')) return readAlterConstraint(c, table, first);
      c.takes('COLUMN');
      const column = c.name('a column');
      const alteration = readColumnAlteration(c, column.name);
      return alteration && { kind: 'alter', entity: 'column', table, column, alteration };
    }
    case 'VALIDATE': {
      if (!c.takes('VALIDATE', 'CONSTRAINT')) break;
      const name = c.name('a constraint');
      return { kind: 'alter', entity: 'constraint', table, name, to: 'validated' };
    }
    case 'INHERIT':
      return readInherit(c, table);
    case 'NO':
      if (c.is('INHERIT', 1)) return readInherit(c, table);
      break;
    case 'OF':
      return readTyped(c, table, first);
    case 'NOT':
      if (c.is('OF', 1)) return readTyped(c, table, first);
  }
  if (harmless.has(c.word())) skipAction(c);
  else c.lose('an action of ALTER TABLE');
  return undefined;
}

function readAdd(c: Cursor, table: QualifiedName): ChangeBody | undefined {
  if (startsTableConstraint(c)) {
    const constraint = readTableConstraint(c);
    if (constraint?.kind !== 'not-null') return constraint && { kind: 'add', entity: 'constraint', table, constraint };
    const { column, notValid } = constraint;
    const alteration = { to: 'not-null', value: true, ...(notValid && { notValid }) } as const;
    return { kind: 'alter', entity: 'column', table, column, alteration };
  }
  c.takes('COLUMN');
  const ifNotExists = c.takes('IF', 'NOT', 'EXISTS');
  const column = readColumn(c, false);
  return { kind: 'add', entity: 'column', table, column, ifNotExists };
}

function readDropped(c: Cursor, table: QualifiedName): ChangeBody {
  const entity = c.takes('CONSTRAINT') ? 'constraint' : 'column';
  if (entity === 'column') c.takes('COLUMN');
  const ifExists = c.takes('IF', 'EXISTS');
  const name = c.name(entity === 'column' ? 'a column' : 'a constraint');
  const cascade = readCascade(c);
  return { kind: 'drop', entity, table, name, ifExists, cascade };
}

function readInherit(c: Cursor, table: QualifiedName): ChangeBody {
  const inherits = !c.takes('NO');
  c.expect('INHERIT');
  return { kind: 'alter', entity: 'inheritance', table, parent: c.qualifiedName('a table'), inherits };
}

function readTyped(c: Cursor, table: QualifiedName, first: number): ChangeBody {
  skipAction(c);
  return notFollowed(c, first, [table], 'typed tables are not followed');
}

/** What these begin changes owners, triggers, storage and policies, none of which refint looks at. */
const harmless = new Set('OWNER ENABLE DISABLE FORCE NO CLUSTER SET RESET REPLICA OPTIONS'.split(' '));

function skipAction(c: Cursor): void {
  while (!c.done && c.kind() !== COMMA) c.skip();
}

export function readCascade(c: Cursor): boolean {
  if (c.takes('CASCADE')) return true;
  c.takes('RESTRICT');
  return false;
}

function readAlterConstraint(c: Cursor, table: QualifiedName, first: number): ChangeBody {
  const name = c.name('a constraint');
  const from = c.at;
  const { deferrable, initiallyDeferred } = readAttributes(c);
  const said = c.over(from, c.at);
  if (!has(said, 'DEFERRABLE') && !has(said, 'INITIALLY')) {
    return notFollowed(c, first, [table], 'this ALTER CONSTRAINT is not followed');
  }
  return { kind: 'alter', entity: 'constraint', table, name, to: 'deferrability', deferrable, initiallyDeferred };
}

function has(c: Cursor, word: string): boolean {
  for (let ahead = 0; c.at + ahead < c.end; ahead++) if (c.is(word, ahead)) return true;
  return false;
}

/** Whether an expression is the column alone, or cast to the type that it gets anyway; in parentheses or not. */
function isCastOf(e: Cursor, column: string, type: TypeName): boolean {
  if (e.kind() === OPEN && e.depth < 20) {
    const first = e.at;
    e.skip();
    if (e.done) return isCastOf(e.over(first + 1, e.at - 1, e.depth + 1), column, type);
    if (!isCastOf(e.over(first + 1, e.at - 1, e.depth + 1), column, type)) return false;
  } else if (e.name('the column').name !== column) return false;
  if (e.done) return !e.lost;
  if (!e.takesOperator('::')) return false;
  const cast = readType(e);
  return e.done && !e.lost && sameType(cast.type, type.type);
}

/** What ALTER COLUMN does; nothing for storage, statistics and the like. */
function readColumnAlteration(c: Cursor, column: string): ColumnAlteration | undefined {
  if (c.takes('TYPE') || c.takes('SET', 'DATA', 'TYPE')) {
    const type = readType(c);
    if (c.takes('COLLATE')) c.qualifiedName('a collation');
    if (!c.takes('USING')) return { to: 'type', type };
    const from = c.at;
    skipAction(c);
    return { to: 'type', type, using: isCastOf(c.over(from, c.at), column, type) ? 'cast' : 'other' };
  }
  if (c.takes('SET', 'NOT', 'NULL')) return { to: 'not-null', value: true };
  if (c.takes('DROP', 'NOT', 'NULL')) return { to: 'not-null', value: false };
  if (c.takes('SET', 'DEFAULT')) return { to: 'default', value: readAlteredDefault(c).value };
  if (c.takes('DROP', 'DEFAULT')) return { to: 'default', value: undefined };
  if (c.takes('DROP', 'IDENTITY')) {
    c.takes('IF', 'EXISTS');
    return { to: 'identity', value: undefined };
  }
  if (c.takes('ADD', 'GENERATED') || c.takes('SET', 'GENERATED')) {
    const value = c.takes('ALWAYS') ? 'always' : 'by-default';
    if (value === 'by-default') c.expect('BY', 'DEFAULT');
    skipAction(c);
    return { to: 'identity', value };
  }
  if (c.takes('SET', 'EXPRESSION', 'AS')) {
    const { text, from, to } = readParenthesised(c);
    return { to: 'generated', value: text, from: mentions(c, from, to) };
  }
  if (c.takes('DROP', 'EXPRESSION')) {
    c.takes('IF', 'EXISTS');
    return { to: 'generated', value: undefined };
  }
  if (c.is('SET') || c.is('RESET') || c.is('RESTART') || c.kind() === OPEN) skipAction(c);
  else c.lose('what to do with the column');
  return undefined;
}
