import type { Expression } from '@refint/model';

/** Whether an expression holds a query: PL/pgSQL then runs it as one, which shows in ROW_COUNT. */
export function hasQuery(expression: Expression): boolean {
  switch (expression.kind) {
    case 'exists':
    case 'query':
      return true;
    case 'call':
      return expression.args.some(hasQuery);
    case 'operator':
      return expression.operands.some(hasQuery);
    case 'list':
      return expression.items.some(hasQuery);
    case 'cast':
      return hasQuery(expression.value);
    case 'case':
      return (
        expression.branches.some(({ when, then }) => hasQuery(when) || hasQuery(then)) ||
        (expression.otherwise !== undefined && hasQuery(expression.otherwise))
      );
    default:
      return false;
  }
}
