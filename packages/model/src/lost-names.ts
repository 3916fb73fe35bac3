import type { QualifiedName } from './change.ts';
import type { UserType } from './data-type.ts';
import type { Snapshot } from './snapshot.ts';
import { columnOf, type Table, type TableId, tableId } from './table.ts';
import { tableAround, tableOf } from './tables-of.ts';
import type { Moment } from './timeline.ts';

/**
 * A name by which code that is running knows something, and under which it finds nothing any more once a migration is
 * applied. A name that something has again at the end of the migration is not lost: a table that is swapped for a new
 * one, a view that is left in the place of a table, a column that is dropped and added.
 */
export type LostName =
  | {
      readonly kind: 'table' | 'enum';
      readonly moment: Moment;
      readonly of: TableId;
      readonly now: TableId | undefined;
    }
  | {
      readonly kind: 'column' | 'value';
      /** The first change that takes the name away. */
      readonly moment: Moment;
      /** The table, or the enum of a value, by the name that running code knows. */
      readonly of: TableId;
      readonly name: string;
      /** What it is called at the end; nothing for what is dropped. */
      readonly now: string | undefined;
    };

/** What is asked of a migration to tell. */
interface Run {
  readonly done: readonly Moment[];
  readonly after: Snapshot;
  /** The state that running code was written for. */
  readonly released: Snapshot;
  isReleased(table: TableId, moment: Moment): boolean;
}

/** The names that a migration takes away from running code, in the order in which it does. */
export function lostNamesIn(run: Run): readonly LostName[] {
  const found = new Map<string, LostName>();
  for (const moment of run.done) {
    for (const lost of lostBy(moment, run)) {
      const key = [lost.kind, lost.of, 'name' in lost ? lost.name : ''].join('\n');
      if (!found.has(key)) found.set(key, lost);
    }
  }
  return [...found.values()];
}

const nothing: readonly LostName[] = [];

function lostBy(moment: Moment, run: Run): readonly LostName[] {
  const { change } = moment;
  if (change.kind === 'rename' && change.entity === 'enum-value') return lostValue(moment, run);
  if ((change.kind === 'drop' || change.kind === 'rename') && change.entity === 'type') {
    const columns = tablesWith(moment, change.name).flatMap((table) => columnsGone(moment, table, run));
    return [...lostEnum(moment, run), ...columns];
  }
  const isRename = change.kind === 'drop' || change.kind === 'rename';
  const isMove = change.kind === 'alter' && change.entity === 'schema-of' && change.of === 'table';
  if (!isMove && !(isRename && (change.entity === 'table' || change.entity === 'column'))) return nothing;
  const table = tableAround(moment, tableOf(moment));
  if (!table || table.isPartition || !run.isReleased(table.id, moment)) return nothing;
  if (change.entity === 'column') {
    const own = lostColumn(moment, table, change.name.name, run);
    // Generated columns go with those that they are made of.
    const others = change.kind === 'drop' ? columnsGone(moment, table, run) : nothing;
    return own ? [own, ...others] : others;
  }
  const known = knownAs(table, run.released);
  if (run.after.relationNamed(known.schema, known.name)) return nothing;
  const now = run.after.tables.find(({ origin }) => origin === table.origin)?.id;
  return [{ kind: 'table', moment, of: known.id, now }];
}

/** Tables with columns of a type. */
const tablesWith = ({ before, searchPath }: Moment, { schema, name }: QualifiedName): readonly Table[] =>
  (schema === undefined ? searchPath : [schema]).flatMap((one) => before.tablesWithType(one, name));

function columnsGone(moment: Moment, { id }: Table, run: Run): readonly LostName[] {
  const table = moment.before.table(id);
  const left = moment.after.table(id);
  if (!table || !left || !run.isReleased(id, moment)) return nothing;
  const gone = table.columns.filter(({ name }) => !columnOf(left, name));
  return gone.flatMap(({ name }) => lostColumn(moment, table, name, run) ?? nothing);
}

/** Where the table is gone too, or a view has taken its place, the column is not what is missed. */
function lostColumn(moment: Moment, table: Table, was: string, { released, after }: Run): LostName | undefined {
  const known = knownAs(table, released);
  const left = after.table(known.id);
  if (!left) return undefined;
  const column = columnOf(table, was);
  // Of a table that no migration makes, the columns are not known, and those that it does not add were there.
  const name = column ? known.columns.find(({ origin }) => origin === column.origin)?.name : was;
  if (name === undefined || columnOf(left, name)) return undefined;
  const { change } = moment;
  const to = change.kind === 'rename' ? change.to.name : undefined;
  const now = column ? left.columns.find(({ origin }) => origin === column.origin)?.name : to;
  return { kind: 'column', moment, of: known.id, name, now };
}

/** The table as it was before anything of this was applied: it keeps the origin that it was born with. */
function knownAs(table: Table, released: Snapshot): Table {
  const same = released.table(table.id);
  if (same?.origin === table.origin) return same;
  return released.tables.find(({ origin }) => origin === table.origin) ?? table;
}

type Enum = Extract<UserType, { readonly kind: 'enum' }>;

/** Prisma Client casts what it writes to the type by its name. */
function lostEnum(moment: Moment, run: Run): readonly LostName[] {
  const { change } = moment;
  if (change.entity !== 'type' || !('name' in change)) return nothing;
  const type = enumKnownAs(moment, change.name, run);
  if (!type || run.after.typeNamed(type.schema, type.name)) return nothing;
  const now = change.kind === 'rename' ? tableId(type.schema, change.to.name) : undefined;
  return [{ kind: 'enum', moment, of: tableId(type.schema, type.name), now }];
}

function lostValue(moment: Moment, run: Run): readonly LostName[] {
  const { change } = moment;
  if (change.kind !== 'rename' || change.entity !== 'enum-value') return nothing;
  const type = enumKnownAs(moment, change.type, run);
  const now = type && run.after.typeNamed(type.schema, type.name);
  const name = change.name.name;
  if (now?.kind !== 'enum' || !type?.values.includes(name) || now.values.includes(name)) return nothing;
  return [{ kind: 'value', moment, of: tableId(type.schema, type.name), name, now: change.to.name }];
}

function enumKnownAs({ searchPath }: Moment, { schema, name }: QualifiedName, { released }: Run): Enum | undefined {
  for (const candidate of schema === undefined ? searchPath : [schema]) {
    const type = released.typeNamed(candidate, name);
    if (type) return type.kind === 'enum' ? type : undefined;
  }
  return undefined;
}
