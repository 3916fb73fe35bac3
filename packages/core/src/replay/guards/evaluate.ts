import type { Expression } from '@refint/model';
import type { Work } from '../work.ts';
import type { World } from '../world.ts';
import { cast } from './cast.ts';
import { constraintDefinition } from './constraint-text.ts';
import { called, isBuiltin } from './functions.ts';
import { anyEqual, compared, negated } from './operators.ts';
import { answer, exists, scalar } from './query.ts';
import { type Call, namedValue, type Scope } from './scope.ts';
import { equal, isList, plain, truth, unknown, type Value } from './values.ts';

/** What names stand for where code begins: its variables, if it has any. */
export const scopeOf = (world: World, work: Work, more: Partial<Scope> = {}): Scope => ({
  world,
  variables: nothing,
  definitions: nothing,
  labels: noLabels,
  conflicts: undefined,
  bound: [],
  outer: undefined,
  named: nothing,
  evaluate,
  call: () => undefined,
  work,
  ...more,
  errors: [],
  doubtful: [],
});

const nothing: ReadonlyMap<string, never> = new Map<string, never>();
const noLabels: ReadonlySet<string> = new Set();

/** What an expression of PL/pgSQL is worth at this moment. What it depends on and nobody knows makes it unknown. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'name':
      return namedValue(scope, expression.path);
    case 'list':
      return expression.items.map((item) => evaluate(item, scope));
    case 'exists':
      return exists(expression.query, scope);
    case 'query':
      return scalar(expression.query, scope);
    case 'case':
      return chosen(expression, scope);
    case 'cast':
      return cast(evaluate(expression.value, scope), expression.type, scope);
    case 'operator':
      return operated(expression, scope);
    case 'call':
      return call(expression, scope);
    case 'unknown':
      return unknown;
  }
}

function chosen(expression: Extract<Expression, { kind: 'case' }>, scope: Scope): Value {
  for (const { when, then } of expression.branches) {
    const holds = truth(evaluate(when, scope));
    if (holds === unknown) return unknown;
    if (holds) return evaluate(then, scope);
  }
  return expression.otherwise ? evaluate(expression.otherwise, scope) : null;
}

function call(made: Call, scope: Scope): Value {
  const { name, args } = made;
  // PostgreSQL looks among its own functions first.
  const own = isBuiltin(name) ? undefined : scope.call(made, scope);
  if (own) return own.value;
  if (name === 'array' && args[0]?.kind === 'query') {
    const { sure, maybe, complete } = answer(args[0].query, scope);
    return complete && maybe.length === 0 ? sure.map((row) => plain(row)) : unknown;
  }
  if (name === 'nullif') {
    const [a, b] = args.map((arg) => evaluate(arg, scope));
    const same = equal(a, b);
    return same === unknown ? unknown : same ? null : a;
  }
  if (name === 'coalesce') {
    // What comes after the first value is not even looked at.
    for (const arg of args) {
      const value = plain(evaluate(arg, scope));
      if (value !== null) return value;
    }
    return null;
  }
  const values = args.flatMap((arg) => {
    const value = evaluate(arg, scope);
    const isSpread = arg.kind === 'call' && arg.name === 'variadic' && isList(value);
    return isSpread ? value : [value];
  });
  if (name === '[]') return itemAt(args[0], values);
  return name === 'pg_get_constraintdef'
    ? constraintDefinition(scope.world, values[0])
    : called(scope.world, name, values);
}

/** Arrays are counted from 1, but the vectors of pg_index from 0. */
function itemAt(of: Expression | undefined, [list, at]: readonly Value[]): Value {
  const first = of?.kind === 'name' && /^ind(?:key|class|option|collation)$/.test(of.path.at(-1) ?? '') ? 0 : 1;
  const place = plain(at);
  if (!isList(list) || typeof place !== 'number') return list === null || place === null ? null : unknown;
  const found = place - first;
  return found >= 0 && found < list.length ? list[found] : null;
}

function operated({ operator, operands }: Extract<Expression, { kind: 'operator' }>, scope: Scope): Value {
  const [left, right, third] = operands;
  if (!left) return unknown;
  if (operator === 'and' || operator === 'or') return connected(operator, operands, scope);
  if (operator === 'not') {
    const value = truth(evaluate(left, scope));
    return typeof value === 'boolean' ? !value : value;
  }
  if (operator.endsWith('in') && right) return negated(operator, isIn(left, right, scope));
  if (right?.kind === 'call' && (right.name === 'any' || right.name === 'all')) {
    return quantified(operator, left, right, scope);
  }
  if (operator === '=>') return right ? evaluate(right, scope) : unknown;
  const a = evaluate(left, scope);
  const b = right ? evaluate(right, scope) : null;
  if (!right && operator === '-') return compared('-', 0, a, null);
  return compared(operator, a, b, third ? evaluate(third, scope) : null);
}

function connected(operator: 'and' | 'or', operands: readonly Expression[], scope: Scope): Value {
  const decides = operator === 'or';
  let result: Value = !decides;
  for (const operand of operands) {
    const value = truth(evaluate(operand, scope));
    if (value === decides) return decides;
    if (value === unknown) result = unknown;
    else if (value === null && result !== unknown) result = null;
  }
  return result;
}

function isIn(left: Expression, right: Expression, scope: Scope): Value {
  const value = evaluate(left, scope);
  return anyEqual(value, listOf(right, scope));
}

function listOf(expression: Expression, scope: Scope): readonly Value[] | undefined {
  if (expression.kind === 'query') {
    const { sure, maybe, complete } = answer(expression.query, scope);
    return complete && maybe.length === 0 ? sure.map((row) => plain(row)) : unknown;
  }
  const value = evaluate(expression, scope);
  return isList(value) ? value : unknown;
}

/** `= ANY (…)`, `<> ALL (…)`, `LIKE ANY (…)` and their kin. */
function quantified(operator: string, left: Expression, right: Call, scope: Scope): Value {
  const [arg] = right.args;
  const list = arg ? listOf(arg, scope) : unknown;
  const value = evaluate(left, scope);
  if (operator === '=' && right.name === 'any') return anyEqual(value, list);
  if (list === unknown) return unknown;
  const decides = right.name === 'any';
  const results = list.map((item) => truth(compared(operator, value, item, null)));
  if (results.includes(decides)) return decides;
  return results.includes(unknown) ? unknown : results.includes(null) ? null : !decides;
}
