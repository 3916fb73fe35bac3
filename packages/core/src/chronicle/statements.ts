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
  const places = placesOf(moments);
  for (const statement of statements) {
    const { control } = statement;
    const verb = short(statement.verb, 40);
    const isKnown = control === undefined && !unread.has(statement);
    if (isKnown && !isTold(statement, places)) counts.set(verb, (counts.get(verb) ?? 0) + 1);
  }
  return counts;
}

/** Where something happened: in which statements, and at which offsets of the file, in order. */
interface Places {
  readonly statements: ReadonlySet<Statement>;
  readonly offsets: readonly number[];
}

function placesOf(moments: readonly Moment[]): Places {
  const inFile = moments.filter(({ change, migration }) => change.source === migration.source);
  return {
    statements: new Set(moments.map(({ statement }) => statement)),
    offsets: inFile.map(({ change }) => change.span.start).sort((a, b) => a - b),
  };
}

/** Whether anything that is told of a file happened in a statement. What a function did stands where the function was made. */
function isTold(statement: Statement, { statements, offsets }: Places): boolean {
  const { changes, calls, span } = statement;
  if (changes.some(({ kind }) => kind !== 'run')) return true;
  if (changes.length === 0 && !calls) return false;
  const first = offsets[firstAtOrAfter(offsets, span.start)];
  return statements.has(statement) || (first !== undefined && first < span.end);
}

function firstAtOrAfter(sorted: readonly number[], least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
