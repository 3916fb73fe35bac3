import type { Change, Named, QualifiedName } from '@refint/model';
import type { Cursor, StatementBody } from '../../cursor.ts';
import { type ChangeBody, change } from '../../reading.ts';
import { COMMA, OPEN } from '../../tokens.ts';
import { readColumn } from './columns.ts';
import { readAttributes, readTableConstraint, startsTableConstraint } from './constraints.ts';
import { skipBounds } from './create-table.ts';
import { readAlteredDefault, readParenthesised } from './fragments.ts';
import { readType } from './types.ts';

/** ALTER [FOREIGN] TABLE from the word TABLE on: one change for every action that changes something. */
export function readAlterTable(c: Cursor): StatementBody {
  const verb = 'ALTER TABLE';
  c.expect('TABLE');
  if (c.takes('ALL', 'IN', 'TABLESPACE')) {
    c.at = c.end;
    return { verb, changes: [] };
  }
  const ifTableExists = c.takes('IF', 'EXISTS');
  c.takes('ONLY');
  const table = c.qualifiedName('the name of the table');
  c.touches.push(table);
  if (c.isOperator('*')) c.at++;
  const changes: Change[] = [];
  const action: Action = {
    table,
    ifTableExists,
    add(first, body) {
      changes.push(change(c, first, ifTableExists ? { ...body, ifTableExists } : body));
    },
  };
  if (c.done) c.lose('what to alter');
  if (!readWholeTable(c, action)) {
    do readAction(c, action);
    while (c.takesKind(COMMA));
  }
  return { verb, changes };
}

interface Action {
  readonly table: QualifiedName;
  readonly ifTableExists: boolean;
  add(first: number, body: ChangeBody): void;
}

/** The actions that stand alone: renames, SET SCHEMA and partitions. */
function readWholeTable(c: Cursor, { table, ifTableExists, add }: Action): boolean {
  const first = c.at;
  if (c.takes('RENAME')) {
    if (c.takes('TO')) {
      const to = c.name('the new name');
      add(first, { kind: 'rename', entity: 'table', name: table, to, ifExists: ifTableExists });
      return true;
    }
    const entity = c.takes('CONSTRAINT') ? 'constraint' : 'column';
    if (entity === 'column') c.takes('COLUMN');
    const name = c.name(entity === 'column' ? 'a column' : 'a constraint');
    c.expect('TO');
    const to = c.name('the new name');
    add(first, { kind: 'rename', entity, table, name, to, ifExists: ifTableExists });
    return true;
  }
  if (c.takes('SET', 'SCHEMA')) {
    const schema = c.name('a schema');
    add(first, { kind: 'alter', entity: 'schema-of', of: 'table', name: table, ifExists: ifTableExists, schema });
    return true;
  }
  const attach = c.takes('ATTACH', 'PARTITION');
  if (!attach && !c.takes('DETACH', 'PARTITION')) return false;
  const partition = c.qualifiedName('the partition');
  if (attach) skipBounds(c);
  else if (!c.takes('CONCURRENTLY')) c.takes('FINALIZE');
  add(first, { kind: 'alter', entity: 'partition', table, partition, attach });
  return true;
}

function readAction(c: Cursor, action: Action): void {
  const first = c.at;
  const { table, add } = action;
  if (c.takes('ADD')) {
    if (startsTableConstraint(c)) readAddConstraint(c, action, first);
    else {
      c.takes('COLUMN');
      const ifNotExists = c.takes('IF', 'NOT', 'EXISTS');
      const column = readColumn(c, false);
      add(first, { kind: 'add', entity: 'column', table, column, ifNotExists });
    }
  } else if (c.takes('DROP')) {
    const entity = c.takes('CONSTRAINT') ? 'constraint' : 'column';
    if (entity === 'column') c.takes('COLUMN');
    const ifExists = c.takes('IF', 'EXISTS');
    const name = c.name(entity === 'column' ? 'a column' : 'a constraint');
    const cascade = readCascade(c);
    add(first, { kind: 'drop', entity, table, name, ifExists, cascade });
  } else if (c.takes('ALTER', 'CONSTRAINT')) readAlterConstraint(c, action, first);
  else if (c.takes('ALTER')) {
    c.takes('COLUMN');
    readAlterColumn(c, action, first);
  } else if (c.takes('VALIDATE', 'CONSTRAINT')) {
    const name = c.name('a constraint');
    add(first, { kind: 'alter', entity: 'constraint', table, name, to: 'validated' });
  } else if (c.is('INHERIT') || (c.is('NO') && c.is('INHERIT', 1))) {
    c.takes('NO');
    c.takes('INHERIT');
    const of = c.qualifiedName('a table');
    add(first, { kind: 'opaque', entity: 'unknown', touches: [table, of], because: 'INHERIT is not followed' });
  } else if (c.is('OF') || (c.is('NOT') && c.is('OF', 1))) {
    skipAction(c);
    add(first, { kind: 'opaque', entity: 'unknown', touches: [table], because: 'typed tables are not followed' });
  } else if (harmless.some((word) => c.is(word))) skipAction(c);
  else c.lose('an action of ALTER TABLE');
}

