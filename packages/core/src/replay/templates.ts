import type { Check, Column, Doubt, Failure, Index, Origin, QualifiedName, Table, TableId } from '@refint/model';
import type { Effect } from './applied.ts';
import { sequenceFor } from './columns.ts';
import { failure, isFailure, noTable, wrongKind } from './failures.ts';
import { fromAbove, inheritedBy } from './heirs.ts';
import { notInheritable } from './inheritance.ts';
import { nameOfCopy, withPartOfForeignKey, withPartOfIndex, withServing } from './partitions.ts';
import { relationNamed, type World, withSnapshot } from './world.ts';

/** What a new table takes over from another: columns before its own, and the rest once it is there. */
export interface Template {
  columns(table: TableId): readonly Column[];
  finish(world: World, table: TableId): { readonly world: World; readonly effects: readonly Effect[] };
  readonly doubt: Doubt | undefined;
  /** The table that the new one stays below: INHERITS and PARTITION OF. */
  readonly parent: TableId | undefined;
}

/** INHERITS: columns and checks, and nothing else (PostgreSQL, "Inheritance"). */
export function inherited(world: World, name: QualifiedName, origin: Origin): Template | Failure {
  const found = relationNamed(world, name);
  const refused = found?.kind === 'table' ? notInheritable(found.table) : undefined;
  if (refused) return refused;
  return template(world, name, origin, { checks: true, keys: false, indexes: false, foreignKeys: false, all: true });
}

/** PARTITION OF: everything of the partitioned table, indexes and foreign keys included. */
export function partitioned(world: World, name: QualifiedName, origin: Origin): Template | Failure {
  const found = relationNamed(world, name);
  const isWhole = found?.kind === 'table' && !found.table.doubt;
  if (isWhole && found.table.form !== 'partitioned') return failure('42P17', `"${name.name}" is not partitioned`);
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
    const { kind } = found.holder;
    // Only the columns of a view can be copied; nothing can be below one.
    if (parts.all || kind === 'index' || kind === 'sequence') return wrongKind(name.name, 'a table');
    const doubt = { because: `its columns come from ${name.name}, which is not a table`, at: origin };
    return { columns: () => [], finish: (now) => ({ world: now, effects: [] }), doubt, parent: undefined };
  }
  const model = found.table;
  return {
    parent: parts.all ? model.id : undefined,
    columns: (table) => model.columns.map((column) => copiedColumn(world, column, table, origin, parts)),
    finish: (now, table) => finished(now, table, model, origin, parts),
    doubt: model.doubt,
  };
}

function copiedColumn({ aside }: World, column: Column, table: TableId, origin: Origin, parts: Parts): Column {
  const { all } = parts;
  // Partitions, which get foreign keys too, have an identity from above since version 17.
  const hasIdentity = all ? parts.foreignKeys && aside.version >= 17 : parts.identity;
  return {
    ...column,
    table,
    default: all || parts.defaults ? column.default : undefined,
    identity: hasIdentity ? column.identity : undefined,
    generated: all || parts.generated ? column.generated : undefined,
    generatedFrom: all || parts.generated ? column.generatedFrom : undefined,
    heritage: all ? fromAbove : undefined,
    requirement: all && !column.nullable ? fromAbove : undefined,
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
    const next = made(table);
    now = withSnapshot(now, now.snapshot.withTable(next));
  };
  if (parts.checks) change((table) => ({ ...table, checks: copiedChecks(model, table, origin, parts.all) }));
  for (const index of parts.indexes ? model.indexes : []) {
    if (index.constraint === undefined || parts.keys) now = withCopiedIndex(now, id, index, origin, parts.foreignKeys);
  }
  for (const key of parts.foreignKeys ? model.foreignKeys : []) {
    const next = withPartOfForeignKey(now, id, key, origin);
    now = next.world;
    effects.push(...next.effects);
  }
  for (const column of parts.identity ? model.columns.filter(({ identity }) => identity) : []) {
    const table = now.snapshot.table(id);
    if (table) now = withSnapshot(now, now.snapshot.withHolder(sequenceFor(now, table, column.name, true)));
  }
  return { world: now, effects };
}

/** Checks of the model, and those of the table's own, of which one with the same name is the same. */
function copiedChecks(model: Table, table: Table, origin: Origin, descends: boolean): readonly Check[] {
  const goDown = descends ? model.checks.filter(({ noInherit }) => !noInherit) : model.checks;
  const copied = goDown
    .filter((check) => !table.checks.some((own) => own.name === check.name))
    .map((check) => {
      const heritage = descends ? fromAbove : undefined;
      // A table that is new has no rows, and what it copies is validated.
      return { ...check, validated: true, table: table.id, heritage, origin, origins: undefined };
    });
  const own = table.checks.map((check) =>
    descends && goDown.some(({ name }) => name === check.name)
      ? { ...check, heritage: inheritedBy(check.heritage) }
      : check,
  );
  return [...copied, ...own];
}

/** LIKE makes an index of its own; a partition has its part of the one above. */
function withCopiedIndex(world: World, id: TableId, index: Index, origin: Origin, isPart: boolean): World {
  if (isPart) {
    const next = withPartOfIndex(world, id, index, origin);
    return isFailure(next) ? world : next;
  }
  const table = world.snapshot.table(id);
  if (!table || (index.constraint === 'primary-key' && table.primaryKey)) return world;
  const name = nameOfCopy(world, table, index);
  const made: Index = { ...index, table: id, name, partOf: undefined, origin, origins: undefined };
  return withSnapshot(world, world.snapshot.withTable(withServing(world, table, made, index)));
}
