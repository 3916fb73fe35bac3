import type { DataType, Expression } from '@refint/model';
import type { Cursor } from '../../cursor.ts';
import { COMMA, DOT, NUMBER, OPEN, OPEN_BRACKET, OPERATOR, PARAMETER, QUOTED, STRING, WORD } from '../../tokens.ts';
import { readCall } from './call-arguments.ts';
import { namesCut } from './comparing.ts';
import { carry, deepest, insideOf, lose, readInside, unknown } from './expression-parts.ts';
import { readType } from './types.ts';

/** A chain of operators is a tree as deep as the chain is long, and whoever walks it has a stack too. */
const longest = 500;

/** The expression that all of a stretch is. What is not understood is `unknown`, with its text. */
export function readExpression(c: Cursor): Expression {
  const first = c.at;
  const value = c.depth > deepest ? undefined : readAtLeast(c, 0);
  if (value && !c.lost && c.done) return value;
  return unknown(c, first);
}

/** The expressions between commas that all of a stretch is, as a list. */
export function readExpressions(c: Cursor): Expression {
  const first = c.at;
  const value = readList(c);
  return c.lost || !c.done ? unknown(c, first) : value;
}

/** How tightly operators bind: PostgreSQL manual, table 4.2. Those not listed bind like `||`. */
const comparison = 5;
const range = 6;
const other = 7;
const binding: Readonly<Record<string, number>> = {
  __proto__: null as never,
  // Arguments by name: `f(a => 1)`.
  '=>': 0,
  ':=': 0,
  '=': comparison,
  '<': comparison,
  '>': comparison,
  '<=': comparison,
  '>=': comparison,
  '<>': comparison,
  '!=': comparison,
  '+': 8,
  '-': 8,
  '*': 9,
  '/': 9,
  '%': 9,
  '^': 10,
  '::': 15,
};

function readAtLeast(c: Cursor, least: number): Expression {
  const first = c.at;
  let left = readPrefix(c);
  for (let operators = 0; !c.done; operators++) {
    if (operators > longest) return lose(c, 'a shorter expression');
    const next = readInfix(c, left, first, least);
    if (!next) break;
    left = next;
  }
  return left;
}

function readPrefix(c: Cursor): Expression {
  const first = c.at;
  const deep = c.over(c.at, c.end, c.depth + 1);
  const prefix = c.is('NOT') ? 3 : c.isOperator('-') || c.isOperator('+') ? 13 : undefined;
  if (prefix === undefined) return readOperand(c);
  const operator = c.raw().toLowerCase();
  if (deep.depth > deepest) return lose(c, 'a shallower expression');
  deep.at++;
  const value = readAtLeast(deep, prefix);
  carry(c, deep);
  if (operator !== 'not' && value.kind === 'literal' && typeof value.value === 'number') {
    return { kind: 'literal', value: operator === '-' ? -value.value : value.value, span: c.spanFrom(first) };
  }
  return { kind: 'operator', operator, operands: [value], span: c.spanFrom(first) };
}

/** What follows an operand, if it binds at least as tightly as asked. */
function readInfix(c: Cursor, left: Expression, first: number, least: number): Expression | undefined {
  const make = (operator: string, ...operands: Expression[]): Expression => ({
    kind: 'operator',
    operator,
    operands: namesCut(operator, [left, ...operands]),
    span: c.spanFrom(first),
  });
  if (c.kind() === OPERATOR) {
    const operator = c.raw();
    const strength = binding[operator] ?? other;
    if (strength < least || operator === '..') return undefined;
    c.at++;
    if (operator === '::') {
      return { kind: 'cast', value: left, ...readTarget(c), span: c.spanFrom(first) };
    }
    const right = readAtLeast(c, strength + 1);
    return make(operator === '!=' ? '<>' : operator, right);
  }
  if (c.kind() === OPEN_BRACKET) {
    const index = readInside(c, readExpression);
    return { kind: 'call', name: '[]', args: [left, index], span: c.spanFrom(first) };
  }
  if (c.kind() !== WORD) return undefined;
  for (const [word, strength] of [
    ['OR', 1],
    ['AND', 2],
  ] as const) {
    if (!c.is(word)) continue;
    if (strength < least) return undefined;
    c.at++;
    return make(word.toLowerCase(), readAtLeast(c, strength + 1));
  }
  if (c.is('IS') || c.is('ISNULL') || c.is('NOTNULL')) return least > 4 ? undefined : readIs(c, make);
  if (c.is('COLLATE')) {
    c.at++;
    c.qualifiedName('a collation');
    return left;
  }
  return least > range ? undefined : readRange(c, make);
}

type Make = (operator: string, ...operands: Expression[]) => Expression;

