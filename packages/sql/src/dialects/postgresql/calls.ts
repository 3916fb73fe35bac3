import type { Expression, RoutineCall } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { DOT, OPEN } from '../../tokens.ts';
import { readExpression } from './expressions.ts';

/**
 * The functions that a statement runs for their effects: those of CALL, and of SELECT and PERFORM. For which rows they run
 * is for the replay to say.
 */
export function callsIn(c: Cursor, verb: string): RoutineCall[] {
  const first = c.over(c.from + 1, c.end);
  if (verb === 'CALL') return callOf(readExpression(first), first);
  if (verb !== 'SELECT' && verb !== 'PERFORM') return [];
  // Most queries in migrations are over tables: reading them would be for nothing.
  if (!mayCall(first)) return [];
  const query = c.dialect.readQuery(c.over(c.from, c.end));
  if (query.unknown || query.united) return [];
  const columns = query.columns.flatMap(({ value }) => callOf(value, first));
  const isOnce = !query.where && query.from.every(({ call }) => call?.kind === 'call' && call.name !== 'unnest');
  if (!isOnce) return columns.map((call) => ({ ...call, over: query }));
  return [...columns, ...query.from.flatMap(({ call }) => (call ? callOf(call, first) : []))];
}

function mayCall(c: Cursor): boolean {
  const e = c.over(c.at, c.end);
  if (e.takes('*')) return true;
  if (e.isOperator('*')) return true;
  while (e.kind(1) === DOT) e.at += 2;
  return e.isName() && e.kind(1) === OPEN;
}

function callOf(value: Expression, c: Cursor): RoutineCall[] {
  if (value.kind !== 'call') return [];
  // What stands in quotes may hold a dot, so the name is read again where it is written.
  const { args, span } = value;
  return [{ path: pathAt(c, span.start, value.name), args, span }];
}

function pathAt(c: Cursor, start: number, name: string): readonly string[] {
  if (c.reading.place) return name.split('.');
  const e = c.over(c.from, c.end);
  while (!e.done && (e.tokens.starts[e.at] ?? 0) < start) e.at++;
  const path = [e.label().name];
  while (e.takesKind(DOT)) path.push(e.label().name);
  return e.lost ? name.split('.') : path;
}
