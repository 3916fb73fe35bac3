import type { Migration, Statement, Timeline } from '@refint/model';
import { readSql } from '@refint/sql';

/** A statement that the replay says PostgreSQL refuses. */
export interface Refused {
  readonly migration: Migration;
  readonly statement: Statement;
  readonly code: string;
  readonly text: string;
}

/** The statements of files that fail, each with its first failure: what fails in a block fails the statement around it. */
export function refusedStatements({ moments }: Timeline): Refused[] {
  const statements = new Map<Migration, readonly Statement[]>();
  const found = new Map<Statement, Refused>();
  for (const { migration, change, outcome } of moments) {
    if (outcome.kind !== 'failed') continue;
    const all = statements.get(migration) ?? readSql(migration.source, 'postgresql').statements;
    statements.set(migration, all);
    const statement = all.findLast(({ span }) => span.start <= change.span.start);
    if (!statement || found.has(statement)) continue;
    found.set(statement, { migration, statement, code: outcome.failure.code, text: outcome.failure.text });
  }
  return [...found.values()];
}
