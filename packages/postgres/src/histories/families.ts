import { columnDefinition } from './columns.ts';
import { referencingColumn } from './foreign-keys.ts';
import { called, ident, newName, placed } from './names.ts';
import type { Random } from './random.ts';
import type { State, StateTable } from './state.ts';
import type { Weighted, Writer } from './writer.ts';

const inherit: Writer = (state, random) => {
  const parent = random.maybe(state.tables.filter(({ partition, partitioned }) => !partition && !partitioned));
  if (!parent) return undefined;
  const own = random.chance(0.5) ? `${ident(newName(random, 'column'))} int` : '';
  return [
    `CREATE TABLE ${placed(state, random, newName(random, 'table'))} (${own}) INHERITS (${called(state, random, parent)})`,
  ];
};

const partitioned: Writer = (state, random) => {
  const names = random.some(['a', 'b', 'user_id', 'Kind', 'two words'], random.below(4));
  const columns = names.map((name) =>
    columnDefinition(state, random, name).replace(/ UNIQUE| GENERATED (?:ALWAYS|BY DEFAULT) AS IDENTITY/, ''),
  );
  const referencing = random.chance(0.4) ? referencingColumn(state, random, names) : undefined;
  const keyed = random.pick(['', ', PRIMARY KEY (part)', ', UNIQUE (part)']);
  const parts = ['part int NOT NULL', ...columns, ...(referencing === undefined ? [] : [referencing])];
  const how = random.pick(['LIST', 'RANGE', 'HASH']);
  const name = placed(state, random, newName(random, 'table'));
  return [`CREATE TABLE ${name} (${parts.join(', ')}${keyed}) PARTITION BY ${how} (part)`];
};

/** Bounds that no other partition has. */
function bounds({ strategy }: StateTable, random: Random): string {
  const at = random.below(1_000_000);
  if (strategy === 'l') return `FOR VALUES IN (${at})`;
  if (strategy === 'r') return `FOR VALUES FROM (${at}) TO (${at + 1})`;
  return `FOR VALUES WITH (MODULUS 1000, REMAINDER ${at % 1000})`;
}

const partition: Writer = (state, random) => {
  const parent = random.maybe(state.tables.filter((table) => table.partitioned));
  if (!parent) return undefined;
  const more = random.chance(0.15) ? ` PARTITION BY LIST (${ident(parent.key ?? 'part')})` : '';
  return [
    `CREATE TABLE ${placed(state, random, newName(random, 'table'))} PARTITION OF ${called(state, random, parent)} ${bounds(parent, random)}${more}`,
  ];
};

const attach: Writer = (state, random) => {
  const parent = random.maybe(state.tables.filter((table) => table.partitioned));
  if (!parent) return undefined;
  const name = `${ident(random.pick(state.schemas))}.${ident(newName(random, 'table'))}`;
  const including = random.pick(['', ' INCLUDING ALL', ' INCLUDING CONSTRAINTS', ' INCLUDING INDEXES']);
  return [
    `CREATE TABLE ${name} (LIKE ${called(state, random, parent)}${including})`,
    `ALTER TABLE ${called(state, random, parent)} ATTACH PARTITION ${name} ${bounds(parent, random)}`,
  ];
};

const detach: Writer = (state, random) => {
  const part = random.maybe(state.tables.filter((table) => table.partition && !isReferenced(state, table)));
  return part?.parent
    ? [`ALTER TABLE ${called(state, random, part.parent)} DETACH PARTITION ${called(state, random, part)}`]
    : undefined;
};

/** PostgreSQL loses foreign keys of partitions to a partition that it detaches. */
const isReferenced = (state: State, { name }: StateTable): boolean =>
  state.tables.some(({ constraints }) =>
    constraints.some(({ type, definition }) => type === 'f' && definition.includes(name)),
  );

export const familyWriters: readonly Weighted[] = [
  [2, inherit],
  [3, partitioned],
  [5, partition],
  [2, attach],
  [2, detach],
];
