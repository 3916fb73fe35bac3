import type { Disagreement } from '@refint/core';
import { type Migration, positionAt, type Statement } from '@refint/model';

/** Where a statement stands, for people. */
export function placeOf({
  migration,
  statement,
}: {
  readonly migration: Migration;
  readonly statement: Statement;
}): NonNullable<Disagreement['at']> {
  const { line } = positionAt(statement.source, statement.span.start);
  return { migration: migration.name, path: statement.source.path, line };
}
