import {
  columnOf,
  type ForeignKey,
  nearest,
  type Snapshot,
  shownColumns,
  shownTableId,
  splitTableId,
  type TableId,
  typeMismatches,
} from '@refint/model';

/** Why a foreign key cannot be made in a state, and what somebody can do about it. */
export interface Obstacle {
  readonly because: string;
  readonly choices: readonly string[];
}

/** The first thing that stands in the way of a foreign key; nothing where it can be made. `goes` is dropped before it. */
export function obstacleTo(key: ForeignKey, state: Snapshot, goes: ForeignKey | undefined): Obstacle | undefined {
  return (
    missingAt(key.table, key.columns, state) ??
    missingAt(key.referencedTable, key.referencedColumns, state) ??
    refusedTypes(key, state) ??
    noKey(key, state) ??
    takenName(key, state, goes)
  );
}

function missingAt(id: TableId, columns: readonly string[], state: Snapshot): Obstacle | undefined {
  const table = state.table(id);
  const name = shownTableId(id);
  if (!table) {
    const { schema, name: bare } = splitTableId(id);
    const isView = state.holderNamed(schema, bare)?.kind.includes('view') ?? false;
    return isView
      ? { because: `${name} is a view, which no foreign key can touch`, choices: ['reference the table behind it'] }
      : { because: `no migration creates the table ${name}`, choices: ['create the table in a migration first'] };
  }
  const missing = columns.find((column) => !columnOf(table, column));
  if (missing !== undefined) {
    const near = nearest(
      missing,
      table.columns.map((column) => column.name),
    );
    const because = `${name} has no column ${missing}${near === undefined ? '' : `; there is ${near}`}`;
    return {
      because,
      choices: ['add the column in a migration first', 'declare the relation on a column that is there'],
    };
  }
  if (!table.doubt) return undefined;
  const because = `what ${name} is like is not known for certain: ${table.doubt.because}`;
  return { because, choices: ['look at the table in the database, and write the statement by hand'] };
}

function refusedTypes(key: ForeignKey, state: Snapshot): Obstacle | undefined {
  const refused = typeMismatches(key, state).find(({ kind }) => kind === 'refused');
  if (!refused) return undefined;
  const { column, referenced, because } = refused;
  const [from, to] = [shownColumns(column.table, [column.name]), shownColumns(referenced.table, [referenced.name])];
  return {
    because: `PostgreSQL refuses ${from} → ${to}: ${because}`,
    choices: [`change the type of ${from} to that of ${to}`, `change the type of ${to} to that of ${from}`],
  };
}

function noKey({ referencedTable, referencedColumns }: ForeignKey, state: Snapshot): Obstacle | undefined {
  if (state.keyOn(referencedTable, referencedColumns)) return undefined;
  const columns = shownColumns(referencedTable, referencedColumns);
  return {
    because: `nothing makes ${columns} unique, so that no foreign key can reference it`,
    choices: [`make ${columns} unique in a migration first`, 'reference columns that are unique'],
  };
}

/** A constraint of that name that is another one. */
function takenName({ table, name }: ForeignKey, state: Snapshot, goes: ForeignKey | undefined): Obstacle | undefined {
  if (goes?.name === name) return undefined;
  const { schema } = splitTableId(table);
  if (!state.tablesWithConstraint(schema, name).some(({ id }) => id === table)) return undefined;
  return {
    because: `${shownTableId(table)} has another constraint with the name ${name}`,
    choices: [`rename or drop that constraint`, 'give the relation another name with map'],
  };
}
