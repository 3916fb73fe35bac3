import { type Moment, type Statement, textAt } from '@refint/model';
import type { Catalog } from '../catalog.ts';

/** What the replay and PostgreSQL are compared by. */

/** The SQLSTATE of a line that `failedStatements` made. */
export const codeOf = (failed: string): string => failed.slice(0, 5);

/** Statements that fail, with the SQLSTATE: what fails inside of a block fails the statement around it. */
export function failedStatements(statements: readonly Statement[], moments: readonly Moment[]): string[] {
  const codes = new Map<Statement | undefined, string>();
  for (const { change, outcome } of moments) {
    const around = statements.findLast(({ span }) => span.start <= change.span.start);
    if (outcome.kind === 'failed' && !codes.has(around)) codes.set(around, outcome.failure.code);
  }
  return [...codes].map(([statement, code]) => `${code} ${statement && textAt(statement)}`);
}

/** The replay's catalog without the texts of expressions, which PostgreSQL writes in its own way. */
export const comparable = ({ schemas, enums, sequences, views, tables }: Catalog) => ({
  schemas,
  enums,
  sequences,
  views,
  tables: tables.map((table) => ({
    ...table,
    columns: table.columns.map(({ name, type, notNull, default: value, generated }) => ({
      name,
      type,
      notNull,
      default: value !== null,
      identity: generated?.kind === 'identity',
      generated: generated?.kind === 'stored',
    })),
    indexes: table.indexes.map(({ expressions, predicate, columns, ...index }) => ({
      ...index,
      columns: columns.map((name) =>
        expressions && !table.columns.some((column) => column.name === name) ? '(expression)' : plain(name),
      ),
      include: index.include.map(plain),
      partial: predicate !== null,
    })),
    checks: table.checks.map(({ name, validated }) => ({ name, validated })),
  })),
});

/** pg_get_indexdef puts a name in quotes that needs them. */
const plain = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);
