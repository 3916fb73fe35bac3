import type { Observed } from './asked.ts';
import type { Case } from './cases.ts';

/** What a case does on the newest version, and on which older ones something else. */
export interface Row {
  readonly asked: Case;
  readonly observed: readonly Observed[];
  readonly older: readonly { readonly version: number; readonly observed: readonly Observed[] | undefined }[];
}

/** docs/locks.md, made of what servers answered. */
export function pageOf(rows: readonly Row[]): string {
  const areas = [...new Set(rows.map(({ asked }) => asked.area))];
  return `${head}${areas.map((area) => sectionOf(area, rows)).join('\n')}`;
}

const head = `<!-- Written by packages/house/src/truth/locks/locks.test.ts from what PostgreSQL answered -->

# What a statement locks

Each statement was run in a transaction on PostgreSQL 15, 16, 17 and 18 (the last three as PGlite 0.2, 0.3 and 0.5), and before its end \`pg_locks\` was asked for the locks,
\`pg_class\` for the storage of each table and \`pg_stat_xact_user_tables\` for the scans. What refint says of it is compared with that, so
this page is what the rules of \`migrations/\` know. The tables are those of [cases.ts](../packages/house/src/truth/locks/cases.ts).

- A lock is held until the transaction ends. **ACCESS EXCLUSIVE** stops reads and writes, **SHARE ROW EXCLUSIVE** and **SHARE** stop writes, the others
  stop other changes of the schema only. ACCESS SHARE is not listed.
- **scans**: all rows of the table are read meanwhile; **rewrites**: they are written anew, with all indexes; looked up: rows of
  another table are looked for in it, for which the planner may read all of it.
- Of \`CREATE INDEX CONCURRENTLY\` a function in the index noted the locks while it was built.

`;

function sectionOf(area: string, rows: readonly Row[]): string {
  const own = rows.filter(({ asked }) => asked.area === area);
  return `## ${area[0]?.toUpperCase()}${area.slice(1)}

| statement | after | locks |
| --- | --- | --- |
${own.map(rowOf).join('')}`;
}

function rowOf({ asked, observed, older }: Row): string {
  const notes = [
    ...(asked.from ? [`from version ${asked.from} on`] : []),
    ...(asked.not ? [`not asked of ${asked.not}`] : []),
    ...older.flatMap((one) => (one.observed ? differences(one.version, observed, one.observed, asked) : [])),
    ...(asked.unknown ? [`refint does not say all of it: ${asked.unknown}`] : []),
  ];
  const locks = observed.length === 0 ? ['none'] : observed.map((one) => shown(one, asked));
  const cells = [code(asked.statement), asked.given ? code(asked.given) : '', [...locks, ...notes].join('<br>')];
  return `| ${cells.join(' | ')} |\n`;
}

function differences(
  version: number,
  now: readonly Observed[],
  then: readonly Observed[],
  asked: Case,
): readonly string[] {
  const words = new Map(now.map((one) => [one.table, shown(one, asked)]));
  const old = new Map(then.map((one) => [one.table, shown(one, asked)]));
  const changed = [...old].filter(([table, text]) => words.get(table) !== text).map(([, text]) => text);
  const absent = [...words.keys()].filter((table) => !old.has(table)).map((table) => `${table} none`);
  return [...changed, ...absent].map((text) => `in ${version}: ${text}`);
}

const code = (sql: string): string => `\`${sql.replaceAll('|', '\\|')}\``;

function shown({ table, mode, scans, rewrites }: Observed, { looksUp }: Case): string {
  const work = rewrites ? ', **rewrites**' : scans ? ', **scans**' : looksUp?.test(table) ? ', looked up' : '';
  return `${table} ${mode}${work}`;
}
