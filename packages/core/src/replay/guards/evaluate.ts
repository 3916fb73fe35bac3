import type { Expression } from '@refint/model';
import { noSchema, noTable, noType } from '../failures.ts';
import type { Work } from '../work.ts';
import { isUnsure, type World } from '../world.ts';
import { called } from './functions.ts';
import { like } from './like.ts';
import { lookedUp } from './lookups.ts';
import { definition } from './pg-catalog.ts';
import { answer, exists, scalar } from './query.ts';
import { namedValue, type Scope } from './scope.ts';
import { boundedList, boundedText, equal, isList, isOid, plain, textOf, truth, unknown, type Value } from './values.ts';

/** What names stand for where code begins: its variables. */
export const scopeOf = (
  world: World,
  variables: ReadonlyMap<string, Value>,
  definitions: ReadonlyMap<string, Expression>,
  work: Work,
): Scope => ({
  world,
  variables,
  definitions,
  bound: [],
  outer: undefined,
  evaluate,
  errors: [],
  work,
});

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

function call({ name, args }: Extract<Expression, { kind: 'call' }>, scope: Scope): Value {
  if (name === 'array' && args[0]?.kind === 'query') {
    const { sure, maybe, complete } = answer(args[0].query, scope);
    return complete && maybe.length === 0 ? sure.map((row) => plain(row)) : unknown;
  }
  if (name === 'pg_get_constraintdef') return definitionOf(args[0], scope);
  if (name === 'nullif') {
    const [a, b] = args.map((arg) => evaluate(arg, scope));
    const same = equal(a, b);
    return same === unknown ? unknown : same ? null : a;
  }
  return called(
    scope.world,
    name,
    args.map((arg) => evaluate(arg, scope)),
  );
}

/** The definition stands in the row of pg_constraint whose oid is given. */
function definitionOf(oid: Expression | undefined, scope: Scope): Value {
  if (oid?.kind !== 'name') return unknown;
  return namedValue(scope, [...oid.path.slice(0, -1), definition]);
}

function cast(value: Value, type: string, scope: Scope): Value {
  const one = plain(value);
  const bare = type.replace(/^pg_catalog\./, '').replace(/\(.*\)$/, '');
  if (bare.startsWith('reg')) {
    const found = lookedUp(scope.world, bare, one);
    if (found === null && one !== null && !isUnsure(scope.world)) {
      // Unlike to_regclass, the cast of a name that nothing has is an error.
      const name = textOf(one) ?? '';
      scope.errors.push(
        bare === 'regtype' ? noType({ name }) : bare === 'regnamespace' ? noSchema(name) : noTable({ name }),
      );
      return unknown;
    }
    return found;
  }
  if (one === null || one === unknown) return one;
  if (isList(one)) return bare.endsWith('[]') ? one : unknown;
  if (
    ['text', 'name', 'character varying', 'character', '"char"', 'information_schema.sql_identifier'].includes(bare)
  ) {
    return textOf(one);
  }
  if (['integer', 'bigint', 'smallint', 'numeric'].includes(bare)) {
    return isOid(one) ? unknown : Number.isFinite(Number(one)) ? Number(one) : unknown;
  }
  if (bare === 'boolean') return truth(one);
  return bare === 'oid' ? one : bare.endsWith('[]') && typeof one === 'string' ? arrayLiteral(one) : one;
}

/** `'{a,b}'::text[]` with plain elements. */
function arrayLiteral(text: string): Value {
  const inside = /^\{([^"{}\\]*)\}$/.exec(text)?.[1];
  if (inside === undefined) return unknown;
  return inside === '' ? [] : inside.split(',').map((item) => item.trim());
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
  const a = evaluate(left, scope);
  const b = right ? evaluate(right, scope) : null;
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

const negated = (operator: string, value: Value): Value =>
  operator.startsWith('not ') && typeof value === 'boolean' ? !value : value;

function isIn(left: Expression, right: Expression, scope: Scope): Value {
  const value = evaluate(left, scope);
  return anyEqual(value, listOf(right, scope));
}

function anyEqual(value: Value, list: readonly Value[] | undefined): Value {
  if (list === unknown) return unknown;
  const results = list.map((item) => equal(value, item));
  if (results.includes(true)) return true;
  return results.includes(unknown) ? unknown : results.includes(null) ? null : false;
}

function listOf(expression: Expression, scope: Scope): readonly Value[] | undefined {
  if (expression.kind === 'query') {
    const { sure, maybe, complete } = answer(expression.query, scope);
    return complete && maybe.length === 0 ? sure.map((row) => plain(row)) : unknown;
  }
  const value = evaluate(expression, scope);
  return isList(value) ? value : unknown;
}

/** `= ANY (…)` and `<> ALL (…)`. */
function quantified(
  operator: string,
  left: Expression,
  right: Extract<Expression, { kind: 'call' }>,
  scope: Scope,
): Value {
  const [arg] = right.args;
  const list = arg ? listOf(arg, scope) : unknown;
  const value = evaluate(left, scope);
  if (operator === '=' && right.name === 'any') return anyEqual(value, list);
  if (operator === '<>' && right.name === 'all') {
    const some = anyEqual(value, list);
    return typeof some === 'boolean' ? !some : some;
  }
  return unknown;
}

function compared(operator: string, a: Value, b: Value, c: Value): Value {
  switch (operator) {
    case '=':
      return equal(a, b);
    case '<>': {
      const same = equal(a, b);
      return typeof same === 'boolean' ? !same : same;
    }
    case 'is':
    case 'is not': {
      const one = plain(a);
      if (one === unknown) return unknown;
      const same = b === null ? one === null : truth(one) === b;
      return operator === 'is' ? same : !same;
    }
    case 'is distinct from':
    case 'is not distinct from': {
      const same = a === null || b === null ? a === b : equal(a, b);
      return typeof same === 'boolean' ? same === (operator === 'is not distinct from') : unknown;
    }
    case 'like':
    case 'ilike':
    case 'not like':
    case 'not ilike':
      return negated(operator, like(a, b, operator.endsWith('ilike')));
    case '~~':
      return like(a, b, false);
    case 'between':
    case 'not between': {
      const inside = both(compared('>=', a, b, null), compared('<=', a, c, null));
      return negated(operator, inside);
    }
    case '||':
      return appended(a, b);
    default:
      return ordered(operator, a, b);
  }
}

function both(a: Value, b: Value): Value {
  if (a === false || b === false) return false;
  if (a === unknown || b === unknown) return unknown;
  return a === null || b === null ? null : true;
}

function appended(a: Value, b: Value): Value {
  if (isList(a)) return boundedList(isList(b) ? [...a, ...b] : [...a, b]);
  const [x, y] = [textOf(a), textOf(b)];
  if (x === null || y === null) return null;
  return x === unknown || y === unknown ? unknown : boundedText([x, y]);
}

/** Comparisons and sums of numbers. Texts are not compared: their order depends on the collation. */
function ordered(operator: string, a: Value, b: Value): Value {
  const [x, y] = [plain(a), plain(b)];
  if (x === null || y === null) return null;
  if (typeof x !== 'number' || typeof y !== 'number') return unknown;
  switch (operator) {
    case '<':
      return x < y;
    case '>':
      return x > y;
    case '<=':
      return x <= y;
    case '>=':
      return x >= y;
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    default:
      return unknown;
  }
}
