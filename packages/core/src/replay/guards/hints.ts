import type { Expression, Query, QueryRelation } from '@refint/model';
import { columnsOfRelation } from './catalog-rows.ts';
import type { Hints } from './relations.ts';
import type { Scope } from './scope.ts';
import { isList, unknown, type Value } from './values.ts';

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
    const name = expression?.kind === 'cast' && isOfText(expression.type) ? expression.value : expression;
    if (name?.kind !== 'name') return undefined;
    const [first = '', second] = name.path.slice(-2);
    const isVariable = scope.conflicts === 'variable' && scope.variables.has(first);
    if (second === undefined) return columns?.has(first) && !isVariable ? first : undefined;
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

/** Casts that leave a name what it is. Any other, such as one to regclass, makes another value of it. */
const isOfText = (type: string): boolean => ['text', 'name', 'character varying', 'oid'].includes(type);

/** What an expression can be equal to, when that depends on nothing but what is known already. */
function constants(expression: Expression, scope: Scope): readonly Value[] | undefined {
  const isAny = expression.kind === 'call' && expression.name === 'any';
  // What fails here fails again, and is heard of, when the rows are looked at.
  const quiet = { ...scope, errors: [], doubtful: [] };
  const value = scope.evaluate(isAny && expression.args[0] ? expression.args[0] : expression, quiet);
  const values = isList(value) ? value : [value];
  return values.includes(unknown) || values.includes(null) ? undefined : values;
}

/** The relations, by their place in FROM, that an expression names; nothing when that cannot be told. */
export function relationsIn(expression: Expression, query: Query): ReadonlySet<number> | undefined {
  const found = new Set<number>();
  return collect(expression, query, found) ? found : undefined;
}

function collect(expression: Expression, query: Query, into: Set<number>): boolean {
  const all = (parts: readonly Expression[]): boolean => parts.every((part) => collect(part, query, into));
  switch (expression.kind) {
    case 'literal':
      return true;
    case 'name': {
      const [first = '', second] = expression.path.slice(-2);
      if (second !== undefined) {
        const at = query.from.findIndex(({ alias }) => alias === first);
        if (at >= 0) into.add(at);
        return at >= 0;
      }
      const lists = query.from.map(({ columns, path }) => (columns ? new Set(columns) : columnsOfRelation(path)));
      if (lists.includes(undefined)) return false;
      const at = lists.findIndex((list) => list?.has(first));
      if (at >= 0) into.add(at);
      return true;
    }
    case 'call':
      return expression.by === undefined && all(expression.args);
    case 'operator':
      return all(expression.operands);
    case 'list':
      return all(expression.items);
    case 'cast':
      return collect(expression.value, query, into);
    default:
      return false;
  }
}
