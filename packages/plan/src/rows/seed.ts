import type { ForeignKey, Snapshot, TableId } from '@refint/model';
import { quoteTable } from '../sql/quote.ts';
import { sqlOver } from './cell.ts';
import { inOrderOfNeed } from './circles.ts';
import { plannerFor } from './planner.ts';
import { intoOf, isWritten, together } from './rows.ts';
import { isUnfillable, type Template, type Unfillable, type Wish } from './template.ts';

export interface SeedOptions {
  /** How many rows each table is to get. */
  readonly rows: number;
  /** Whether references are held that need not be; they are by default. */
  readonly references?: Wish['references'];
  /** Whether each row references another one where it can; it does by default. */
  readonly spread?: boolean;
  /** Other values than those of another seed. */
  readonly seed?: number;
  /** How many rows a table may have in the end, where more are added than `rows`: what references nothing is behind all of them. */
  readonly most?: number;
}

/** One statement that fills a table, or several that need each other. */
export interface SeedStatement {
  readonly sql: string;
  readonly tables: readonly { readonly table: TableId; readonly rows: number }[];
  /** What may turn the rows away all the same. */
  readonly doubts: readonly string[];
}

export interface Seed {
  /** In the order in which they run. */
  readonly statements: readonly SeedStatement[];
  readonly unfillable: readonly Unfillable[];
  /** Tables that get fewer rows than were asked for. */
  readonly limited: readonly { readonly table: TableId; readonly rows: number; readonly because: string }[];
}

const wishOf = ({ rows, references = 'all', spread = true, seed = 0 }: SeedOptions): Wish => ({
  count: rows,
  references,
  spread,
  seed,
});

/**
 * Statements that give every table of a state rows which PostgreSQL accepts, one statement for each table. The same state
 * and options always give the same statements. Tables for which that can't be done are named with the reason.
 */
export function seedOf(snapshot: Snapshot, options: SeedOptions): Seed {
  const planner = plannerFor(snapshot, wishOf(options));
  const unfillable: Unfillable[] = [];
  const templates = new Map<TableId, Template>();
  for (const { id, form } of snapshot.tables) {
    if (form === 'view') continue;
    const made = planner.templateOf(id);
    if (isUnfillable(made)) unfillable.push(made);
    else templates.set(id, made);
  }
  const all = [...templates.values()];
  const groups = inOrderOfNeed(all, ({ uses }) => uses.flatMap(({ key }) => templates.get(key.referencedTable) ?? []));
  const statements = groups.map((group) => ({
    sql: together(group.map((template) => overMany(template, 1, template.most))),
    tables: group.map(({ table, most }) => ({ table: table.id, rows: most })),
    doubts: group.flatMap(({ doubts }) => doubts),
  }));
  const limited = all.flatMap(({ table, most, limitedBy }) =>
    limitedBy === undefined ? [] : [{ table: table.id, rows: most, because: limitedBy }],
  );
  return { statements, unfillable, limited };
}

/** The statement that makes the rows of these numbers. */
function overMany(template: Template, first: number, last: number): string {
  const columns: string[] = [];
  const values: string[] = [];
  for (const [name, cell] of template.cells) {
    const sql = sqlOver(cell, 'g');
    const column = template.table.columns.find((one) => one.name === name);
    if (sql === undefined || !isWritten(column, sql)) continue;
    columns.push(name);
    values.push(sql);
  }
  const into = columns.length > 0 ? intoOf(template, columns) : `INSERT INTO ${quoteTable(template.table.id)}`;
  return `${into}\n  SELECT ${values.join(', ')}\n  FROM generate_series(${first}, ${last}) AS g`;
}

/**
 * The statement that adds rows which reference nothing through one foreign key, on a state that {@link seedOf} filled with
 * the same options and in which that foreign key is not enforced.
 *
 * @param count how many such rows
 */
export function seedOrphans(
  snapshot: Snapshot,
  key: ForeignKey,
  count: number,
  options: SeedOptions,
): SeedStatement | Unfillable {
  const { rows } = options;
  // Numbers of referenced rows that nobody seeds.
  const nowhere = { each: true, plus: Math.max(rows + count, options.most ?? 0) };
  const planner = plannerFor(snapshot, wishOf(options));
  const made = planner.specialOf(key.table, {
    numbers: [rows + 1, rows + count],
    filled: new Set(key.columns),
    rows: new Map([[key, { nowhere }]]),
  });
  if (isUnfillable(made)) return made;
  const lone = made.uses.find(({ row }) => row.each);
  if (lone)
    return { table: key.table, check: undefined, because: `each row needs a row of its own for ${lone.key.name}` };
  return {
    sql: overMany(made, rows + 1, rows + count),
    tables: [{ table: key.table, rows: count }],
    doubts: made.doubts,
  };
}
