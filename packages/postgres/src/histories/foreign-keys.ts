import { called, ident, idents, newName } from './names.ts';
import type { Random } from './random.ts';
import type { State, StateTable } from './state.ts';
import { alter, type Weighted, type Writer } from './writer.ts';

/** What a foreign key may reference, and columns of one table that it may have. */
interface Pair {
  readonly referenced: StateTable;
  readonly to: readonly string[];
  readonly from: readonly string[];
}

/** Families of types that may reference each other: the proof of which do is elsewhere. */
function family(type: string): string {
  if (/^(?:integer|bigint|smallint)$/.test(type)) return 'integer';
  if (/^(?:text|character varying)/.test(type)) return 'text';
  return type.replace(/\(.*\)/, '');
}

const keysOf = (table: StateTable): readonly (readonly string[])[] => [
  ...table.constraints
    .filter(({ type, deferrable }) => (type === 'p' || type === 'u') && !deferrable)
    .map(({ columns }) => columns),
  ...table.indexes
    .filter(({ unique, plain, constraint }) => unique && plain && !constraint)
    .map(({ columns }) => columns),
];

function pairs({ tables }: State, table: StateTable): Pair[] {
  // PostgreSQL does not reach a partition of the very table that it is changing, and when a partitioned table references
  // itself it calls the parts of that in a way of their own.
  const others = tables.filter((other) => !table.partitioned || (!other.partition && other !== table));
  return others.flatMap((referenced) =>
    keysOf(referenced).flatMap((to) => {
      const types = to.map((name) => referenced.columns.find((column) => column.name === name)?.type ?? '');
      const from: string[] = [];
      for (const type of types) {
        const fit = table.columns.find(
          (column) => family(column.type) === family(type) && !from.includes(column.name) && !column.generated,
        );
        if (fit) from.push(fit.name);
      }
      return to.length > 0 && from.length === to.length ? [{ referenced, to, from }] : [];
    }),
  );
}

/** What follows REFERENCES. */
export function references(
  state: State,
  random: Random,
  { referenced, to }: Omit<Pair, 'from'>,
  from: readonly string[],
): string {
  const isPrimary = referenced.constraints.some(({ type, columns }) => type === 'p' && columns.join() === to.join());
  const columns = isPrimary && random.chance(0.4) ? '' : ` (${idents(to)})`;
  const setting = random.chance(0.2) ? ` (${ident(random.pick(from))})` : '';
  const onDelete = random.pick([
    '',
    '',
    ' ON DELETE CASCADE',
    ' ON DELETE RESTRICT',
    ` ON DELETE SET NULL${setting}`,
    ' ON DELETE NO ACTION',
    ' ON DELETE SET DEFAULT',
  ]);
  const onUpdate = random.pick(['', '', '', ' ON UPDATE CASCADE', ' ON UPDATE SET NULL', ' ON UPDATE RESTRICT']);
  const more = random.pick(['', '', '', '', ' DEFERRABLE', ' DEFERRABLE INITIALLY DEFERRED', ' NOT DEFERRABLE']);
  return `REFERENCES ${called(state, random, referenced)}${columns}${random.chance(0.05) ? ' MATCH FULL' : ''}${onDelete}${onUpdate}${more}`;
}

/** A column that is referencing from the start, with a type that fits. */
export function referencingColumn(
  state: State,
  random: Random,
  taken: readonly string[],
  isPartitioned = false,
): string | undefined {
  const referenced = random.maybe(
    state.tables.filter(
      (table) => !(isPartitioned && table.partition) && keysOf(table).some((key) => key.length === 1),
    ),
  );
  const name = newName(random, 'column');
  if (!referenced || taken.includes(name)) return undefined;
  const [to = ''] = random.pick(keysOf(referenced).filter((key) => key.length === 1));
  const type = referenced.columns.find((column) => column.name === to)?.type ?? 'int';
  const named = random.chance(0.3) ? `CONSTRAINT ${ident(newName(random, 'constraint'))} ` : '';
  const required = random.chance(0.3) ? 'NOT NULL ' : '';
  return `${ident(name)} ${type} ${required}${named}${references(state, random, { referenced, to: [to] }, [name])}`;
}

const constraintName = (random: Random): string =>
  random.chance(0.5) ? `CONSTRAINT ${ident(newName(random, 'constraint'))} ` : '';

function foreignKey(state: State, random: Random, table: StateTable): string | undefined {
  const pair = random.maybe(pairs(state, table));
  return (
    pair && `${constraintName(random)}FOREIGN KEY (${idents(pair.from)}) ${references(state, random, pair, pair.from)}`
  );
}

const addForeignKey: Writer = (state, random) => {
  const table = random.maybe(state.tables);
  const made = table && foreignKey(state, random, table);
  if (!made) return undefined;
  // Before version 18 a partitioned table has no foreign key that is not validated.
  const notValid = !table.partitioned && random.chance(0.25) ? ' NOT VALID' : '';
  return [alter(state, random, table, [`ADD ${made}${notValid}`])];
};

const validate: Writer = (state, random) => {
  const table = random.maybe(state.tables.filter(({ constraints }) => constraints.some(({ validated }) => !validated)));
  const found = table && random.pick(table.constraints.filter(({ validated }) => !validated));
  return found && [alter(state, random, table, [`VALIDATE CONSTRAINT ${ident(found.name)}`])];
};

/** Dropped and added again with another action, in one statement or in two. */
const dropAndAdd: Writer = (state, random) => {
  const table = random.maybe(
    state.tables.filter(({ constraints }) => constraints.some(({ type, inherited }) => type === 'f' && !inherited)),
  );
  if (!table) return undefined;
  const { name, definition } = random.pick(
    table.constraints.filter(({ type, inherited }) => type === 'f' && !inherited),
  );
  const changed = definition.replace(
    / ON DELETE (?:CASCADE|RESTRICT|SET NULL(?: \([^)]*\))?|SET DEFAULT)| NOT VALID/g,
    '',
  );
  const at = changed.search(/ DEFERRABLE| ON UPDATE|$/);
  const now = `${changed.slice(0, at)}${random.pick(['', ' ON DELETE CASCADE', ' ON DELETE RESTRICT'])}${changed.slice(at)}`;
  const drop = `DROP CONSTRAINT ${ident(name)}`;
  const add = `ADD CONSTRAINT ${ident(name)} ${now}`;
  if (random.chance(0.5)) return [alter(state, random, table, random.chance(0.5) ? [drop, add] : [add, drop])];
  return [alter(state, random, table, [drop]), alter(state, random, table, [add])];
};

const deferrability: Writer = (state, random) => {
  const table = random.maybe(
    state.tables.filter(({ constraints }) => constraints.some(({ type, inherited }) => type === 'f' && !inherited)),
  );
  const found = table && random.pick(table.constraints.filter(({ type, inherited }) => type === 'f' && !inherited));
  const how = random.pick(['DEFERRABLE', 'NOT DEFERRABLE', 'DEFERRABLE INITIALLY DEFERRED', 'INITIALLY DEFERRED']);
  return found && [alter(state, random, table, [`ALTER CONSTRAINT ${ident(found.name)} ${how}`])];
};

export const foreignKeyWriters: readonly Weighted[] = [
  [14, addForeignKey],
  [4, validate],
  [4, dropAndAdd],
  [2, deferrability],
];
