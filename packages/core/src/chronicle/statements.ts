import type { Moment, Statement } from '@refint/model';
import type { Runner } from '@refint/rule';
import { short } from './shown.ts';

/**
 * How what a file does is committed. `one`: all of it together. `each`: every statement by itself. `shared`: together with
 * all other files that wait to be run. `explicit`: the file says BEGIN or COMMIT itself.
 */
export type Commits = 'one' | 'each' | 'shared' | 'explicit';

export function commitsOf(statements: readonly Statement[], runner: Runner): Commits {
  if (statements.some(({ control }) => control === 'begin' || control === 'commit' || control === 'rollback')) {
    return 'explicit';
  }
  if (runner === 'psql') return 'each';
  return runner === 'drizzle' ? 'shared' : 'one';
}

/** The statements that leave the schema as it is, by verb, with their number; BEGIN and its kin are none of them. */
export function quietOf(
  statements: readonly Statement[],
  moments: readonly Moment[],
  unread: ReadonlyMap<Statement, unknown>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const statement of statements) {
    const { control } = statement;
    const verb = short(statement.verb, 40);
    const isKnown = control === undefined && !unread.has(statement);
    if (isKnown && !isTold(statement, moments)) counts.set(verb, (counts.get(verb) ?? 0) + 1);
  }
  return counts;
}

/** Whether anything that is told of a file happened in a statement. What a function did stands where the function was made. */
function isTold(statement: Statement, moments: readonly Moment[]): boolean {
  if (statement.changes.some(({ kind }) => kind !== 'run')) return true;
  if (statement.changes.length === 0 && !statement.calls) return false;
  const { source, span } = statement;
  return moments.some(
    ({ change, statement: own }) =>
      own === statement || (change.source === source && change.span.start >= span.start && change.span.end <= span.end),
  );
}
