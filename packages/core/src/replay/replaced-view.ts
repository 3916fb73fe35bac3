import type { Failure } from '@refint/model';

/** The names of columns; one that is not known is nothing. */
type Names = readonly (string | undefined)[] | undefined;

/**
 * Why CREATE OR REPLACE VIEW cannot put another query in place of a view's: columns may be added at its end, and that is all
 * (checkViewColumns, src/backend/commands/view.c). Types are not compared.
 */
export function replacedFailure(before: Names, after: Names): Failure | undefined {
  if (!before || !after) return undefined;
  if (after.length < before.length) return failure('cannot drop columns from view');
  for (const [at, name] of before.entries()) {
    const other = after[at];
    if (name !== undefined && other !== undefined && name !== other)
      return failure(`cannot change name of view column "${name}" to "${other}"`);
  }
  return undefined;
}

const failure = (text: string): Failure => ({ code: '42P16', text, missing: undefined });
