import { full, ident, newName } from './names.ts';
import type { Random } from './random.ts';
import type { State, StateTable } from './state.ts';
import { alter, type Weighted, type Writer } from './writer.ts';

const block = (body: string): string => `DO $$ BEGIN ${body} END $$`;
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A name as the catalog has it: a longer one in a guard is another question. */
const kept = (name: string): string => name.slice(0, 63);

/** Guards about a constraint, a column, a table or an index, true and false ones. */
function guard(random: Random, table: StateTable): string {
  const name = random.chance(0.5)
    ? (random.maybe(table.constraints)?.name ?? 'fk')
    : kept(newName(random, 'constraint'));
  const column = random.chance(0.7) ? (random.maybe(table.columns)?.name ?? 'a') : kept(newName(random, 'column'));
  return random.pick([
    `NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = ${text(name)})`,
    `NOT EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE constraint_name = ${text(name)} AND table_schema = ${text(table.schema)} AND table_name = ${text(table.name)})`,
    `EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = ${text(table.schema)} AND table_name = ${text(table.name)} AND column_name = ${text(column)})`,
    `EXISTS (SELECT 1 FROM information_schema.tables WHERE table_name = ${text(random.chance(0.7) ? table.name : kept(newName(random, 'table')))})`,
    `to_regclass(${text(full(table))}) IS NOT NULL`,
    `EXISTS (SELECT FROM pg_indexes WHERE indexname = ${text(random.maybe(table.indexes)?.name ?? 'i')})`,
    `NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = ${text(kept(newName(random, 'type')))})`,
  ]);
}

const handlers = [
  'EXCEPTION WHEN duplicate_object THEN NULL;',
  'EXCEPTION WHEN OTHERS THEN NULL;',
  'EXCEPTION WHEN duplicate_column OR duplicate_table THEN NULL;',
  'EXCEPTION WHEN undefined_table THEN NULL; WHEN undefined_column THEN NULL;',
];

/** What another writer wrote, inside a block: behind a guard, before handlers, or as the text of EXECUTE. */
export const guarded =
  (writers: readonly Writer[]) =>
  (state: State, random: Random): readonly string[] | undefined => {
    const table = random.maybe(state.tables);
    const written = random.pick(writers)(state, random);
    if (!table || !written || written.length !== 1) return undefined;
    const statement = random.chance(0.25) ? `EXECUTE ${text(written[0] ?? '')}` : (written[0] ?? '');
    if (random.chance(0.4)) return [block(`${statement}; ${random.pick(handlers)}`)];
    const handler = random.chance(0.2) ? ` ${random.pick(handlers)}` : '';
    return [block(`IF ${guard(random, table)} THEN ${statement}; END IF;${handler}`)];
  };

const formatted: Writer = (state, random) => {
  const table = random.maybe(state.tables);
  const column = table && random.maybe(table.columns);
  if (!column) return undefined;
  const to = newName(random, 'column');
  return [
    block(
      `EXECUTE format('ALTER TABLE %I.%I RENAME COLUMN %I TO %I', ${[table.schema, table.name, column.name, to].map(text).join(', ')});`,
    ),
  ];
};

/** A transaction around a few statements, with a savepoint now and then, that ends well or is taken back. */
export const transaction =
  (writers: readonly Writer[]) =>
  (state: State, random: Random): readonly string[] | undefined => {
    const written = Array.from({ length: 2 + random.below(3) }, () => random.pick(writers)(state, random) ?? []).flat();
    if (written.length < 2 || written.includes('BEGIN')) return undefined;
    const at = random.below(written.length);
    const point = random.chance(0.4)
      ? [
          ...written.slice(0, at),
          `SAVEPOINT ${ident('s')}`,
          ...written.slice(at),
          random.pick(['ROLLBACK TO SAVEPOINT s', 'RELEASE SAVEPOINT s']),
        ]
      : written;
    return ['BEGIN', ...point, random.pick(['COMMIT', 'COMMIT', 'ROLLBACK'])];
  };

/** The same thing once more, where it is not there yet. */
const again: Writer = (state, random) => {
  const table = random.maybe(state.tables);
  const column = table && random.maybe(table.columns);
  return column && [alter(state, random, table, [`ADD COLUMN IF NOT EXISTS ${ident(column.name)} int`])];
};

export const guardWriters: readonly Weighted[] = [
  [1, formatted],
  [1, again],
];
