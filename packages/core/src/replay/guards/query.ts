import type { Expression, Query, QueryRelation } from '@refint/model';
import { costs, spends } from '../work.ts';
import { catalogRelation, columnsOfRelation } from './catalog-rows.ts';
import { anyRows, type Hints, type Rows } from './relations.ts';
import { type Bound, type Scope, within } from './scope.ts';
import { isList, type Row, truth, unknown, type Value } from './values.ts';

/** The rows of a query: those that are surely there, those that may be, and whether there can be more. */
export interface Answer {
  readonly sure: readonly Row[];
  readonly maybe: readonly Row[];
  readonly complete: boolean;
}

const nothingKnown: Answer = { sure: [], maybe: [], complete: false };

/** The rows that a query gives in the state at this moment. */
export function answer(query: Query, scope: Scope): Answer {
  if (query.unknown) return nothingKnown;
  const found = joined(query, scope);
  const aggregated = query.columns.some(({ value }) => isAggregate(value));
  if (!aggregated) {
    const project = (inner: Scope): Row => selected(query, inner);
    return {
      sure: distinct(query, found.sure.map(project)),
      maybe: found.maybe.map(project),
      complete: found.complete && !(query.limited && found.sure.length + found.maybe.length > 1),
    };
  }
  const known = found.complete && found.maybe.length === 0;
  const fields: Record<string, Value> = {};
  for (const [at, { value, alias }] of query.columns.entries()) {
    fields[alias ?? nameOf(value, at)] = known ? aggregate(value, found.sure, scope) : unknown;
  }
  return { sure: [{ fields }], maybe: [], complete: true };
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
  if (maybe.length > 0 || (!row && !complete) || more.length > 0) return unknown;
  if (!row) return null;
  return complete || query.limited ? Object.values(row.fields)[0] : unknown;
}

interface Joined {
  readonly sure: readonly Scope[];
  readonly maybe: readonly Scope[];
  readonly complete: boolean;
}

function joined(query: Query, outer: Scope): Joined {
  const conjuncts = conjunctsOf(query.where);
  const sure: Scope[] = [];
  const maybe: Scope[] = [];
  let complete = true;

  const visit = (at: number, bound: readonly Bound[], certain: boolean): void => {
    if (!spends(outer.work, costs.row)) {
      complete = false;
      return;
    }
    const scope = within(outer, bound);
    const relation = query.from[at];
    if (!relation) {
      const holds = query.where ? truth(scope.evaluate(query.where, scope)) : true;
      if (holds === true && certain) sure.push(scope);
      else if (holds === true || holds === unknown) maybe.push(scope);
      return;
    }
    const all = [
      ...conjuncts,
      ...conjunctsOf(relation.on),
      ...relation.using.map((name) => usingOf(relation, name, bound)),
    ];
    const found = rowsOf(relation, scope, all);
    const columns = relation.columns ? new Set(relation.columns) : columnsOfRelation(relation.path);
    let matched = false;
    const isTooMuch = !spends(outer.work, found.rows.length * costs.row);
    if (isTooMuch) complete = false;
    for (const row of isTooMuch ? [] : found.rows) {
      const next = [...bound, { alias: relation.alias, row, columns }];
      const holds = joins(relation, within(outer, next), row, bound);
      if (holds === true || holds === unknown) {
        matched = true;
        visit(at + 1, next, certain && holds === true);
      }
    }
    if (relation.join === 'left') {
      // The row of NULLs stands in where no other does.
      const fields = Object.fromEntries([...(columns ?? [])].map((name) => [name, null]));
      if (!matched)
        visit(at + 1, [...bound, { alias: relation.alias, row: { fields }, columns }], certain && found.complete);
    } else if (!found.complete) complete = false;
  };
  visit(0, [], true);
  return { sure, maybe, complete };
}

function joins(relation: QueryRelation, scope: Scope, row: Row, before: readonly Bound[]): boolean | undefined {
  for (const name of relation.using) {
    const other = before.find(({ row: { fields } }) => fields[name] !== undefined)?.row.fields[name];
    const own = row.fields[name];
    if (own === unknown || other === unknown) return unknown;
    if (own !== other) return false;
  }
  const holds = relation.on ? truth(scope.evaluate(relation.on, scope)) : true;
  return holds === null ? false : holds;
}

function rowsOf(relation: QueryRelation, scope: Scope, conjuncts: readonly Expression[]): Rows {
  if (relation.rows) {
    const names = relation.columns ?? relation.rows[0]?.map((_, at) => `column${at + 1}`) ?? [];
    const rows = relation.rows.map((values): Row => {
      const fields: Record<string, Value> = {};
      for (const [at, name] of names.entries()) {
        const value = values[at];
        fields[name] = value ? scope.evaluate(value, scope) : unknown;
      }
      return { fields };
    });
    return { rows, complete: true };
  }
  if (relation.call) {
    const list = relation.call.kind === 'call' && relation.call.name === 'unnest' ? relation.call.args[0] : undefined;
    const values = list ? scope.evaluate(list, scope) : unknown;
    if (!isList(values)) return anyRows;
    const name = relation.columns?.[0] ?? relation.alias;
    return { rows: values.map((value) => ({ fields: { [name]: value } })), complete: true };
  }
  const rows = catalogRelation(relation.path);
  return rows ? rows(scope.world, hintsFor(relation, scope, conjuncts)) : anyRows;
}

