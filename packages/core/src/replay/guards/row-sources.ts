import type { Query, QueryRelation } from '@refint/model';
import { noTable } from '../failures.ts';
import { relationNamed } from '../world.ts';
import { catalogRelation } from './catalog-rows.ts';
import { hintsFor } from './hints.ts';
import { columnsIn, type RowsOf } from './joined.ts';
import { anyRows, type Rows } from './relations.ts';
import type { Scope } from './scope.ts';
import { isList, plain, type Row, unknown, type Value } from './values.ts';

/** The rows of a query in FROM, as far as they are known. */
export type Answered = (query: Query, scope: Scope) => Rows;

/** Where the rows of a relation in FROM come from. */
export const rowSources =
  (answered: Answered): RowsOf =>
  (relation, scope, conjuncts) => {
    const named = relation.path.length === 1 ? scope.named.get(relation.path[0] ?? '') : undefined;
    const query = relation.query ?? named?.query;
    const columns = columnsIn(relation);
    if (query) return ofQuery(query, relation.columns ?? named?.columns, answered(query, scope));
    if (relation.rows) return { ...written(relation, relation.rows, scope), columns };
    if (relation.call) return { ...called(relation, relation.call, scope), columns };
    const rows = catalogRelation(relation.path);
    if (rows) return { ...rows(scope.world, hintsFor(relation, scope, conjuncts)), columns };
    const [name = '', schema] = [...relation.path].reverse();
    // Somebody else may have made it, as the runner makes its own table. If not, this fails.
    if (!relationNamed(scope.world, { name, schema })) scope.doubtful.push(noTable({ name, schema }));
    return { ...anyRows, columns };
  };

/** A query in parentheses has the columns that it selects, under the names that are given beside its alias. */
function ofQuery(query: Query, names: readonly string[] | undefined, found: Rows): ReturnType<RowsOf> {
  const renamed = (row: Row): Row => {
    if (!names) return row;
    const values = Object.entries(row.fields);
    return { fields: Object.fromEntries(values.map(([name, value], at) => [names[at] ?? name, value])) };
  };
  const rows = found.rows.map(renamed);
  const others = found.others?.map(renamed);
  const [first] = [...rows, ...(others ?? [])];
  const all = query.columns.some(({ value }) => value.kind === 'name' && value.path.at(-1) === '*');
  const own = first ? Object.keys(first.fields) : all ? undefined : query.columns.map(({ alias }) => alias ?? '');
  const columns = names ?? own;
  return { ...found, rows, others, columns: columns && new Set(columns) };
}

function written(relation: QueryRelation, list: NonNullable<QueryRelation['rows']>, scope: Scope): Rows {
  const names = relation.columns ?? list[0]?.map((_, at) => `column${at + 1}`) ?? [];
  const rows = list.map((values): Row => {
    const fields: Record<string, Value> = {};
    for (const [at, name] of names.entries()) {
      const value = values[at];
      fields[name] = value ? scope.evaluate(value, scope) : unknown;
    }
    return { fields };
  });
  return { rows, complete: true };
}

/** `unnest(list)`, `generate_series(1, 3)`, `generate_subscripts(list, 1)`; every other function gives rows nobody knows. */
function called(relation: QueryRelation, call: NonNullable<QueryRelation['call']>, scope: Scope): Rows {
  if (call.kind !== 'call') return anyRows;
  const args = call.args.map((arg) => scope.evaluate(arg, scope));
  const lists = call.name === 'unnest' ? args : [seriesOf(call.name, args)];
  const known = lists.map((list) => (list === null ? [] : list));
  if (!known.every(isList)) return anyRows;
  const names = relation.columns ?? [relation.alias];
  const length = Math.max(...known.map((list) => list.length));
  if (length > mostRows) return anyRows;
  const rows = Array.from({ length }, (_, at): Row => {
    const fields: Record<string, Value> = {};
    for (const [column, list] of known.entries()) {
      fields[names[column] ?? `column${column + 1}`] = at < list.length ? list[at] : null;
    }
    if (relation.numbered) fields[names[known.length] ?? 'ordinality'] = at + 1;
    return { fields };
  });
  return { rows, complete: true };
}

const mostRows = 10_000;

/** Numbers that a function lists; nothing when it lists something else, or too many. */
export function seriesOf(name: string, args: readonly Value[]): Value {
  const [from, to, step = 1] = args.map(plain);
  if (name === 'generate_subscripts') {
    const [list] = args;
    return isList(list) ? list.map((_, at) => at + 1) : list === null ? [] : unknown;
  }
  if (name !== 'generate_series' || typeof from !== 'number' || typeof to !== 'number' || typeof step !== 'number') {
    return unknown;
  }
  if (step === 0 || Math.abs((to - from) / step) > mostRows) return unknown;
  const found: number[] = [];
  for (let at = from; step > 0 ? at <= to : at >= to; at += step) found.push(at);
  return found;
}
