import { loadMigrationRuns, type Migration, type MigrationFile, type Runner, type Statement } from '@refint/model';

/** Statements that are sent in one transaction, or one that can run in none. */
export interface Stretch {
  readonly isBlock: boolean;
  readonly statements: readonly { readonly migration: Migration; readonly statement: Statement }[];
}

/**
 * A history as its runner sends it. Prisma's file is one query and so one transaction, and a statement alone in its file runs in
 * none; drizzle has all files in one.
 */
export async function stretchesOf(files: readonly MigrationFile[], runner: Runner): Promise<readonly Stretch[]> {
  const { transactionsIn } = await loadMigrationRuns();
  const all = files.flatMap(({ migration, statements }) =>
    transactionsIn(statements, [], runner).map((one) => ({
      isBlock: !standsAlone(one.statements, runner),
      statements: one.statements.map((statement) => ({ migration, statement })),
    })),
  );
  if (runner !== 'drizzle') return all;
  return [{ isBlock: true, statements: all.flatMap(({ statements }) => statements) }];
}

/** Whether a statement by itself is one that PostgreSQL refuses in a transaction, or code that ends transactions. */
function standsAlone(statements: readonly Statement[], runner: Runner): boolean {
  const [first, second] = statements;
  if (!first || second || runner === 'drizzle') return false;
  const { source, span, verb } = first;
  const endsTransactions =
    /^(?:DO|CALL)\b/.test(verb) && /\b(?:COMMIT|ROLLBACK)\b/i.test(source.text.slice(span.start, span.end));
  return first.alone !== undefined || endsTransactions;
}