function readIs(c: Cursor, make: Make): Expression {
  const at = c.at;
  const literal = (value: boolean | null): Expression => ({ kind: 'literal', value, span: c.span(c.at - 1) });
  if (c.takes('ISNULL')) return make('is', literal(null));
  if (c.takes('NOTNULL')) return make('is not', literal(null));
  c.at = at + 1;
  const operator = c.takes('NOT') ? 'is not' : 'is';
  if (c.takes('NULL') || c.takes('UNKNOWN')) return make(operator, literal(null));
  if (c.takes('TRUE')) return make(operator, literal(true));
  if (c.takes('FALSE')) return make(operator, literal(false));
  if (c.takes('DISTINCT', 'FROM')) return make(`${operator} distinct from`, readAtLeast(c, comparison));
  return lose(c, 'NULL, TRUE, FALSE or DISTINCT FROM');
}

/** [NOT] LIKE, ILIKE, SIMILAR TO, IN and BETWEEN. */
function readRange(c: Cursor, make: Make): Expression | undefined {
  const not = c.is('NOT') ? 1 : 0;
  const word = ['LIKE', 'ILIKE', 'SIMILAR', 'IN', 'BETWEEN'].find((one) => c.is(one, not));
  if (word === undefined) return undefined;
  c.at += not + 1;
  const operator = (not ? 'not ' : '') + word.toLowerCase();
  if (word === 'IN') {
    if (c.kind() !== OPEN) return lose(c, 'a list');
    return make(
      operator,
      readInside(c, (inside) => (startsQuery(inside) ? readSubquery(inside) : readList(inside))),
    );
  }
  if (word === 'BETWEEN') {
    c.takes('SYMMETRIC');
    const low = readAtLeast(c, range + 1);
    c.expect('AND');
    return make(operator, low, readAtLeast(c, range + 1));
  }
  if (word === 'SIMILAR') c.expect('TO');
  const pattern = readAtLeast(c, range + 1);
  if (c.takes('ESCAPE')) return make(operator, pattern, readAtLeast(c, range + 1));
  return make(operator, pattern);
}

function readOperand(c: Cursor): Expression {
  const first = c.at;
  const done = (): { span: Expression['span'] } => ({ span: c.spanFrom(first) });
  switch (c.kind()) {
    case STRING: {
      const { name: value, span } = c.string();
      return { kind: 'literal', value, span };
    }
    case NUMBER: {
      const value = Number(c.raw().replaceAll('_', ''));
      c.at++;
      return { kind: 'literal', value, ...done() };
    }
    case PARAMETER: {
      const name = c.raw();
      c.at++;
      return { kind: 'name', path: [name], ...done() };
    }
    case OPEN:
      return readInside(c, (inside) => {
        if (startsQuery(inside)) return readSubquery(inside);
        const list = readList(inside);
        return list.kind === 'list' && list.items.length === 1 && list.items[0] ? list.items[0] : list;
      });
    case OPERATOR:
      if (!c.isOperator('*')) return lose(c, 'an operand');
      c.at++;
      return { kind: 'name', path: ['*'], ...done() };
    case WORD:
    case QUOTED:
      return readWord(c, first);
    default:
      return lose(c, 'an operand');
  }
}

/** Functions that are called without parentheses. */
const bare = [
  'CURRENT_SCHEMA',
  'CURRENT_CATALOG',
  'CURRENT_USER',
  'SESSION_USER',
  'CURRENT_DATE',
  'CURRENT_TIMESTAMP',
  'CURRENT_TIME',
  'LOCALTIME',
  'LOCALTIMESTAMP',
  'USER',
  'CURRENT_ROLE',
];

/** An expression with what is around it, such as its brackets. */
const placed = (inside: Expression, span: Expression['span']): Expression => ({ ...inside, span });

function readWord(c: Cursor, first: number): Expression {
  if (c.takes('NULL')) return { kind: 'literal', value: null, span: c.spanFrom(first) };
  if (c.takes('TRUE')) return { kind: 'literal', value: true, span: c.spanFrom(first) };
  if (c.takes('FALSE')) return { kind: 'literal', value: false, span: c.spanFrom(first) };
  if (c.is('CASE')) return readCase(c, first);
  if (c.is('EXISTS') && c.kind(1) === OPEN) {
    c.at++;
    const query = c.dialect.readQuery(insideOf(c));
    return { kind: 'exists', query, span: c.spanFrom(first) };
  }
  if (c.is('ARRAY') && c.kind(1) === OPEN_BRACKET) {
    c.at++;
    return placed(readInside(c, readList), c.spanFrom(first));
  }
  if (c.is('ARRAY') && c.kind(1) === OPEN) {
    c.at++;
    return { kind: 'call', name: 'array', args: [readInside(c, readSubquery)], by: undefined, span: c.spanFrom(first) };
  }
  if (c.is('CAST') && c.kind(1) === OPEN) {
    c.at++;
    return placed(readInside(c, readCast), c.spanFrom(first));
  }
  for (const word of ['ANY', 'SOME', 'ALL', 'ROW']) {
    if (!c.is(word) || c.kind(1) !== OPEN) continue;
    c.at++;
    const inside = readInside(c, (list) => (startsQuery(list) ? readSubquery(list) : readList(list)));
    if (word === 'ROW') return placed(inside, c.spanFrom(first));
    const arg = inside.kind === 'list' && inside.items.length === 1 && inside.items[0] ? inside.items[0] : inside;
    return {
      kind: 'call',
      name: word === 'SOME' ? 'any' : word.toLowerCase(),
      args: [arg],
      by: undefined,
      span: c.spanFrom(first),
    };
  }
  const current = bare.find((word) => c.is(word));
  if (current !== undefined) {
    c.at++;
    if (c.kind() === OPEN) c.skip();
    return { kind: 'call', name: current.toLowerCase(), args: [], by: undefined, span: c.spanFrom(first) };
  }
  if (!c.isName() && !(c.kind(1) === OPEN && !c.is('SELECT')) && c.kind(1) !== DOT) return lose(c, 'an operand');
  return readNameOrCall(c, first);
}

