import { type Moment, type Statement, textAt } from '@refint/model';

/** Statements that fail, with the SQLSTATE: what fails inside of a block fails the statement around it. */
export function failedStatements(statements: readonly Statement[], moments: readonly Moment[]): string[] {
  const codes = new Map<Statement | undefined, string>();
  for (const { change, outcome } of moments) {
    const around = statements.findLast(({ span }) => span.start <= change.span.start);
    if (outcome.kind === 'failed' && !codes.has(around)) codes.set(around, outcome.failure.code);
  }
  return [...codes].map(([statement, code]) => `${code} ${statement && textAt(statement)}`);
}
