import { columnOf, type Expression, type Failure, type Query, type QueryRelation } from '@refint/model';
import { tableNamed } from '../world.ts';
import { aggregate, isAggregate } from './aggregates.ts';
import { columnsOfRelation } from './catalog-rows.ts';
import { type Joined, joined } from './joined.ts';
import { namesIn } from './names-in.ts';
import { sorted } from './order.ts';
import { rowSources, seriesOf } from './row-sources.ts';
import type { Scope } from './scope.ts';
import { isList, type Row, truth, unknown, type Value } from './values.ts';

/** The rows of a query: those that are surely there, those that may be, and whether there can be more. */
export interface Answer {
  readonly sure: readonly Row[];
  readonly maybe: readonly Row[];
  readonly complete: boolean;
}

const nothingKnown: Answer = { sure: [], maybe: [], complete: false };

/** The rows that a query gives in the state at this moment. */
export function answer(query: Query, around: Scope): Answer {
  if (query.unknown) return nothingKnown;
  const scope = query.named ? withNames(around, query.named) : around;
  const clash = ambiguous(query, scope);
  if (clash) {
    scope.errors.push(clash);
    return nothingKnown;
  }
  const own = ofSelect(query, scope);
  const whole = (query.united ?? []).reduce(
    (sum, { query: other, all }) => united(sum, answer(other, scope), all),
    own,
  );
  return limited(query, query.united ? { ...whole, sure: sortedRows(whole.sure, query, scope) } : whole);
}

function limited(query: Query, whole: Answer): Answer {
  if (query.limit === undefined || whole.sure.length + whole.maybe.length <= query.limit) return whole;
  const isOrdered = query.order !== undefined && whole.complete && whole.maybe.length === 0;
  return isOrdered ? { ...whole, sure: whole.sure.slice(0, query.limit) } : { ...whole, complete: false };
}

/** ORDER BY after UNION speaks of columns only, by name or place. */
function sortedRows(rows: readonly Row[], { order }: Query, scope: Scope): readonly Row[] {
  return sorted(rows, order, (row) => ({
    ...scope,
    evaluate: (expression) => {
      if (expression.kind === 'literal') return Object.values(row.fields)[Number(expression.value) - 1];
      return expression.kind === 'name' ? row.fields[expression.path.at(-1) ?? ''] : unknown;
    },
  }));
}

function withNames(scope: Scope, named: NonNullable<Query['named']>): Scope {
  return { ...scope, named: new Map([...scope.named, ...named.map((one) => [one.name, one] as const)]) };
}

/** SELECT alone, without what UNION adds and LIMIT takes away. */
function ofSelect(query: Query, scope: Scope): Answer {
  const found = joinedRows(query, scope);
  if (query.group || query.having || query.columns.some(({ value }) => isAggregate(value))) {
    return ofGroups(query, found, scope);
  }
  const inOrder = query.united ? found.sure : sorted(found.sure, query.order, (row) => inOutput(row, query));
  const sure = inOrder.flatMap((row) => selected(query, row));
  return {
    sure: query.distinct ? distinct(sure) : sure,
    maybe: found.maybe.flatMap((row) => selected(query, row)),
    complete: found.complete,
  };
}

/** ORDER BY may say the place of a column, or its alias. */
function inOutput(scope: Scope, { columns, order }: Query): Scope {
  const isPlain = order?.every(({ value }) => value.kind === 'name' && value.path.length > 1);
  if (isPlain) return scope;
  const evaluate = (expression: Expression, inner: Scope): Value => {
    const at = expression.kind === 'literal' && typeof expression.value === 'number' ? expression.value - 1 : -1;
    const [name] = expression.kind === 'name' && expression.path.length === 1 ? expression.path : [];
    const column = columns[at] ?? columns.find(({ alias }) => alias !== undefined && alias === name);
    return scope.evaluate(column?.value ?? expression, inner);
  };
  return { ...scope, evaluate: (expression, inner) => evaluate(expression, { ...inner, evaluate: scope.evaluate }) };
}

export const joinedRows = (query: Query, scope: Scope): Joined => joined(query, scope, sources);

const sources = rowSources((query, scope) => {
  const { sure, maybe, complete } = answer(query, scope);
  return { rows: sure, others: maybe, complete };
});

/** GROUP BY, or all rows as one group. */
function ofGroups(query: Query, found: Joined, scope: Scope): Answer {
  const { group, having } = query;
  const isKnown = found.complete && found.maybe.length === 0;
  if (!isKnown && group) return nothingKnown;
  const groups = group ? grouped(found.sure, group) : [found.sure];
  if (!groups) return nothingKnown;
  const sure: Row[] = [];
  const maybe: Row[] = [];
  const ordered = sorted(groups, query.order, (rows) => inOutput(withAggregates(rows[0] ?? scope, rows, scope), query));
  for (const rows of ordered) {
    const holds = having ? (isKnown ? truth(aggregate(having, rows, scope)) : unknown) : true;
    if (holds === false || holds === null) continue;
    const fields: Record<string, Value> = {};
    for (const [at, { value, alias }] of query.columns.entries()) {
      const known = isKnown ? aggregate(value, rows, scope) : bounds(value, found);
      fields[fieldName(fields, alias ?? nameOf(value, at))] = known;
    }
    (holds === true ? sure : maybe).push({ fields });
  }
  return { sure, maybe, complete: true };
}

