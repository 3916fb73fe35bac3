import { type Snapshot, shownReference, type TableId } from '@refint/model';
import { commentOf, wrapped } from './comment.ts';
import { choices } from './migrations/header.ts';
import type { Plan, Step } from './plan.ts';
import { type Names, namesFor } from './sql/names.ts';
import { quote, quoteText } from './sql/quote.ts';

/**
 * How many rows of each reference reference nothing, as one table of results, and then some of them for each reference. It
 * reads and writes nothing, and runs as it stands, before any migration of the plan and after each.
 */
export function auditOf({ steps, project }: Plan): string {
  const state = project.timeline?.last;
  const names = namesFor(project.timeline);
  const asked = steps.map((step, at) => ({ step, at, from: orphansOf(step, names, state) }));
  const counts = asked.map(
    ({ step, at, from }) =>
      `SELECT ${at + 1} AS "number", ${quoteText(shownReference(step.key))} AS "reference", ` +
      `${step.priority === undefined ? 'NULL' : quoteText(step.priority)} AS "priority", count(*) AS "orphans"\n${from}`,
  );
  const samples = asked.map(({ step, at, from }) => {
    const { key, orphans } = step;
    const may = orphans.length === 0 ? 'none can be there' : orphans.map((one) => choices[one]).join('; ');
    const head = commentOf([`${at + 1}. ${shownReference(key)}`, ...wrapped(`   What may become of them: ${may}.`)]);
    const columns = [...new Set([...keyOf(key.table, state), ...key.columns])].map((name) => `f.${quote(name)}`);
    return `${head}\nSELECT ${columns.join(', ')}\n${from}\nLIMIT 10;`;
  });
  const head = commentOf([
    'refint plan: the audit. Rows that reference nothing, for each foreign key that the plan is about.',
    '',
    ...wrapped(
      'Why: a foreign key cannot be validated while there are such rows. Run it before the first migration, and again before each file that validates: every count must be 0 by then.',
    ),
    ...wrapped(
      'Locks: ACCESS SHARE, which stops neither reads nor writes. Each table is read as a whole, so that it takes as long as that. It changes nothing; row security must not hide rows from whoever runs it.',
    ),
    '',
    ...(steps.length === 0 ? ['There is nothing to ask.'] : []),
  ]);
  if (steps.length === 0) return `${head}\n`;
  return [
    head,
    'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;',
    `${counts.join('\nUNION ALL\n')}\nORDER BY 1;`,
    '-- Some of the rows of each:',
    ...samples,
    'COMMIT;\n',
  ].join('\n\n');
}

/** From where rows come that a foreign key would refuse, as PostgreSQL checks it: `f` references, `p` is referenced. */
export function orphansOf({ key }: Pick<Step, 'key'>, names: Names, state: Snapshot | undefined): string {
  const rows = (id: TableId): string =>
    `${(state?.heirsOf(id) ?? []).length > 0 && !isPartitioned(id, state) ? 'ONLY ' : ''}${names.table(id)}`;
  const columns = key.columns.map((name) => `f.${quote(name)}`);
  const held = columns.map((column) => `${column} IS NOT NULL`).join(' AND ');
  const equal = key.referencedColumns.map((name, at) => `p.${quote(name)} = ${columns[at]}`).join(' AND ');
  const lost = `${held} AND NOT EXISTS (SELECT 1 FROM ${rows(key.referencedTable)} AS p WHERE ${equal})`;
  // With MATCH FULL a row that holds only some of the columns is refused too.
  const isWhole = key.match === 'simple' || columns.length === 1;
  const some = columns.map((column) => `${column} IS NOT NULL`).join(' OR ');
  const where = isWhole ? lost : `(${lost}) OR ((${some}) AND NOT (${held}))`;
  return `FROM ${rows(key.table)} AS f\nWHERE ${where}`;
}

const isPartitioned = (id: TableId, state: Snapshot | undefined): boolean => state?.table(id)?.form === 'partitioned';

const keyOf = (id: TableId, state: Snapshot | undefined): readonly string[] =>
  state?.table(id)?.primaryKey?.columns ?? [];
