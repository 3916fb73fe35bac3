import type { PGlite } from '@electric-sql/pglite';
import { analyze, defaultSettings } from '@refint/core';
import { type Effect, type Impact, impactsIn, type RelationGraph, sourceOf } from '@refint/model';
import { startPostgres } from '@refint/postgres';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

const size = 5;

/**
 * A foreign key from one table to another: to its primary key, or to a column that may be null and is set by a foreign key
 * itself (`k`); over a column of its own, or over that `k`. All columns have a value that row 0 of each table gives them.
 */
interface Edge {
  readonly from: number;
  readonly to: number;
  readonly onDelete: string;
  readonly onUpdate: string;
  readonly toKey: boolean;
  readonly overKey: boolean;
  readonly required: boolean;
  readonly hasDefault: boolean;
}

const table = fc.nat({ max: size - 1 });
const edge: fc.Arbitrary<Edge> = fc.record({
  from: table,
  to: table,
  onDelete: fc.constantFrom(
    'CASCADE',
    'CASCADE',
    'SET NULL',
    'SET NULL',
    'RESTRICT',
    'NO ACTION',
    'SET DEFAULT',
    'SET DEFAULT',
  ),
  onUpdate: fc.constantFrom('CASCADE', 'CASCADE', 'SET NULL', 'RESTRICT', 'NO ACTION', 'SET DEFAULT', 'SET DEFAULT'),
  toKey: fc.constantFrom(true, true, false),
  overKey: fc.constantFrom(true, true, false),
  required: fc.constantFrom(false, false, false, true),
  hasDefault: fc.boolean(),
});

/** Every table references an earlier one, so that a delete goes far, and some more references lie across. */
const graphs: fc.Arbitrary<readonly Edge[]> = fc
  .tuple(fc.array(edge, { minLength: size - 1, maxLength: size - 1 }), fc.array(edge, { maxLength: 3 }))
  .map(([below, across]) => {
    const all = [...below.map((one, at) => ({ ...one, from: at + 1, to: one.to % (at + 1) })), ...across];
    // A column of t0 that is written is no matter of a delete from t0; and `k` belongs to one foreign key.
    const owner = new Map<number, Edge>();
    for (const one of all) if (one.overKey && !owner.has(one.from)) owner.set(one.from, one);
    return all.map((one) => {
      const overKey = owner.get(one.from) === one;
      // The default of `k` is -1, which must be there to be referenced: a `k` that is set by a foreign key itself is not.
      const hasDefault = one.hasDefault && !(overKey && one.toKey && owner.has(one.to));
      return { ...one, overKey, hasDefault, required: one.required && !overKey };
    });
  });

const columnOf = ({ overKey }: Edge, at: number): string => (overKey ? 'k' : `c${at}`);

const tablesDdl = (edges: readonly Edge[]): string =>
  Array.from({ length: size }, (_, number) => {
    const own = edges.flatMap((one, at) => {
      if (one.from !== number || one.overKey) return [];
      return [`, c${at} int${one.required ? ' NOT NULL' : ''}${one.hasDefault ? ' DEFAULT 0' : ''}`];
    });
    const key = edges.find((one) => one.from === number && one.overKey);
    return `CREATE TABLE t${number} (id int PRIMARY KEY, k int UNIQUE${key?.hasDefault ? ' DEFAULT -1' : ''}${own.join('')});`;
  }).join('\n');

const keysDdl = (edges: readonly Edge[]): string =>
  edges
    .map(
      (one, at) =>
        `ALTER TABLE t${one.from} ADD CONSTRAINT e${at} FOREIGN KEY (${columnOf(one, at)}) REFERENCES t${one.to} (${one.toKey ? 'k' : 'id'}) ON DELETE ${one.onDelete} ON UPDATE ${one.onUpdate};`,
    )
    .join('\n');

async function graphOf(edges: readonly Edge[]): Promise<RelationGraph> {
  const migrations = [{ name: '1', source: sourceOf('1.sql', `${tablesDdl(edges)}\n${keysDdl(edges)}`) }];
  const input = { name: '.', schema: [], migrations, runner: 'psql', neverRun: [], problems: [] } as const;
  return (await analyze([input], defaultSettings, [])).projects[0]!.project.graph;
}

type Row = Readonly<Record<string, number | null>> & { readonly id: number; readonly k: number | null };

/** The rows of each table. Row 0 is there for columns that need a value and for defaults, and nothing deletes it. */
type Rows = readonly (readonly Row[])[];