/** `count(*)` of rows some of which may not be there. */
function bounds(value: Expression, { sure, maybe, complete, open }: Joined): Value {
  const isPlain =
    value.kind === 'call' &&
    value.name === 'count' &&
    !value.by &&
    value.args.every((arg) => arg.kind === 'literal' || (arg.kind === 'name' && arg.path.at(-1) === '*'));
  if (!isPlain) return unknown;
  return { least: sure.length, most: complete && !open ? sure.length + maybe.length : Number.POSITIVE_INFINITY };
}

const withAggregates = (scope: Scope, rows: readonly Scope[], outer: Scope): Scope => ({
  ...scope,
  evaluate: (expression) => aggregate(expression, rows, outer),
});

/** Rows with the same values of these expressions together; nothing when a value is not known. */
function grouped(rows: readonly Scope[], by: readonly Expression[]): readonly (readonly Scope[])[] | undefined {
  const groups = new Map<string, Scope[]>();
  for (const row of rows) {
    const values = by.map((expression) => row.evaluate(expression, row));
    if (values.includes(unknown)) return undefined;
    const key = JSON.stringify(values);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

function united(a: Answer, b: Answer, all: boolean): Answer {
  // The columns of the first query name those of all.
  const names = Object.keys(a.sure[0]?.fields ?? a.maybe[0]?.fields ?? {});
  const renamed = (row: Row): Row =>
    names.length === 0
      ? row
      : { fields: Object.fromEntries(Object.values(row.fields).map((value, at) => [names[at] ?? `${at}`, value])) };
  const sure = [...a.sure, ...b.sure.map(renamed)];
  return {
    sure: all ? sure : distinct(sure),
    maybe: [...a.maybe, ...b.maybe.map(renamed)],
    complete: a.complete && b.complete,
  };
}

/** Whether a query gives any row. */
export function exists(query: Query, scope: Scope): boolean | undefined {
  const { sure, maybe, complete } = answer(query, scope);
  if (sure.length > 0) return true;
  return maybe.length === 0 && complete ? false : unknown;
}

/** The one value of a query that stands for a value: NULL without rows. */
export function scalar(query: Query, scope: Scope): Value {
  const { sure, maybe, complete } = answer(query, scope);
  const [row, ...more] = sure;
  if (maybe.length > 0 || (!row && !complete)) return unknown;
  if (!row) return null;
  if (more.length > 0) {
    if (query.limit === undefined) scope.errors.push(tooManyRows);
    return unknown;
  }
  return complete ? Object.values(row.fields)[0] : unknown;
}

const tooManyRows: Failure = {
  code: '21000',
  text: 'more than one row returned by a subquery used as an expression',
  missing: undefined,
};

/** The rows that one row of the relations gives: several when a function in it lists several. */
function selected(query: Query, scope: Scope): readonly Row[] {
  const fields: Record<string, Value> = {};
  let listed: { readonly name: string; readonly values: readonly Value[] } | undefined;
  for (const [at, { value, alias }] of query.columns.entries()) {
    if (value.kind === 'name' && value.path.at(-1) === '*') {
      for (const bound of scope.bound)
        if (value.path.length === 1 || value.path[0] === bound.alias) Object.assign(fields, bound.row.fields);
      continue;
    }
    const name = fieldName(fields, alias ?? nameOf(value, at));
    const list = value.kind === 'call' ? listOf(value, scope) : undefined;
    if (list) listed = { name, values: list };
    fields[name] = list ? unknown : scope.evaluate(value, scope);
  }
  if (!listed) return [{ fields }];
  const { name, values } = listed;
  return values.map((value) => ({ fields: { ...fields, [name]: value } }));
}

function listOf(value: Extract<Expression, { kind: 'call' }>, scope: Scope): readonly Value[] | undefined {
  if (value.name !== 'unnest' && !value.name.startsWith('generate_')) return undefined;
  const args = value.args.map((arg) => scope.evaluate(arg, scope));
  const list = value.name === 'unnest' ? args[0] : seriesOf(value.name, args);
  return isList(list) ? list : undefined;
}

/** Two columns may have one name; then the second is none of those that anybody asks for. */
const fieldName = (fields: Record<string, Value>, name: string): string =>
  Object.hasOwn(fields, name) ? `${name} ${Object.keys(fields).length}` : name;

function nameOf(value: Expression, at: number): string {
  if (value.kind === 'name') return value.path.at(-1) ?? '';
  if (value.kind === 'cast') return nameOf(value.value, at);
  if (value.kind === 'exists') return 'exists';
  return value.kind === 'call' ? (value.name.split('.').at(-1) ?? '') : `column ${at}`;
}

const distinct = (rows: readonly Row[]): readonly Row[] => [
  ...new Map(rows.map((row) => [JSON.stringify(row.fields, shown), row])).values(),
];

const shown = (_: string, value: unknown): unknown => (value === unknown ? Math.random() : value);

/** A name that is a variable and a column of the query is an error, unless the code says what it means. */
function ambiguous(query: Query, { variables, conflicts, world }: Scope): Failure | undefined {
  if (conflicts !== 'error' || variables.size === 0 || query.from.length === 0) return undefined;
  const has = (relation: QueryRelation, name: string): boolean => {
    if (relation.columns) return relation.columns.includes(name);
    const [table = '', schema] = [...relation.path].reverse();
    const known = columnsOfRelation(relation.path)?.has(name);
    if (known !== undefined) return known;
    const own = tableNamed(world, { name: table, schema });
    return own !== undefined && columnOf(own, name) !== undefined;
  };
  const name = namesIn(query).find((one) => variables.has(one) && query.from.some((relation) => has(relation, one)));
  return name === undefined
    ? undefined
    : { code: '42702', text: `column reference "${name}" is ambiguous`, missing: undefined };
}
