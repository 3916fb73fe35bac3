import { like } from './like.ts';
import { matches } from './patterns.ts';
import {
  boundedList,
  boundedText,
  boundsOf,
  equal,
  isList,
  isRange,
  isSomething,
  plain,
  type Range,
  textOf,
  truth,
  unknown,
  type Value,
} from './values.ts';

/** The value of an operator with one, two or three operands. */
export function compared(operator: string, a: Value, b: Value, c: Value): Value {
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
      if (isSomething(one) && b !== null) return unknown;
      const same = b === null ? one === null : truth(one) === b;
      return operator === 'is' ? same : !same;
    }
    case 'is distinct from':
    case 'is not distinct from': {
      const [x, y] = [plain(a), plain(b)];
      if (x === unknown || y === unknown) return unknown;
      const same = x === null || y === null ? x === y : equal(x, y);
      return typeof same === 'boolean' ? same === (operator === 'is not distinct from') : unknown;
    }
    case 'like':
    case 'ilike':
    case 'not like':
    case 'not ilike':
      return negated(operator, like(a, b, operator.endsWith('ilike')));
    case '~~':
    case '~~*':
      return like(a, b, operator === '~~*');
    case '!~~':
    case '!~~*':
      return negated('not ', like(a, b, operator === '!~~*'));
    case '~':
    case '~*':
      return matches(a, b, operator === '~*');
    case '!~':
    case '!~*':
      return negated('not ', matches(a, b, operator === '!~*'));
    case 'between':
    case 'not between': {
      const inside = both(compared('>=', a, b, null), compared('<=', a, c, null));
      return negated(operator, inside);
    }
    case '||':
      return appended(a, b);
    case '@>':
      return contains(a, b);
    case '<@':
      return contains(b, a);
    case '&&':
      return overlap(a, b);
    default:
      return ordered(operator, a, b);
  }
}

export const negated = (operator: string, value: Value): Value =>
  operator.startsWith('not ') && typeof value === 'boolean' ? !value : value;

/** Whether a value is in a list: NULL when it may be one of its NULLs. */
export function anyEqual(value: Value, list: readonly Value[] | undefined): Value {
  if (list === unknown) return unknown;
  const results = list.map((item) => equal(value, item));
  if (results.includes(true)) return true;
  return results.includes(unknown) ? unknown : results.includes(null) ? null : false;
}

function both(a: Value, b: Value): Value {
  if (a === false || b === false) return false;
  if (a === unknown || b === unknown) return unknown;
  return a === null || b === null ? null : true;
}

function appended(a: Value, b: Value): Value {
  // NULL is an empty array here.
  if (isList(a) || isList(b)) {
    const both = [...(isList(a) ? a : a === null ? [] : [a]), ...(isList(b) ? b : b === null ? [] : [b])];
    return boundedList(both);
  }
  const [x, y] = [textOf(a), textOf(b)];
  if (x === null || y === null) return null;
  return x === unknown || y === unknown ? unknown : boundedText([x, y]);
}

function contains(whole: Value, part: Value): Value {
  if (whole === null || part === null) return null;
  if (!isList(whole) || !isList(part)) return unknown;
  const each = part.map((item) => anyEqual(item, whole));
  if (each.some((one) => one === false || one === null)) return false;
  return each.includes(unknown) ? unknown : true;
}

function overlap(a: Value, b: Value): Value {
  if (a === null || b === null) return null;
  if (!isList(a) || !isList(b)) return unknown;
  const each = a.map((item) => anyEqual(item, b));
  return each.includes(true) ? true : each.includes(unknown) ? unknown : false;
}

function orderedRanges(operator: string, a: Range | undefined, b: Range | undefined): Value {
  if (!a || !b) return unknown;
  switch (operator) {
    case '<':
      return a.most < b.least ? true : a.least >= b.most ? false : unknown;
    case '<=':
      return a.most <= b.least ? true : a.least > b.most ? false : unknown;
    case '>':
      return orderedRanges('<', b, a);
    case '>=':
      return orderedRanges('<=', b, a);
    default:
      return unknown;
  }
}

/** Comparisons and sums of numbers. Texts are not compared: their order depends on the collation. */
function ordered(operator: string, a: Value, b: Value): Value {
  const [x, y] = [plain(a), plain(b)];
  if (x === null || y === null) return null;
  if (isRange(x) || isRange(y)) return orderedRanges(operator, boundsOf(x), boundsOf(y));
  if (typeof x !== 'number' || typeof y !== 'number') return unknown;
  const areWhole = Number.isInteger(x) && Number.isInteger(y);
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
    case '/':
      return y === 0 || !areWhole ? unknown : Math.trunc(x / y);
    case '%':
      return y === 0 || !areWhole ? unknown : x % y;
    default:
      return unknown;
  }
}
