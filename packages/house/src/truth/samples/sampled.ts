import type { PGlite } from '@electric-sql/pglite';
import { actionInSql, type ForeignKey, type Snapshot } from '@refint/model';
import { isUnfillable, plannerFor, quote, quoteTable, seedOf, testsOf } from '@refint/plan';

/** What became of rows for the tables of a project, and of the tests of its foreign keys. */
export interface Sampled {
  readonly tables: number;
  /** Tables that hold the row that was made for them, and those that hold as many rows as were asked for. */
  readonly one: number;
  readonly many: number;
  /** Why tables are not filled, or get fewer rows, by how many they are. */
  readonly why: Readonly<Record<string, number>>;
  readonly references: number;
  /** Tests of foreign keys that ended as expected, and those that were not made, with the reasons. */
  readonly asExpected: number;
  readonly notTested: Readonly<Record<string, number>>;
  /** Foreign keys that were taken away, or given another action, and were named then. */
  readonly named: number;
}

const many = 25;

/**
 * Fills a database that holds what a state says, twice, and runs the tests of all foreign keys. Throws where PostgreSQL refuses
 * a row of which that was not said, where a test fails, and where a spoilt foreign key is not noticed.
 *
 * @param spoils for how many foreign keys it is tried what happens without them
 */
export async function sampled(postgres: PGlite, state: Snapshot, spoils: number): Promise<Sampled> {
  const why: Record<string, number> = {};
  const made = await madeIn(postgres);
  const names = state.tables.filter(({ form, id }) => form !== 'view' && made.has(quoteTable(id)));
  const one = await fill(postgres, state, made, 1, why);
  const filled = await fill(postgres, state, made, many, {});
  await emptyAll(postgres, [...made]);
  const keys = state.foreignKeys.filter(({ table, referencedTable, partOf }) => {
    const isMade = made.has(quoteTable(table)) && made.has(quoteTable(referencedTable));
    return isMade && partOf === undefined;
  });
  const { results, error } = await tried(postgres, testsOf(state, keys));
  if (error !== undefined) throw new Error(error);
  const asExpected = results.filter(({ expected, outcome }) => expected === outcome).length;
  const notTested: Record<string, number> = {};
  for (const { outcome } of results) if (outcome.startsWith('not tested')) count(notTested, kindOf(outcome));
  const named = await spoilt(postgres, state, keys, results, spoils);
  return { tables: names.length, one, many: filled, why, references: keys.length, asExpected, notTested, named };
}

const count = (counts: Record<string, number>, kind: string): void => {
  counts[kind] = (counts[kind] ?? 0) + 1;
};

/** Reasons of ours; whatever else is said is said by a trigger. */
const ours =
  /part of another|references the same row|no row|no value|partitioned|partition|checks|key can not|ALWAYS AS IDENTITY|default is|tells its row|too many|let more than one|type is not/;