/** What these begin changes owners, triggers, storage and policies, none of which refint looks at. */
const harmless = ['OWNER', 'ENABLE', 'DISABLE', 'FORCE', 'NO', 'CLUSTER', 'SET', 'RESET', 'REPLICA', 'OPTIONS'];

function skipAction(c: Cursor): void {
  while (!c.done && c.kind() !== COMMA) c.skip();
}

export function readCascade(c: Cursor): boolean {
  if (c.takes('CASCADE')) return true;
  c.takes('RESTRICT');
  return false;
}

function readAddConstraint(c: Cursor, { table, add }: Action, first: number): void {
  const constraint = readTableConstraint(c);
  if (constraint?.kind === 'not-null') {
    const alteration = { to: 'not-null', value: true } as const;
    add(first, { kind: 'alter', entity: 'column', table, column: constraint.column, alteration });
  } else if (constraint) add(first, { kind: 'add', entity: 'constraint', table, constraint });
}

function readAlterConstraint(c: Cursor, { table, add }: Action, first: number): void {
  const name = c.name('a constraint');
  const from = c.at;
  const { deferrable, initiallyDeferred } = readAttributes(c);
  const said = c.over(from, c.at);
  const saysSo = ['DEFERRABLE', 'INITIALLY'].some((word) => has(said, word));
  if (saysSo)
    add(first, {
      kind: 'alter',
      entity: 'constraint',
      table,
      name,
      to: 'deferrability',
      deferrable,
      initiallyDeferred,
    });
  else
    add(first, {
      kind: 'opaque',
      entity: 'unknown',
      touches: [table],
      because: 'this ALTER CONSTRAINT is not followed',
    });
}

function has(c: Cursor, word: string): boolean {
  for (let ahead = 0; c.at + ahead < c.end; ahead++) if (c.is(word, ahead)) return true;
  return false;
}

function readAlterColumn(c: Cursor, { table, add }: Action, first: number): void {
  const column: Named = c.name('a column');
  if (c.takes('TYPE') || c.takes('SET', 'DATA', 'TYPE')) {
    const type = readType(c);
    if (c.takes('COLLATE')) c.qualifiedName('a collation');
    if (c.takes('USING')) skipAction(c);
    add(first, { kind: 'alter', entity: 'column', table, column, alteration: { to: 'type', type } });
  } else if (c.takes('SET', 'NOT', 'NULL')) {
    add(first, { kind: 'alter', entity: 'column', table, column, alteration: { to: 'not-null', value: true } });
  } else if (c.takes('DROP', 'NOT', 'NULL')) {
    add(first, { kind: 'alter', entity: 'column', table, column, alteration: { to: 'not-null', value: false } });
  } else if (c.takes('SET', 'DEFAULT')) {
    const { value } = readAlteredDefault(c);
    add(first, { kind: 'alter', entity: 'column', table, column, alteration: { to: 'default', value } });
  } else if (c.takes('DROP', 'DEFAULT')) {
    add(first, { kind: 'alter', entity: 'column', table, column, alteration: { to: 'default', value: undefined } });
  } else if (c.takes('DROP', 'IDENTITY')) {
    c.takes('IF', 'EXISTS');
    add(first, { kind: 'alter', entity: 'column', table, column, alteration: { to: 'identity', value: undefined } });
  } else if (c.takes('ADD', 'GENERATED') || c.takes('SET', 'GENERATED')) {
    const value = c.takes('ALWAYS') ? 'always' : 'by-default';
    if (value === 'by-default') c.expect('BY', 'DEFAULT');
    skipAction(c);
    add(first, { kind: 'alter', entity: 'column', table, column, alteration: { to: 'identity', value } });
  } else if (c.takes('SET', 'EXPRESSION', 'AS')) {
    const value = readParenthesised(c).text;
    add(first, { kind: 'alter', entity: 'column', table, column, alteration: { to: 'generated', value } });
  } else if (c.takes('DROP', 'EXPRESSION')) {
    c.takes('IF', 'EXISTS');
    add(first, { kind: 'alter', entity: 'column', table, column, alteration: { to: 'generated', value: undefined } });
  } else if (['SET', 'RESET', 'RESTART'].some((word) => c.is(word)) || c.kind() === OPEN) skipAction(c);
  else c.lose('what to do with the column');
}