interface Outcome {
  /** The foreign key that refused, or `null` for a column that may not be null. */
  readonly refused: string | undefined;
  /** What became of a row: `t1 7` and `gone`, or the columns with other values. */
  readonly changed: ReadonlyMap<string, 'gone' | Readonly<Record<string, number | null>>>;
}

/** What PostgreSQL makes of these rows when row 1 of t0 is deleted. Foreign keys come last, so that rows may form circles. */
async function deleted(edges: readonly Edge[], rows: Rows): Promise<Outcome | 'invalid'> {
  await postgres.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await postgres.exec(tablesDdl(edges));
  const inserts = rows.flatMap((all, number) =>
    all.map((row) => {
      const names = Object.keys(row);
      return `INSERT INTO t${number} (${names}) VALUES (${names.map((name) => row[name] ?? 'NULL')});`;
    }),
  );
  try {
    await postgres.exec(`${inserts.join('\n')}\n${keysDdl(edges)}`);
  } catch {
    return 'invalid';
  }
  try {
    await postgres.exec('DELETE FROM t0 WHERE id = 1');
  } catch (error) {
    const { constraint, code } = error as { constraint?: string; code?: string };
    return { refused: code === '23502' ? 'null' : constraint, changed: new Map() };
  }
  const changed = new Map<string, 'gone' | Record<string, number | null>>();
  for (const [number, all] of rows.entries()) {
    const now = (await postgres.query<Row>(`SELECT * FROM t${number}`)).rows;
    for (const row of all) {
      const found = now.find(({ id }) => id === row.id);
      const written = Object.keys(row).filter((name) => found?.[name] !== row[name]);
      if (!found) changed.set(`t${number} ${row.id}`, 'gone');
      else if (written.length > 0)
        changed.set(`t${number} ${row.id}`, Object.fromEntries(written.map((name) => [name, found[name] ?? null])));
    }
  }
  return { refused: undefined, changed };
}

/** Rows 0 and -1, which defaults name. */
const spare = (edges: readonly Edge[], number: number): Row[] => [
  { ...emptyRow(edges, number, 0), k: 0 },
  emptyRow(edges, number, -1),
];

function emptyRow(edges: readonly Edge[], number: number, id: number): Row {
  const own = edges.flatMap((one, at) =>
    one.from === number && !one.overKey ? [[`c${at}`, one.required ? 0 : null] as const] : [],
  );
  const isKeySet = edges.some((one) => one.from === number && one.overKey);
  return { ...Object.fromEntries(own), id, k: isKeySet ? null : id };
}

const numberOf = (name: string): number => Number(name.slice(1));

/** The chain of consequences that leads to each one, itself last. */
function chainsIn(impacts: readonly Impact[]): readonly (readonly Impact[])[] {
  return impacts.flatMap((one) => [[one], ...chainsIn(one.next).map((chain) => [one, ...chain])]);
}

const edgeOf = ({ reference }: Impact): number => numberOf(reference.foreignKey?.name ?? '');

/** One row for each link of a chain, which references the one before it, and nothing else that need not be. */
function rowsAlong(edges: readonly Edge[], chain: readonly Impact[]): Rows {
  const rows: Row[][] = Array.from({ length: size }, (_, number) => spare(edges, number));
  const put = (number: number, row: Row): Row => {
    const key = edges.find((one) => one.from === number && one.overKey);
    const whole = key && row.k === null ? { ...row, k: row.id + 20 } : row;
    // What the row's `k` references, so that the next one can reference that `k`.
    if (key && row.k === null) rows[key.to]?.push({ ...emptyRow(edges, key.to, row.id + 20) });
    rows[number]?.push(whole);
    return whole;
  };
  let before = put(0, emptyRow(edges, 0, 1));
  for (const [step, impact] of chain.entries()) {
    const at = edgeOf(impact);
    const one = edges[at]!;
    const value = one.toKey ? before.k : before.id;
    before = put(one.from, { ...emptyRow(edges, one.from, 10 + step), [columnOf(one, at)]: value });
  }
  return rows;
}

