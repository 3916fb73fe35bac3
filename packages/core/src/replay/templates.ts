import type {
  Check,
  Column,
  Doubt,
  Failure,
  ForeignKey,
  Index,
  Key,
  Origin,
  QualifiedName,
  Table,
  TableId,
} from '@refint/model';
import type { Effect } from './applied.ts';
import { sequenceFor } from './columns.ts';
import { noTable } from './failures.ts';
import { constraintName, joinedColumns, keyName, partNames, relationName } from './names.ts';
import { relationNamed, type World, withSnapshot } from './world.ts';

/** What a new table takes over from another: columns before its own, and the rest once it is there. */
export interface Template {
  columns(table: TableId): readonly Column[];
  finish(world: World, table: TableId): { readonly world: World; readonly effects: readonly Effect[] };
  readonly doubt: Doubt | undefined;
}

/** INHERITS: columns and checks, and nothing else (PostgreSQL, "Inheritance"). */
export function inherited(world: World, name: QualifiedName, origin: Origin): Template | Failure {
  return template(world, name, origin, { checks: true, keys: false, indexes: false, foreignKeys: false, all: true });
}

/** PARTITION OF: everything of the partitioned table, indexes and foreign keys included. */
export function partitioned(world: World, name: QualifiedName, origin: Origin): Template | Failure {
  return template(world, name, origin, { checks: true, keys: true, indexes: true, foreignKeys: true, all: true });
}

/** LIKE: columns with their NOT NULL, and what INCLUDING names. Foreign keys are never copied. */
export function liked(
  world: World,
  name: QualifiedName,
  including: readonly string[],
  origin: Origin,
): Template | Failure {
  const has = (what: string): boolean =>
    including.some((word) => word.toUpperCase() === what || word.toUpperCase() === 'ALL');
  return template(world, name, origin, {
    checks: has('CONSTRAINTS'),
    keys: has('INDEXES'),
    indexes: has('INDEXES'),
    foreignKeys: false,
    all: false,
    defaults: has('DEFAULTS'),
    identity: has('IDENTITY'),
    generated: has('GENERATED'),
  });
}

interface Parts {
  readonly checks: boolean;
  readonly keys: boolean;
  readonly indexes: boolean;
  readonly foreignKeys: boolean;
  /** Whether columns are taken with everything that they have. */
  readonly all: boolean;
  readonly defaults?: boolean;
  readonly identity?: boolean;
  readonly generated?: boolean;
}

function template(world: World, name: QualifiedName, origin: Origin, parts: Parts): Template | Failure {
  const found = relationNamed(world, name);
  if (!found) return noTable(name);
  if (found.kind === 'other') {
    const doubt = { because: `its columns come from ${name.name}, which is not a table`, at: origin };
    return { columns: () => [], finish: (now) => ({ world: now, effects: [] }), doubt };
  }
  const model = found.table;
  return {
    columns: (table) => model.columns.map((column) => copiedColumn(column, table, origin, parts)),
    finish: (now, table) => finished(now, table, model, origin, parts),
    doubt: model.doubt,
  };
}

function copiedColumn(column: Column, table: TableId, origin: Origin, parts: Parts): Column {
  const { all } = parts;
  return {
    ...column,
    table,
    default: all || parts.defaults ? column.default : undefined,
    identity: !all && parts.identity ? column.identity : undefined,
    generated: all || parts.generated ? column.generated : undefined,
    sequence: undefined,
    origin,
    origins: undefined,
  };
}

function finished(
  world: World,
  id: TableId,
  model: Table,
  origin: Origin,
  parts: Parts,
): { readonly world: World; readonly effects: readonly Effect[] } {
  let now = world;
  const effects: Effect[] = [];
  const change = (made: (table: Table) => Table): void => {
    const table = now.snapshot.table(id);
    if (!table) return;
    // What is made may itself move the world on (a sequence), so it comes first.
    const next = made(table);
    now = withSnapshot(now, now.snapshot.withTable(next));
  };
  if (parts.checks) change((table) => ({ ...table, checks: [...copiedChecks(model, table, origin), ...table.checks] }));
  for (const index of parts.indexes ? model.indexes : []) {
    if (index.constraint === undefined || parts.keys)
      change((table) => withCopiedIndex(now, table, model, index, origin));
  }
  for (const key of parts.foreignKeys ? model.foreignKeys : []) {
    change((table) => {
      const copied: ForeignKey = { ...key, table: id, name: freeName(now, table, key), origin };
      effects.push({ what: 'added', foreignKey: copied, origin });
      return { ...table, foreignKeys: [...table.foreignKeys, copied] };
    });
  }
  for (const column of parts.identity ? model.columns.filter(({ identity }) => identity) : []) {
    change((table) => {
      const sequence = sequenceFor(now, table, column.name);
      now = withSnapshot(now, now.snapshot.withHolder(sequence));
      const columns = table.columns.map((own) =>
        own.name === column.name ? { ...own, sequence: sequence.name } : own,
      );
      return { ...table, columns };
    });
  }
  return { world: now, effects };
}

const copiedChecks = (model: Table, table: Table, origin: Origin): readonly Check[] =>
  model.checks
    .filter((check) => !table.checks.some((own) => own.name === check.name))
    .map((check) => ({ ...check, table: table.id, origin, origins: undefined }));

/** A copied foreign key keeps its name unless the new table has given it away already. */
function freeName(world: World, table: Table, key: ForeignKey): string {
  return table.foreignKeys.some((own) => own.name === key.name)
    ? constraintName(world.snapshot, table.schema, table.name, joinedColumns(key.columns), 'fkey')
    : key.name;
}

/** Copied indexes get the names that they would have if nobody had named them. */
function withCopiedIndex(world: World, table: Table, model: Table, index: Index, origin: Origin): Table {
  if (index.constraint === 'primary-key' && table.primaryKey) return table;
  const parts = index.columns.map((text) => ({
    kind: model.columns.some(({ name }) => name === text) ? ('column' as const) : ('expression' as const),
    text,
  }));
  const included = index.include.map((text) => ({ kind: 'column' as const, text }));
  const columns = joinedColumns(partNames([...parts, ...included]));
  const { snapshot } = world;
  const name =
    index.constraint === undefined
      ? relationName(snapshot, table.schema, table.name, columns, 'idx')
      : index.constraint === 'primary-key'
        ? keyName(snapshot, table.schema, table.name, undefined, 'pkey')
        : keyName(snapshot, table.schema, table.name, columns, index.constraint === 'unique' ? 'key' : 'excl');
  const indexes = [...table.indexes, { ...index, table: table.id, name, origin, origins: undefined }];
  const served = [...(model.primaryKey ? [model.primaryKey] : []), ...model.uniques].find(
    (key) => key.name === index.name,
  );
  if (!served || index.constraint === undefined || index.constraint === 'exclude') return { ...table, indexes };
  const key: Key = { ...served, table: table.id, name, origin, origins: undefined };
  return key.kind === 'primary-key'
    ? { ...table, indexes, primaryKey: key }
    : { ...table, indexes, uniques: [...table.uniques, key] };
}
