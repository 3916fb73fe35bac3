import type { Instruction, Span, Statement } from '@refint/model';

/** The statements in the blocks of code and the functions of a file, by where they begin. */
export function instructionsIn(statements: readonly Statement[]): ReadonlyMap<number, Span> {
  const found = new Map<number, Span>();
  const add = (all: readonly Instruction[]): void => {
    for (const one of all) {
      // What is around others comes first.
      if (!found.has(one.span.start)) found.set(one.span.start, one.span);
      for (const inner of insideOf(one)) add(inner);
    }
  };
  for (const { changes } of statements) {
    for (const change of changes) {
      if (change.kind === 'run' && change.entity === 'block') add(change.routine.body);
      else if ('definition' in change) add(change.definition?.routine?.body ?? []);
    }
  }
  return found;
}

function insideOf(one: Instruction): readonly (readonly Instruction[])[] {
  if (one.kind === 'if') return [...one.branches.map(({ body }) => body), one.otherwise];
  if (one.kind === 'attempt') return [one.body, ...one.handlers.map(({ body }) => body)];
  return 'body' in one ? [one.body] : [];
}
