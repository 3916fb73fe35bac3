import type { Cursor, StatementBody } from '../../cursor.ts';
import { change, none, nothing, says } from '../../reading.ts';
import { COMMA, DOT, NUMBER, OPEN, QUOTED, STRING } from '../../tokens.ts';
import { skipRest } from './recovery.ts';

/** SET and RESET; only the search path changes what later statements mean. */
export function readSet(c: Cursor): StatementBody {
  if (c.takes('RESET')) {
    const isPath = (c.is('SEARCH_PATH') || c.is('ALL')) && c.at + 1 === c.end;
    c.at = c.end;
    return isPath ? searchPath(c, 'RESET', undefined, false) : nothing('RESET');
  }
  c.expect('SET');
  const local = c.takes('LOCAL');
  if (!local) c.takes('SESSION');
  if (c.takes('SCHEMA') && c.kind() === STRING) return searchPath(c, 'SET', [c.string().name], local);
  if (!c.takes('SEARCH_PATH')) {
    const setting = c.kind(1) === DOT ? '' : c.word().toLowerCase();
    skipRest(c);
    return says('SET', none, { setting });
  }
  if (!c.takes('TO') && !c.takesOperator('=')) c.lose('TO or =');
  if (c.takes('DEFAULT')) return searchPath(c, 'SET', undefined, local);
  const schemas: string[] = [];
  do schemas.push(readSchema(c));
  while (c.takesKind(COMMA));
  return searchPath(c, 'SET', schemas, local);
}

function readSchema(c: Cursor): string {
  if (c.kind() === STRING) return c.string().name;
  return c.kind() === NUMBER ? c.textOf(c.at, c.at++) : c.label('a schema').name;
}

/** `SELECT set_config('search_path', …, …)` with values that stand there; nothing when it is something else. */
export function readSetConfig(c: Cursor): StatementBody | undefined {
  const start = c.at;
  const verb = c.raw().toUpperCase();
  c.at++;
  const read = readSetConfigCall(c, verb);
  if (!read) c.at = start;
  return read;
}

function readSetConfigCall(c: Cursor, verb: string): StatementBody | undefined {
  if (c.is('PG_CATALOG') && c.kind(1) === DOT) c.at += 2;
  if (!c.takes('SET_CONFIG') || !c.takesKind(OPEN) || c.kind() !== STRING) return undefined;
  if (c.string().name.toLowerCase() !== 'search_path') return undefined;
  if (!c.takesKind(COMMA) || c.kind() !== STRING) return undefined;
  const schemas = splitSearchPath(c.string().name, c);
  if (!c.takesKind(COMMA)) return undefined;
  const value = c.kind() === STRING ? c.string().name.toLowerCase() : c.raw().toLowerCase();
  const local = ['true', 't', 'on', 'yes', '1'].includes(value);
  while (!c.done) c.skip();
  return searchPath(c, verb, schemas, local);
}

/** The schemas that a list in one string names: bare ones fold, quoted ones do not. */
function splitSearchPath(list: string, c: Cursor): string[] {
  return (list.match(/"(?:[^"]|"")*"|[^\s,]+/g) ?? []).map((name) => c.dialect.nameOf(name));
}

function searchPath(c: Cursor, verb: string, schemas: readonly string[] | undefined, local: boolean): StatementBody {
  const named = schemas?.filter((schema) => schema !== '');
  return says(verb, [change(c, c.from, { kind: 'alter', entity: 'search-path', schemas: named, local })]);
}

/** BEGIN, COMMIT and their kin; nothing when the statement is none of them. */
export function readTransaction(c: Cursor): StatementBody | undefined {
  const first = c.word();
  const control = controls[first];
  if (control === undefined) return undefined;
  c.at++;
  if (c.is('PREPARED') || (first === 'PREPARE' && !c.is('TRANSACTION'))) return undefined;
  if (first === 'START' && !c.is('TRANSACTION')) return undefined;
  let savepoint: string | undefined;
  let what = control;
  if (first === 'SAVEPOINT') savepoint = c.name('a savepoint').name;
  else {
    if (!c.takes('WORK')) c.takes('TRANSACTION');
    if (first === 'ROLLBACK' && c.takes('TO')) what = 'rollback-to';
    if (what === 'rollback-to' || what === 'release') {
      c.takes('SAVEPOINT');
      savepoint = c.name('a savepoint').name;
    }
  }
  while (!c.done && c.kind() !== QUOTED) c.skip();
  return {
    verb: first === 'END' ? 'COMMIT' : first === 'ABORT' ? 'ROLLBACK' : first,
    changes: [],
    control: what,
    savepoint,
  };
}

const controls: Readonly<Record<string, NonNullable<StatementBody['control']>>> = {
  __proto__: null as never,
  BEGIN: 'begin',
  START: 'begin',
  COMMIT: 'commit',
  END: 'commit',
  PREPARE: 'commit',
  ROLLBACK: 'rollback',
  ABORT: 'rollback',
  SAVEPOINT: 'savepoint',
  RELEASE: 'release',
};
