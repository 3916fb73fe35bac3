import type { Expression, Query } from '@refint/model';

const known = new WeakMap<Query, readonly string[]>();

/** Names of one part that stand in a query for a column or a variable, those of queries inside of it left out. */
export function namesIn(query: Query): readonly string[] {
  let names = known.get(query);
  if (!names) {
    const expressions = [
      ...query.columns.map(({ value }) => value),
      query.where,
      ...query.from.flatMap(({ on, call }) => [on, call]),
      ...(query.group ?? []),
      query.having,
    ];
    const found = new Set<string>();
    for (const expression of expressions) if (expression) collect(expression, found);
    known.set(query, (names = [...found]));
  }
  return names;
}

function collect(expression: Expression, into: Set<string>): void {
  switch (expression.kind) {
    case 'name':
      if (expression.path.length === 1) into.add(expression.path[0] ?? '');
      return;
    case 'call':
      for (const arg of expression.args) collect(arg, into);
      return;
    case 'operator': {
      // The name of an argument is no variable.
      const operands = expression.operator === '=>' ? expression.operands.slice(1) : expression.operands;
      for (const operand of operands) collect(operand, into);
      return;
    }
    case 'list':
      for (const item of expression.items) collect(item, into);
      return;
    case 'cast':
      collect(expression.value, into);
      return;
    case 'case':
      for (const { when, then } of expression.branches) {
        collect(when, into);
        collect(then, into);
      }
      if (expression.otherwise) collect(expression.otherwise, into);
  }
}