/** A made-up `a.x = b.x`, so that USING narrows a relation down as ON would. */
function usingOf(relation: QueryRelation, name: string, before: readonly Bound[]): Expression {
  const span = { start: 0, end: 0 };
  const alias = before.find(({ row: { fields } }) => fields[name] !== undefined)?.alias ?? '';
  const operands: Expression[] = [
    { kind: 'name', path: [relation.alias, name], span },
    { kind: 'name', path: [alias, name], span },
  ];
  return { kind: 'operator', operator: '=', operands, span };
}

/** The parts of a condition that must all hold. */
export function conjunctsOf(condition: Expression | undefined): readonly Expression[] {
  if (!condition) return [];
  return condition.kind === 'operator' && condition.operator === 'and'
    ? condition.operands.flatMap(conjunctsOf)
    : [condition];
}

/** What the condition says about single columns of a relation, before its rows are looked at. */
export function hintsFor(relation: QueryRelation, scope: Scope, conjuncts: readonly Expression[]): Hints {
  const columns = columnsOfRelation(relation.path);
  const hints = new Map<string, readonly Value[]>();
  const columnIn = (expression: Expression | undefined): string | undefined => {
    const name = expression?.kind === 'cast' ? expression.value : expression;
    if (name?.kind !== 'name') return undefined;
    const [first = '', second] = name.path.slice(-2);
    if (second === undefined) return columns?.has(first) ? first : undefined;
    return first === relation.alias ? second : undefined;
  };
  for (const conjunct of conjuncts) {
    if (conjunct.kind !== 'operator' || (conjunct.operator !== '=' && conjunct.operator !== 'in')) continue;
    const [left, right] = conjunct.operands;
    for (const [side, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const column = columnIn(side);
      if (column === undefined || !other || columnIn(other) !== undefined) continue;
      const values = constants(other, scope);
      if (values && !hints.has(column)) hints.set(column, values);
    }
  }
  return hints;
}

/** What an expression can be equal to, when that depends on nothing but what is known already. */
function constants(expression: Expression, scope: Scope): readonly Value[] | undefined {
  const isAny = expression.kind === 'call' && expression.name === 'any';
  const value = scope.evaluate(isAny && expression.args[0] ? expression.args[0] : expression, scope);
  const values = isList(value) ? value : [value];
  return values.includes(unknown) || values.includes(null) ? undefined : values;
}

function selected(query: Query, scope: Scope): Row {
  const fields: Record<string, Value> = {};
  for (const [at, { value, alias }] of query.columns.entries()) {
    if (value.kind === 'name' && value.path.at(-1) === '*') {
      for (const bound of scope.bound)
        if (value.path.length === 1 || value.path[0] === bound.alias) Object.assign(fields, bound.row.fields);
    } else fields[alias ?? nameOf(value, at)] = scope.evaluate(value, scope);
  }
  return { fields };
}

function nameOf(value: Expression, at: number): string {
  if (value.kind === 'name') return value.path.at(-1) ?? '';
  if (value.kind === 'cast') return nameOf(value.value, at);
  return value.kind === 'call' ? value.name : `column ${at}`;
}

const distinct = (query: Query, rows: readonly Row[]): readonly Row[] =>
  query.distinct ? [...new Map(rows.map((row) => [JSON.stringify(row.fields, shown), row])).values()] : rows;

const shown = (_: string, value: unknown): unknown => (value === unknown ? Math.random() : value);

const aggregates = new Set(['count', 'max', 'min', 'sum', 'bool_or', 'bool_and', 'every', 'array_agg', 'string_agg']);

const isAggregate = (value: Expression): boolean =>
  value.kind === 'call'
    ? aggregates.has(value.name) || value.args.some(isAggregate)
    : value.kind === 'operator'
      ? value.operands.some(isAggregate)
      : value.kind === 'cast' && isAggregate(value.value);

/** The value of an expression with an aggregate in it, over all rows. */
function aggregate(value: Expression, rows: readonly Scope[], outer: Scope): Value {
  if (value.kind === 'cast')
    return outer.evaluate({ ...value, value: literalOf(aggregate(value.value, rows, outer), value) }, outer);
  if (value.kind === 'operator') {
    const operands = value.operands.map((operand) =>
      literalOf(isAggregate(operand) ? aggregate(operand, rows, outer) : outer.evaluate(operand, outer), operand),
    );
    return outer.evaluate({ ...value, operands }, outer);
  }
  if (value.kind !== 'call' || !aggregates.has(value.name)) return unknown;
  const [arg] = value.args;
  if (value.name === 'count' && (!arg || (arg.kind === 'name' && arg.path.at(-1) === '*'))) return rows.length;
  if (!arg) return unknown;
  const values = rows.map((row) => row.evaluate(arg, row));
  if (values.includes(unknown)) return unknown;
  const present = values.filter((one) => one !== null);
  switch (value.name) {
    case 'count':
      return present.length;
    case 'bool_or':
      return present.length === 0 ? null : present.some((one) => truth(one) === true);
    case 'bool_and':
    case 'every':
      return present.length === 0 ? null : present.every((one) => truth(one) === true);
    case 'array_agg':
      return values.length === 0 ? null : values;
    default:
      return present.length === 0 ? null : unknown;
  }
}

/** A value that was worked out already, as an expression. What no literal can hold is unknown. */
function literalOf(value: Value, { span }: Expression): Expression {
  const isPlain = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  return isPlain
    ? { kind: 'literal', value: value as string | number | boolean | null, span }
    : { kind: 'unknown', text: '', span };
}
