import type { Change, QualifiedName, Source, Span } from '@refint/model';
import type { Cursor, StatementBody } from './cursor.ts';

type WithoutPlace<T> = T extends Change ? Omit<T, 'source' | 'span'> : never;

/** A change before it is known where it stands. */
export type ChangeBody = WithoutPlace<Change>;

/** The change that is written from token `first` to the one before the cursor. */
export function change(c: Cursor, first: number, body: ChangeBody): Change {
  // The body was made for this call, so it may as well become the change: copying it costs a tenth of all reading.
  const made = body as { source?: Source; span?: Span };
  made.source = c.reading.source;
  made.span = c.spanFrom(first);
  return made as Change;
}

/** The list of all that have nothing to list: most columns have no constraints. */
export const none: readonly never[] = Object.freeze([]);

/** A list with one more: one that begins with its first member needs an eighth of what one grown from nothing has. */
export function withOne<T>(list: T[] | undefined, one: T): T[] {
  if (!list) return [one];
  list.push(one);
  return list;
}

/** A statement that can't touch what refint looks at. */
export const nothing = (verb: string): StatementBody => says(verb, none);

/** What a statement says. All are made here, with one shape, and become the statement itself. */
export function says(verb: string, changes: readonly Change[], more?: Partial<StatementBody>): StatementBody {
  return {
    source: undefined,
    span: undefined,
    verb,
    changes,
    control: more?.control,
    savepoint: more?.savepoint,
    calls: more?.calls,
    fills: more?.fills,
    empties: more?.empties,
    setting: more?.setting,
    alone: more?.alone,
    rows: more?.rows,
    invalidAt: more?.invalidAt,
    cutNames: undefined,
  } as StatementBody;
}

/** SQL that was read and not understood: it costs one Problem, and doubts what it touches. */
export function opaque(c: Cursor, verb: string, because: string): StatementBody {
  const first = c.from;
  c.at = c.end;
  return says(verb, [change(c, first, notFollowed(c, first, [...c.touches], because))]);
}

/** The same for a part of a statement, from a token to the one before the cursor. */
export function notFollowed(
  c: Cursor,
  first: number,
  touches: readonly QualifiedName[],
  because: string,
): Extract<ChangeBody, { kind: 'opaque' }> {
  const span = c.spanFrom(first);
  const at = { source: c.reading.source, span };
  // Of a statement that could not be read that much is said anyway.
  if (!c.lost) c.reading.problems.push({ kind: 'not-understood', text: because, at, fatal: false });
  return { kind: 'opaque', entity: 'unknown', touches, because };
}
