import type { Expression } from '@refint/model';
import { called } from './functions.ts';
import { booleanIn, compared, type Known, momentIn, numberIn, opaque } from './known.ts';
import { likePattern, regularPattern } from './patterns.ts';

/** What a column holds in the row that is judged; nothing where it is not decided yet or not known. */
export type ValueOf = (column: string) => Known | undefined;

/**
 * What an expression over one row gives: a value, NULL (`null`), or nothing where that can't be told from what is known.
 * A CHECK lets a row pass when it gives true or NULL (PostgreSQL manual, 5.5.1).
 */
export function evaluated(expression: Expression, of: ValueOf): Known | undefined {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'name':
      return of(expression.path.at(-1) ?? '');
    case 'list':
      return listed(expression.items, of);
    case 'cast':
      return cast(evaluated(expression.value, of), expression.to.name, expression.to.dimensions);
    case 'case':
      return chosen(expression, of);
    case 'operator':
      return operated(expression.operator, expression.operands, of);
    case 'call':
      return called(
        expression.name.toLowerCase().replace(/^pg_catalog\./, ''),
        expression.args.map((arg) => evaluated(arg, of)),
      );
    default:
      return undefined;
  }
}

function listed(items: readonly Expression[], of: ValueOf): Known | undefined {
  const values = items.map((item) => evaluated(item, of));
  return values.includes(undefined) ? undefined : { kind: 'list', items: values as Known[] };
}

function chosen({ branches, otherwise }: Expression & { kind: 'case' }, of: ValueOf): Known | undefined {
  for (const { when, then } of branches) {
    const value = evaluated(when, of);
    if (value === true) return evaluated(then, of);
    if (value !== false && value !== null) return undefined;
  }
  return otherwise ? evaluated(otherwise, of) : null;
}

const textual = new Set(['text', 'character varying', 'character', 'citext', 'name']);
const numeric = new Set(['integer', 'bigint', 'smallint', 'numeric', 'double precision', 'real']);

function cast(value: Known | undefined, type: string, dimensions: number): Known | undefined {
  if (value === undefined || value === null) return value;
  if (dimensions > 0)
    return typeof value === 'string' ? (value === '{}' ? { kind: 'list', items: [] } : opaque) : value;
  if (textual.has(type)) {
    if (typeof value === 'number' && Number.isInteger(value)) return String(value);
    return typeof value === 'boolean' ? String(value) : typeof value === 'string' ? value : opaque;
  }
  if (numeric.has(type)) {
    const number = typeof value === 'string' ? numberIn(value) : value;
    const isWhole = type.endsWith('int') || type === 'integer';
    return typeof number === 'number' && (!isWhole || Number.isInteger(number)) ? number : undefined;
  }
  if (type === 'boolean') return typeof value === 'string' ? booleanIn(value) : value;
  if (type === 'date') {
    const at = typeof value === 'string' ? momentIn(value) : undefined;
    return at && at.at % 86_400_000 === 0 ? at : undefined;
  }
  if (type.startsWith('timestamp')) return typeof value === 'string' ? momentIn(value) : value;
  // What is left are types of which a text is only a spelling, and enums, of which it is all.
  return typeof value === 'string' && !/^(json|inet|cidr|uuid|interval|time|bytea|macaddr)/.test(type) ? value : opaque;
}

function operated(operator: string, operands: readonly Expression[], of: ValueOf): Known | undefined {
  const [first, second, third] = operands;
  if (!first) return undefined;
  if (operator === 'and' || operator === 'or') return joined(operator, operands, of);
  const left = evaluated(first, of);
  if (!second) {
    if (operator === 'not') return negated(left);
    return typeof left === 'number' && operator === '-'
      ? -left
      : operator === '+'
        ? left
        : left === null
          ? null
          : undefined;
  }
  if (isQuantified(second)) return quantified(operator, left, second, of);
  const right = evaluated(second, of);
  if (operator === 'is' || operator === 'is not') return sameAs(left, right, operator === 'is not');
  if (operator === 'in' || operator === 'not in') {
    const within = anyOf(left, right, '=', false);
    return operator === 'in' ? within : negated(within);
  }
  if (operator.endsWith('distinct from')) {
    if (left === undefined || right === undefined) return undefined;
    const equal = left === null || right === null ? left === right : compare('=', left, right);
    return operator.startsWith('is not') ? equal : negated(equal);
  }
  if (operator === 'between' || operator === 'not between') {
    const high = third && evaluated(third, of);
    const within = both(compare('>=', left, right), compare('<=', left, high));
    return operator === 'between' ? within : negated(within);
  }
  // ESCAPE says what a backslash would.
  return third ? undefined : compare(operator, left, right);
}

