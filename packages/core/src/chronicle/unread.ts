import type { Problem, Statement } from '@refint/model';
import type { Entry } from './entry.ts';
import { short } from './shown.ts';

/**
 * Statements that could not be read, or not be followed, and of which nothing is known to change the schema, so that no
 * moment stands for them: they must not pass for statements that leave it as it is. Both lists are in the order of places.
 */
export function unreadIn(
  statements: readonly Statement[],
  problems: readonly Problem[],
): ReadonlyMap<Statement, Entry> {
  const places = problems.flatMap((problem) =>
    problem.at ? [{ text: problem.text, start: problem.at.span.start }] : [],
  );
  places.sort((a, b) => a.start - b.start);
  const unread = new Map<Statement, Entry>();
  let next = 0;
  for (const statement of statements) {
    const { span, changes } = statement;
    while ((places[next]?.start ?? Number.POSITIVE_INFINITY) < span.start) next++;
    const problem = places[next];
    if (problem && problem.start < span.end && changes.length === 0)
      unread.set(statement, entryOf(statement, problem.text));
  }
  return unread;
}

const entryOf = ({ verb, source, span }: Statement, text: string): Entry => ({
  kind: 'opaque',
  entity: 'unknown',
  name: '',
  table: undefined,
  text: short(verb, 40),
  reference: undefined,
  consequence: false,
  outcome: 'doubtful',
  because: { text, code: undefined, at: undefined },
  at: { source, span },
});

/** What happened, with what could not be read between the statements where it stands. */
export function inPlace(done: readonly Entry[], unread: ReadonlyMap<Statement, Entry>): readonly Entry[] {
  const left = [...unread.values()];
  if (left.length === 0) return done;
  const all: Entry[] = [];
  for (const entry of done) {
    while (!entry.consequence && left[0] && isBefore(left[0], entry)) all.push(left.shift()!);
    all.push(entry);
  }
  return [...all, ...left];
}

const isBefore = (one: Entry, other: Entry): boolean =>
  one.at.source === other.at.source && one.at.span.start < other.at.span.start;