function readNameOrCall(c: Cursor, first: number): Expression {
  const typed = readTypedLiteral(c, first);
  if (typed) return typed;
  const path = [c.label().name];
  while (c.takesKind(DOT)) {
    if (c.takesOperator('*')) path.push('*');
    else path.push(c.label().name);
  }
  if (c.kind() !== OPEN) return { kind: 'name', path, span: c.spanFrom(first) };
  return readCall(c, path, first, {
    one: (e) => readAtLeast(e, 0),
    operand: (e) => readAtLeast(e, range + 1),
    list: readList,
  });
}

/** `regclass 'users'`, `date '2024-01-01'`, `timestamp with time zone '…'`: a type and a string. */
function readTypedLiteral(c: Cursor, first: number): Expression | undefined {
  if (c.kind() !== WORD) return undefined;
  const e = c.over(c.at, c.end);
  const next = e.kind(1);
  if (next !== STRING && !['INTERVAL', 'TIMESTAMP', 'TIME', 'DOUBLE', 'CHARACTER'].some((word) => e.is(word)))
    return undefined;
  const target = readTarget(e);
  if (e.lost || e.kind() !== STRING) return undefined;
  c.at = e.at;
  const { name: value, span } = c.string();
  return { kind: 'cast', ...target, value: { kind: 'literal', value, span }, span: c.spanFrom(first) };
}

function readCast(c: Cursor): Expression {
  const first = c.at;
  const value = readAtLeast(c, 0);
  c.expect('AS');
  return { kind: 'cast', value, ...readTarget(c), span: c.spanFrom(first) };
}

/** The type that a value is cast to, by its text too. */
function readTarget(c: Cursor): { readonly type: string; readonly to: DataType } {
  const to = readType(c).type;
  const { schema, name, modifiers, dimensions } = to;
  const inside = modifiers.length > 0 ? `(${modifiers.join(',')})` : '';
  return { type: (schema === undefined ? '' : `${schema}.`) + name + inside + '[]'.repeat(dimensions), to };
}

function readCase(outer: Cursor, first: number): Expression {
  const c = outer.over(outer.at, outer.end, outer.depth + 1);
  if (c.depth > deepest) return lose(outer, 'a shallower expression');
  c.expect('CASE');
  const subject = c.is('WHEN') ? undefined : readAtLeast(c, 0);
  const branches: { when: Expression; then: Expression }[] = [];
  while (c.takes('WHEN')) {
    const value = readAtLeast(c, 0);
    const operands = subject ? [subject, value] : [];
    const when: Expression = subject ? { kind: 'operator', operator: '=', operands, span: value.span } : value;
    c.expect('THEN');
    // biome-ignore lint/suspicious/noThenProperty: nobody awaits an expression, and CASE says THEN.
    branches.push({ when, then: readAtLeast(c, 0) });
  }
  const otherwise = c.takes('ELSE') ? readAtLeast(c, 0) : undefined;
  c.expect('END');
  carry(outer, c);
  return { kind: 'case', branches, otherwise, span: outer.spanFrom(first) };
}

function readSubquery(c: Cursor): Expression {
  const first = c.at;
  const query = c.dialect.readQuery(c);
  return { kind: 'query', query, span: c.spanFrom(first) };
}

/** Expressions between commas. */
function readList(c: Cursor): Expression {
  const first = c.at;
  const items: Expression[] = [];
  if (!c.done) {
    do {
      const isNested = c.kind() === OPEN_BRACKET;
      const start = c.at;
      if (c.takes('VARIADIC')) {
        const args = [readAtLeast(c, 0)];
        items.push({ kind: 'call', name: 'variadic', args, span: c.spanFrom(Math.min(start, c.end - 1)) });
      } else items.push(isNested ? readInside(c, readList) : readAtLeast(c, 0));
    } while (c.takesKind(COMMA));
  }
  return { kind: 'list', items, span: c.span(Math.min(first, c.end), Math.max(first, c.end - 1)) };
}

const startsQuery = (c: Cursor): boolean => c.is('SELECT') || c.is('WITH') || c.is('VALUES');