test('each consequence comes to pass where rows lead to it and nowhere else', async () => {
  const counts: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(graphs, async (edges) => {
      for (const chain of chainsIn((await graphOf(edges)).impactOfDelete('public.t0'))) {
        const last = chain.at(-1)!;
        const one = edges[edgeOf(last)]!;
        const outcome = await deleted(edges, rowsAlong(edges, chain));
        // A chain that comes back over `k` would need a value in it that its own foreign key does not let in.
        if (outcome === 'invalid') {
          counts['invalid'] = (counts['invalid'] ?? 0) + 1;
          continue;
        }
        const kind =
          last.effect === 'refuses' && last.required.length > 0 ? 'requires' : `${last.event} ${last.effect}`;
        counts[kind] = (counts[kind] ?? 0) + 1;
        const what = `${chain.map(({ reference, effect }) => `${reference.foreignKey?.name} ${effect}`)} of\n${tablesDdl(edges)}\n${keysDdl(edges)}`;
        const became = outcome.changed.get(`t${one.from} ${9 + chain.length}`);
        expect([what, outcome.refused, effectOf(became, last)]).toEqual([
          what,
          last.effect !== 'refuses' ? undefined : last.required.length > 0 ? 'null' : last.reference.foreignKey?.name,
          last.effect === 'refuses' ? undefined : last.effect,
        ]);
      }
    }),
    { numRuns: 80, seed: 20261125 },
  );
  expect(Object.keys(counts).sort()).toEqual([
    'delete defaults',
    'delete deletes',
    'delete nulls',
    'delete refuses',
    'invalid',
    'requires',
    'update defaults',
    'update follows',
    'update nulls',
    'update refuses',
  ]);
});

/** What the values of a row say became of it, as far as the columns are those that were said to be written. */
function effectOf(became: ReturnType<Outcome['changed']['get']>, said: Impact): Effect | undefined {
  if (became === undefined) return undefined;
  if (became === 'gone') return 'deletes';
  if (Object.keys(became).sort().join() !== [...said.columns].sort().join()) return undefined;
  if (Object.values(became).every((value) => value === null)) return 'nulls';
  return said.effect === 'follows' || said.effect === 'defaults' ? said.effect : undefined;
}

/** Rows 1 to 3 of each table, with references that are drawn. A `k` is the row's own number, or null. */
function drawn(edges: readonly Edge[], choices: readonly number[]): Rows {
  const choice = (at: number, id: number): number => choices[(at * 3 + id) % choices.length] ?? 0;
  const hasKey = (number: number, id: number, depth = 0): boolean => {
    const at = edges.findIndex((one) => one.from === number && one.overKey);
    const one = edges[at];
    if (!one || id < 1 || depth > size) return true;
    return choice(at, id) % 4 > 0 && (!one.toKey || hasKey(one.to, id, depth + 1));
  };
  return Array.from({ length: size }, (_, number) => [
    ...spare(edges, number),
    ...[1, 2, 3].map((id) => {
      const values = edges.flatMap((one, at): (readonly [string, number | null])[] => {
        if (one.from !== number || one.overKey) return [];
        const value = choice(at, id) % 4;
        const isOut = choice(at, id) % 5 === 4 || (one.toKey && !hasKey(one.to, value));
        return [[`c${at}`, isOut ? (one.required ? 0 : null) : value]];
      });
      return { ...Object.fromEntries(values), id, k: hasKey(number, id) ? id : null } as Row;
    }),
  ]);
}

test('whatever the rows, nothing else happens', async () => {
  const counts = { refused: 0, changed: 0 };
  const choices = fc.array(fc.nat({ max: 59 }), { minLength: 24, maxLength: 24 });
  await fc.assert(
    fc.asyncProperty(graphs, choices, async (edges, chosen) => {
      const impacts = impactsIn((await graphOf(edges)).impactOfDelete('public.t0'));
      const outcome = await deleted(edges, drawn(edges, chosen));
      if (outcome === 'invalid') throw new Error('the rows that were drawn are no good');
      counts[outcome.refused ? 'refused' : 'changed']++;
      const said = new Set(impacts.flatMap(sayings));
      if (outcome.refused !== undefined) expect([...said]).toContain(`refused ${outcome.refused}`);
      for (const [row, became] of outcome.changed) {
        if (row === 't0 1') continue;
        const [name = ''] = row.split(' ');
        const seen = became === 'gone' ? [`${name} gone`] : Object.keys(became).map((column) => `${name}.${column}`);
        for (const one of seen) expect([...said]).toContain(one);
      }
    }),
    { numRuns: 150, seed: 20261126 },
  );
  expect(counts.refused).toBeGreaterThan(30);
  expect(counts.changed).toBeGreaterThan(30);
});

/** What may be seen when a consequence comes to pass. No row may have a default that is referenced, or one has what must be unique. */
function sayings({ reference, effect, required, columns }: Impact): readonly string[] {
  const name = reference.table.replace('public.', '');
  if (effect === 'deletes') return [`${name} gone`];
  if (effect === 'refuses') return [`refused ${required.length > 0 ? 'null' : reference.foreignKey?.name}`];
  const written = columns.map((column) => `${name}.${column}`);
  if (effect !== 'defaults') return written;
  return [...written, `refused ${reference.foreignKey?.name}`, `refused ${name}_k_key`];
}
