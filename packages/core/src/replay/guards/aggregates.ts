import type { Expression } from '@refint/model';
import { sorted } from './order.ts';
import type { Call, Scope } from './scope.ts';
import { equal, isOid, textOf, truth, unknown, type Value } from './values.ts';

const aggregates = new Set([
  'count',
  'max',
  'min',
  'sum',
  'bool_or',
  'bool_and',
  'every',
  'array_agg',
  'string_agg',
  'json_agg',
  'jsonb_agg',
  'avg',
]);

export function isAggregate(value: Expression): boolean {
  switch (value.kind) {
    case 'call':
      return aggregates.has(value.name) || value.args.some(isAggregate);
    case 'operator':
      return value.operands.some(isAggregate);
    case 'list':
      return value.items.some(isAggregate);
    case 'case':
      return (
        value.branches.some(({ when, then }) => isAggregate(when) || isAggregate(then)) ||
        (value.otherwise !== undefined && isAggregate(value.otherwise))
      );
    default:
      return value.kind === 'cast' && isAggregate(value.value);
  }
}

/** The value of an expression with an aggregate in it, over all rows of a group. */
export function aggregate(value: Expression, rows: readonly Scope[], outer: Scope): Value {
  // Each aggregate is worked out first; then the expression around it is as any other.
  const values = new Map<string, Value>();
  const inner = rows[0] ?? outer;
  const made = replaced(value, (call) => {
    const name = ` aggregate ${values.size}`;
    values.set(name, aggregated(call, rows));
    return name;
  });
  return inner.evaluate(made, { ...inner, variables: new Map([...inner.variables, ...values]), conflicts: 'column' });
}

function replaced(value: Expression, name: (call: Call) => string): Expression {
  const inside = (one: Expression): Expression => replaced(one, name);
  switch (value.kind) {
    case 'call':
      return aggregates.has(value.name)
        ? { kind: 'name', path: [name(value)], span: value.span }
        : { ...value, args: value.args.map(inside) };
    case 'operator':
      return { ...value, operands: value.operands.map(inside) };
    case 'list':
      return { ...value, items: value.items.map(inside) };
    case 'cast':
      return { ...value, value: inside(value.value) };
    case 'case':
      return {
        ...value,
        // biome-ignore lint/suspicious/noThenProperty: nobody awaits an expression, and CASE says THEN.
        branches: value.branches.map(({ when, then }) => ({ when: inside(when), then: inside(then) })),
        otherwise: value.otherwise && inside(value.otherwise),
      };
    default:
      return value;
  }
}

function aggregated({ name, args, by }: Call, all: readonly Scope[]): Value {
  const chosen = by?.filter ? all.map((row) => (by.filter ? truth(row.evaluate(by.filter, row)) : true)) : [];
  if (by?.filter && chosen.includes(unknown)) return unknown;
  const filtered = by?.filter ? all.filter((_, at) => chosen[at] === true) : all;
  const rows = sorted(filtered, by?.order, (row) => row);
  const [arg, separator] = args;
  if (name === 'count' && (!arg || (arg.kind === 'name' && arg.path.at(-1) === '*'))) return rows.length;
  if (!arg) return unknown;
  const given = rows.map((row) => row.evaluate(arg, row));
  if (given.includes(unknown)) return unknown;
  const values = by?.distinct ? withoutDoublets(given) : given;
  if (!values) return unknown;
  const present = values.filter((one) => one !== null);
  if (name === 'count') return present.length;
  if (name === 'array_agg') return values.length === 0 ? null : values;
  if (present.length === 0) return null;
  switch (name) {
    case 'bool_or':
      return present.some((one) => truth(one) === true);
    case 'bool_and':
    case 'every':
      return present.every((one) => truth(one) === true);
    case 'sum':
    case 'max':
    case 'min':
      return ofNumbers(name, present);
    case 'string_agg': {
      const by = separator && rows[0] ? textOf(rows[0].evaluate(separator, rows[0])) : unknown;
      const texts = present.map(textOf);
      return typeof by === 'string' && !texts.includes(unknown) ? texts.join(by) : unknown;
    }
    default:
      return unknown;
  }
}

/** The greatest text depends on the collation, unless there is only one. */
function ofNumbers(name: 'sum' | 'max' | 'min', values: readonly Value[]): Value {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length === values.length) {
    return name === 'sum' ? numbers.reduce((sum, one) => sum + one, 0) : Math[name](...numbers);
  }
  const [first] = values;
  return name !== 'sum' && values.every((value) => equal(value, first) === true) ? first : unknown;
}

/** The values without repetitions, in the order of texts, as PostgreSQL sorts to find them; nothing when that is unclear. */
function withoutDoublets(values: readonly Value[]): readonly Value[] | undefined {
  const found: Value[] = [];
  for (const value of values) {
    if (typeof value === 'object' && value !== null && !isOid(value)) return undefined;
    if (!found.some((one) => one === value || equal(one, value) === true)) found.push(value);
  }
  return found.every((value) => typeof value === 'string')
    ? found.sort((a, b) => (String(a) < String(b) ? -1 : 1))
    : found;
}