/** A reason without the names in it. */
const kindOf = (because: string): string => {
  if (!ours.test(because)) return 'a trigger refuses it';
  const plain = because.replace(/^not tested: /, '');
  return plain
    .replace(/(foreign key|column|check|domain|type|reference in) [\w."]+/g, '$1 …')
    .replace(/^\w+ (is part of|would)/, '… $1');
};

async function madeIn(postgres: PGlite): Promise<ReadonlySet<string>> {
  const { rows } = await postgres.query<{ schema: string; name: string }>(
    `SELECT nspname AS schema, relname AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
     WHERE relkind IN ('r', 'p') AND nspname !~ '^(pg_|information_schema)'`,
  );
  return new Set(
    rows.map(({ schema, name }) => (schema === 'public' ? quote(name) : `${quote(schema)}.${quote(name)}`)),
  );
}

/** Fills all tables, and gives how many hold the rows that were said. */
async function fill(
  postgres: PGlite,
  state: Snapshot,
  made: ReadonlySet<string>,
  rows: number,
  why: Record<string, number>,
): Promise<number> {
  await emptyAll(postgres, [...made]);
  const isOne = rows === 1;
  const { statements, unfillable, limited } = seedOf(state, {
    rows,
    references: isOne ? 'required' : 'all',
    spread: !isOne,
  });
  for (const { because } of [...unfillable, ...limited]) count(why, kindOf(because));
  let filled = 0;
  for (const { sql, tables, doubts } of statements) {
    if (!tables.every(({ table }) => made.has(quoteTable(table)))) {
      count(why, 'PGlite has no such type');
      continue;
    }
    try {
      await postgres.exec(sql);
    } catch (error) {
      if (doubts.length === 0) throw new Error(`${(error as Error).message}\n${sql}`);
      count(why, 'a trigger refuses it');
      continue;
    }
    for (const { table, rows: said } of tables) {
      const { rows: found } = await postgres.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${quoteTable(table)}`,
      );
      if (found[0]?.n !== said && doubts.length === 0)
        throw new Error(`${table} has ${found[0]?.n} rows and not ${said}`);
      filled++;
    }
  }
  return filled;
}

async function emptyAll(postgres: PGlite, tables: readonly string[]): Promise<void> {
  if (tables.length > 0) await postgres.exec(`TRUNCATE ${tables.join(', ')} CASCADE`);
}

interface Result {
  readonly number: number;
  readonly test: string;
  readonly expected: string | null;
  readonly outcome: string;
}

/** What a script says, run behind other statements that go with it. */
async function tried(
  postgres: PGlite,
  script: string,
  before = '',
): Promise<{ readonly results: readonly Result[]; readonly error: string | undefined }> {
  const seen: Result[] = [];
  let error: string | undefined;
  // Results are gone where the last statement fails.
  const end = script.lastIndexOf('SELECT * FROM pg_temp.refint_tests');
  if (end < 0) return { results: [], error };
  try {
    await postgres.exec(before + script.slice(0, end));
    seen.push(...(await postgres.query<Result>('SELECT * FROM pg_temp.refint_tests ORDER BY number, test')).rows);
    await postgres.exec(script.slice(end));
  } catch (caught) {
    error = (caught as Error).message;
  }
  await postgres.exec('ROLLBACK');
  return { results: seen, error };
}

/** Takes foreign keys away, and gives them other actions: whoever runs the tests must be told. */
async function spoilt(
  postgres: PGlite,
  state: Snapshot,
  keys: readonly ForeignKey[],
  results: readonly Result[],
  spoils: number,
): Promise<number> {
  let named = 0;
  for (const [at, key] of keys.slice(0, spoils).entries()) {
    const own = results.filter(({ number }) => number === at + 1);
    const isTold = (test: string): boolean =>
      own.some((one) => one.test.startsWith(test) && one.expected === one.outcome);
    const script = testsOf(state, [key]);
    const drop = `BEGIN; ALTER TABLE ${quoteTable(key.table)} DROP CONSTRAINT ${quote(key.name)};`;
    const deletes = own.find(({ test }) => test.startsWith('delete'))?.expected;
    const onDelete = deletes === 'the referencing row went too' ? 'no-action' : 'cascade';
    const isKept = (state.table(key.table)?.triggers ?? []).length > 0;
    const spoiling = [
      ...(isTold('insert a row that references nothing') ? [drop] : []),
      // What a cascade does to rows that a trigger keeps is not told.
      ...(isTold('delete') && !isKept ? [`${drop} ${adding({ ...key, onDelete })};`] : []),
    ];
    const isTwice = keys.some(
      (other) => other !== key && other.table === key.table && other.columns.join() === key.columns.join(),
    );
    for (const before of isTwice ? [] : spoiling) {
      const { error } = await tried(postgres, script, before);
      if (!error?.startsWith('foreign keys that do not do what they should')) throw new Error(`${key.name}: ${error}`);
      named++;
    }
  }
  return named;
}

const adding = ({ table, name, columns, referencedTable, referencedColumns, onDelete, onUpdate }: ForeignKey): string =>
  `ALTER TABLE ${quoteTable(table)} ADD CONSTRAINT ${quote(name)} FOREIGN KEY (${columns.map(quote)})
   REFERENCES ${quoteTable(referencedTable)} (${referencedColumns.map(quote)}) ON DELETE ${actionInSql(onDelete)} ON UPDATE ${actionInSql(onUpdate)}`;

/** Whether there is anything for which a row can't be made. */
export function allFillable(state: Snapshot): boolean {
  const planner = plannerFor(state, { count: 1, references: 'required', spread: false, seed: 0 });
  return state.tables.every(({ id, form }) => form === 'view' || !isUnfillable(planner.templateOf(id)));
}
