import type { Expression, Query, QueryRelation } from '@refint/model';
import { costs, spends } from '../work.ts';
import { columnsOfRelation } from './catalog-rows.ts';
import { conjunctsOf, hintsFor, relationsIn } from './hints.ts';
import type { Rows } from './relations.ts';
import { type Bound, type Scope, within } from './scope.ts';
import { type Row, truth, unknown } from './values.ts';

/** Rows of all relations of a query side by side: those that are surely there, and those that may be. */
export interface Joined {
  readonly sure: readonly Scope[];
  readonly maybe: readonly Scope[];
  /** Whether there can be no others, and whether one of `maybe` stands for any number of rows. */
  readonly complete: boolean;
  readonly open: boolean;
}

export type RowsOf = (
  relation: QueryRelation,
  scope: Scope,
  conjuncts: readonly Expression[],
) => Rows & { readonly columns: ReadonlySet<string> | undefined };

/** FROM and WHERE of a query. */
export function joined(query: Query, outer: Scope, rowsOf: RowsOf): Joined {
  const conditions = planOf(query);
  const all = conditions.map(({ condition }) => condition);
  const free = query.from.every(isFree);
  const sure: Scope[] = [];
  const maybe: Scope[] = [];
  let complete = true;
  let open = false;
  const places: (Bound | undefined)[] = query.from.map(() => undefined);
  const boundNow = (): Bound[] => places.filter((place) => place !== undefined);

  const visit = (certain: boolean, isOpen: boolean): void => {
    if (!spends(outer.work, costs.row)) {
      complete = false;
      return;
    }
    const scope = within(outer, boundNow());
    const at = nextOf(query, places, free, scope, all);
    const relation = query.from[at];
    if (!relation) {
      const holds = allHold(all, scope);
      if (holds === true && certain) sure.push(scope);
      else if (holds === true || holds === unknown) {
        maybe.push(scope);
        open ||= isOpen;
      }
      return;
    }
    const before = boundNow();
    const wanted = [...all, ...conjunctsOf(relation.on), ...usingOf(relation, before)];
    const found = rowsOf(relation, scope, wanted);
    const { columns } = found;
    let matched = false;
    const take = (row: Row, isOne: boolean, isSure = isOne): void => {
      places[at] = { alias: relation.alias, row, columns };
      const here = within(outer, boundNow());
      const holds = joins(relation, here, row, before);
      if (holds === true || holds === unknown) {
        matched = true;
        if (mayHold(conditions, places, here)) visit(certain && isSure && holds === true, isOpen || !isOne);
      }
      places[at] = undefined;
    };
    const isTooMuch = !spends(outer.work, found.rows.length * costs.row);
    if (isTooMuch) complete = false;
    for (const row of isTooMuch ? [] : found.rows) take(row, true);
    for (const row of found.maybe ?? []) take(row, true, false);
    for (const row of found.others ?? []) take(row, false);
    if (relation.join === 'left') {
      // The row of NULLs stands in where no other does.
      const fields = Object.fromEntries([...(columns ?? [])].map((name) => [name, null]));
      places[at] = { alias: relation.alias, row: { fields }, columns };
      if (!matched) visit(certain && found.complete, isOpen);
      places[at] = undefined;
    } else if (!found.complete) complete = false;
  };
  visit(true, false);
  return { sure, maybe, complete, open };
}

/** WHERE, and ON of all joins that are no outer ones. */
function allHold(conditions: readonly Expression[], scope: Scope): boolean | undefined {
  let result: boolean | undefined = true;
  for (const condition of conditions) {
    const holds = truth(scope.evaluate(condition, scope));
    if (holds === false || holds === null) return false;
    if (holds === unknown) result = unknown;
  }
  return result;
}

/** A condition of the query, and the relations that it speaks of, if that can be told. */
interface Condition {
  readonly condition: Expression;
  readonly of: ReadonlySet<number> | undefined;
}

const plans = new WeakMap<Query, readonly Condition[]>();

function planOf(query: Query): readonly Condition[] {
  let plan = plans.get(query);
  if (!plan) {
    const inner = query.from.filter(({ join }) => join !== 'left').map(({ on }) => on);
    const conditions = [query.where, ...inner].flatMap(conjunctsOf);
    plan = conditions.map((condition) => ({ condition, of: relationsIn(condition, query) }));
    plans.set(query, plan);
  }
  return plan;
}

/** Relations that may be looked at in any order; all others need those before them. */
const isFree = ({ join, using, call, query }: QueryRelation): boolean =>
  join !== 'left' && using.length === 0 && !call && !query;

/** The relation to look at next: one of which the least rows are wanted, as far as the order is free. */
function nextOf(
  query: Query,
  places: readonly (Bound | undefined)[],
  free: boolean,
  scope: Scope,
  conjuncts: readonly Expression[],
): number {
  const first = places.indexOf(undefined);
  if (!free || first < 0 || places.length < 2) return first < 0 ? places.length : first;
  for (const [at, relation] of query.from.entries()) {
    if (places[at] !== undefined) continue;
    if ([...hintsFor(relation, scope, conjuncts).keys()].some((column) => leading.has(column))) return at;
  }
  return first;
}

/** Columns that lead to few rows: names and identities, but not the names of columns, which many tables have. */
const leading = new Set(
  `oid relname nspname conname conrelid attrelid adrelid indrelid tgrelid polrelid typname enumtypid tablename indexname
table_name constraint_name viewname matviewname sequencename tgname policyname`.split(/\s+/),
);

/** Whether nothing that can be said of the rows so far rules them out. */
function mayHold(conditions: readonly Condition[], places: readonly (Bound | undefined)[], scope: Scope): boolean {
  return conditions.every(({ condition, of }) => {
    if (!of || [...of].some((at) => places[at] === undefined)) return true;
    const holds = truth(scope.evaluate(condition, scope));
    return holds === true || holds === unknown;
  });
}

function joins(relation: QueryRelation, scope: Scope, row: Row, before: readonly Bound[]): boolean | undefined {
  for (const name of relation.using) {
    const other = before.find(({ row: { fields } }) => fields[name] !== undefined)?.row.fields[name];
    const own = row.fields[name];
    if (own === unknown || other === unknown) return unknown;
    if (own !== other) return false;
  }
  if (!relation.on || relation.join !== 'left') return true;
  const holds = truth(scope.evaluate(relation.on, scope));
  return holds === null ? false : holds;
}

/** A made-up `a.x = b.x`, so that USING narrows a relation down as ON would. */
function usingOf(relation: QueryRelation, before: readonly Bound[]): readonly Expression[] {
  const span = { start: 0, end: 0 };
  return relation.using.map((name) => {
    const alias = before.find(({ row: { fields } }) => fields[name] !== undefined)?.alias ?? '';
    const operands: Expression[] = [
      { kind: 'name', path: [relation.alias, name], span },
      { kind: 'name', path: [alias, name], span },
    ];
    return { kind: 'operator', operator: '=', operands, span };
  });
}

export const columnsIn = (relation: QueryRelation): ReadonlySet<string> | undefined =>
  relation.columns ? new Set(relation.columns) : columnsOfRelation(relation.path);