type Quantified = Expression & { readonly kind: 'call' };

const isQuantified = (e: Expression): e is Quantified => e.kind === 'call' && (e.name === 'any' || e.name === 'all');

function quantified(operator: string, left: Known | undefined, call: Quantified, of: ValueOf): Known | undefined {
  const [list] = call.args;
  return anyOf(left, list && evaluated(list, of), operator, call.name === 'all');
}

/** `left operator ANY (list)`, or ALL. */
function anyOf(left: Known | undefined, list: Known | undefined, operator: string, all: boolean): Known | undefined {
  if (list === null) return null;
  if (typeof list !== 'object' || list.kind !== 'list') return undefined;
  let result: Known | undefined = all;
  for (const item of list.items) {
    const one = compare(operator, left, item);
    result = all ? both(result, one) : either(result, one);
  }
  return result;
}

function joined(operator: 'and' | 'or', operands: readonly Expression[], of: ValueOf): Known | undefined {
  const join = operator === 'and' ? both : either;
  let result: Known | undefined = operator === 'and';
  for (const operand of operands) result = join(result, evaluated(operand, of));
  return result;
}

function both(a: Known | undefined, b: Known | undefined): Known | undefined {
  if (a === false || b === false) return false;
  if (a === undefined || b === undefined) return undefined;
  return a === null || b === null ? null : a === true && b === true ? true : undefined;
}

const either = (a: Known | undefined, b: Known | undefined): Known | undefined => negated(both(negated(a), negated(b)));

const negated = (value: Known | undefined): Known | undefined =>
  typeof value === 'boolean' ? !value : value === null ? null : undefined;

/** IS [NOT] NULL, TRUE and FALSE, which are never NULL themselves. */
function sameAs(left: Known | undefined, right: Known | undefined, not: boolean): Known | undefined {
  if (left === undefined || right === undefined) return undefined;
  const known = right === null || left === null || typeof left === 'boolean';
  return known ? (left === right) !== not : undefined;
}

/** An operator between two values that are neither lists of conditions nor conditions. */
function compare(operator: string, left: Known | undefined, right: Known | undefined): Known | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (left === null || right === null) return null;
  if (/^[-+*/%]$/.test(operator)) return calculated(operator, left, right);
  if (operator === '||') return typeof left === 'string' && typeof right === 'string' ? left + right : undefined;
  if (/like$|^!?~/.test(operator)) return matched(operator, left, right);
  const order = compared(left, right);
  if (order === undefined) return undefined;
  if (operator === '=') return order === 0;
  if (operator === '<>') return order !== 0;
  if (order === 'different') return undefined;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  if (operator === '>') return order > 0;
  return operator === '>=' ? order >= 0 : undefined;
}

/** What is out of the range of an integer, or is rounded by one kind of division only, is not known. */
function calculated(operator: string, left: Known, right: Known): Known | undefined {
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  if ((operator === '/' || operator === '%') && right === 0) return undefined;
  const results: Readonly<Record<string, number>> = {
    '+': left + right,
    '-': left - right,
    '*': left * right,
    '/': left / right,
    '%': left % right,
  };
  const result = results[operator];
  const isSafe = result !== undefined && Number.isInteger(result) && Math.abs(result) < 2 ** 31;
  return isSafe && Number.isInteger(left) && Number.isInteger(right) ? result : undefined;
}

function matched(operator: string, left: Known, right: Known): Known | undefined {
  if (typeof left !== 'string' || typeof right !== 'string') return undefined;
  const isLike = operator.includes('like') || operator.includes('~~');
  const ignoresCase = operator.endsWith('ilike') || operator.endsWith('*');
  const pattern = isLike ? likePattern(right, ignoresCase) : regularPattern(right, ignoresCase);
  if (!pattern) return undefined;
  return pattern.test(left) !== (operator.startsWith('not ') || operator.startsWith('!'));
}
