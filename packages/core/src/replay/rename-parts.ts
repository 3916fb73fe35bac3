import {
  type Column,
  columnOf,
  type ForeignKey,
  type Grounded,
  type Origin,
  type Snapshot,
  type Table,
  written,
} from '@refint/model';
import { type Applied, done, failed } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { withNameIn } from './expression-text.ts';
import {
  duplicateColumn,
  duplicateConstraint,
  duplicateRelation,
  inheritedPart,
  noColumnHere,
  noConstraintToRename,
  renamedBelowToo,
} from './failures.ts';
import { comesElsewhere, descendants } from './heirs.ts';
import { isRelationName } from './names.ts';
import { partNamesOf } from './partitions.ts';
import { hasConstraint } from './table-parts.ts';
import { systemColumn } from './values.ts';
import { withColumnRenamed } from './views.ts';
import { type World, withSnapshot } from './world.ts';

type RenamePart = ChangeOf<'rename', 'column'>;

/** The new name reaches everything that says the old one: keys, indexes, checks, foreign keys on both of their ends. */
export function renameColumn(world: World, table: Table, change: RenamePart): Applied {
  const from = change.name.name;
  const to = change.to.name;
  const column = columnOf(table, from);
  if (!column) return table.doubt ? done(world) : failed(noColumnHere(table, from));
  const below = descendants(world.snapshot, table);
  if (change.only && below.length > 0) return failed(renamedBelowToo(`column "${from}"`));
  const reserved = world.snapshot.dialect === 'postgresql' ? systemColumn(to) : undefined;
  // The tables below come first, and this one at the end (renameatt_internal).
  for (const { heir, parents } of [...below, { heir: table, parents: 0 }]) {
    const own = columnOf(heir, from);
    if (own && comesElsewhere(own, parents)) return failed(inheritedPart(`column "${from}"`, 'rename'));
    if (reserved) return failed(reserved);
    if (columnOf(heir, to)) return failed(duplicateColumn(heir.name, to));
  }
  const all = [table, ...below.map(({ heir }) => heir)].reduce((now, { id }) => {
    const next = now.table(id);
    return next ? withRenamedColumn(now, next, change) : now;
  }, world.snapshot);
  return done(withSnapshot(world, all));
}

function withRenamedColumn(snapshot: Snapshot, table: Table, change: RenamePart): Snapshot {
  const from = change.name.name;
  const to = change.to.name;
  const name = written(change.source, change.to.span);
  const renamed: Table = {
    ...table,
    columns: table.columns
      .map((column) => withExpressionRenamed(column, from, to))
      .map((column) =>
        column.name === from
          ? {
              ...column,
              name: to,
              field: column.field === from ? to : column.field,
              origins: { ...column.origins, name },
            }
          : column,
      ),
    partitionKey: table.partitionKey && swapped(table.partitionKey, from, to),
    // The word before the parenthesis is how the rows are divided, and no column: LIST (list).
    partitionedBy: table.partitionedBy?.replace(/\(.*/s, (parts) => withNameIn(parts, from, to)),
    primaryKey: table.primaryKey && { ...table.primaryKey, columns: swapped(table.primaryKey.columns, from, to) },
    uniques: table.uniques.map((key) => ({ ...key, columns: swapped(key.columns, from, to) })),
    indexes: table.indexes.map((index) => ({
      ...index,
      // Only where the index has an expression can a part be anything but a column's name.
      columns: index.columns.map((part) =>
        part === from ? to : index.expressions ? withNameIn(part, from, to) : part,
      ),
      include: swapped(index.include, from, to),
      ...([...index.columns, ...index.include].includes(from) && {
        partNames: index.partNames ?? partNamesOf(index, table),
      }),
      mentions: index.mentions && swapped(index.mentions, from, to),
      predicate: index.predicate === undefined ? undefined : withNameIn(index.predicate, from, to),
    })),
    checks: table.checks.map((check) =>
      check.columns.includes(from)
        ? { ...check, columns: swapped(check.columns, from, to), expression: withNameIn(check.expression, from, to) }
        : check,
    ),
    foreignKeys: table.foreignKeys.map((key) => ({
      ...key,
      columns: swapped(key.columns, from, to),
      setColumns: key.setColumns && swapped(key.setColumns, from, to),
      referencedColumns:
        key.referencedTable === table.id ? swapped(key.referencedColumns, from, to) : key.referencedColumns,
    })),
  };
  return withColumnRenamed(withReferencesRenamed(snapshot, renamed, from, to), table.id, from, to);
}

function withReferencesRenamed(before: Snapshot, table: Table, from: string, to: string): Snapshot {
  const others = new Set(
    before
      .foreignKeysTo(table.id)
      .filter((key) => key.table !== table.id && key.referencedColumns.includes(from))
      .map((key) => key.table),
  );
  let snapshot = before.withTable(table);
  for (const id of others) {
    const other = snapshot.table(id);
    if (!other) continue;
    const foreignKeys = other.foreignKeys.map((key) =>
      key.referencedTable === table.id ? { ...key, referencedColumns: swapped(key.referencedColumns, from, to) } : key,
    );
    snapshot = snapshot.withTable({ ...other, foreignKeys });
  }
  return snapshot;
}

const swapped = (names: readonly string[], from: string, to: string): readonly string[] =>
  names.includes(from) ? names.map((name) => (name === from ? to : name)) : names;

/** A generated column knows the columns that it is made of by their new names. */
const withExpressionRenamed = (column: Column, from: string, to: string): Column =>
  column.generatedFrom?.includes(from)
    ? {
        ...column,
        generated: column.generated && withNameIn(column.generated, from, to),
        generatedFrom: swapped(column.generatedFrom, from, to),
      }
    : column;

/** The index behind a key has the name of its constraint, so both take the new one. */
export function renameConstraint(world: World, table: Table, change: RenamePart): Applied {
  const from = change.name.name;
  const to = change.to.name;
  if (!hasConstraint(table, from)) return table.doubt ? done(world) : failed(noConstraintToRename(table, from));
  const index = table.indexes.find((candidate) => candidate.name === from && candidate.constraint !== undefined);
  if (index && isRelationName(world.snapshot, table.schema, to)) return failed(duplicateRelation(to));
  const below = table.checks.some(({ name }) => name === from) ? descendants(world.snapshot, table) : [];
  if (change.only && below.length > 0) return failed(renamedBelowToo(`constraint "${from}"`));
  for (const { heir, parents } of [...below, { heir: table, parents: 0 }]) {
    const check = heir.checks.find(({ name }) => name === from);
    if (check && comesElsewhere(check, parents)) return failed(inheritedPart(`constraint "${from}"`, 'rename'));
    if (hasConstraint(heir, to)) return failed(duplicateConstraint(heir, to));
  }
  const origin = written(change.source, change.to.span);
  const all = [table, ...below.map(({ heir }) => heir)].reduce((now, { id }) => {
    const next = now.table(id);
    return next ? withPartRenamed(now, next, from, to, origin, 'constraint') : now;
  }, world.snapshot);
  return done(withSnapshot(world, all));
}

/** The state with another name for a constraint or index, which the parts of it in partitions know it by. */
export function withPartRenamed(
  before: Snapshot,
  table: Table,
  from: string,
  to: string,
  name: Origin,
  what: 'constraint' | 'index',
): Snapshot {
  let snapshot = before.withTable(withNewName(table, from, to, name, what));
  if (table.form !== 'partitioned') return snapshot;
  for (const heir of before.heirsOf(table.id)) {
    const known = <T extends { readonly partOf?: string | undefined }>(part: T): T =>
      part.partOf === from ? { ...part, partOf: to } : part;
    const indexes = heir.indexes.map(known);
    const foreignKeys = what === 'index' ? heir.foreignKeys : heir.foreignKeys.map(known);
    snapshot = snapshot.withTable({ ...heir, indexes, foreignKeys });
  }
  return snapshot;
}

/** The table whose constraint or index of one name has another; a key and the index that serves it go together. */
function withNewName(table: Table, from: string, to: string, name: Origin, what: 'constraint' | 'index'): Table {
  const renamed = <T extends Grounded & { readonly name: string }>(thing: T): T =>
    thing.name === from ? { ...thing, name: to, origins: { ...thing.origins, name } } : thing;
  const each = <T extends Grounded & { readonly name: string }>(list: readonly T[]): readonly T[] =>
    list.some((thing) => thing.name === from) ? list.map(renamed) : list;
  const behindRenamed = (key: ForeignKey): ForeignKey =>
    key.behind?.some((one) => one.name === from)
      ? { ...key, behind: key.behind.map((one) => (one.name === from ? { ...one, name: to } : one)) }
      : key;
  return {
    ...table,
    primaryKey: table.primaryKey && renamed(table.primaryKey),
    uniques: each(table.uniques),
    indexes: table.indexes.map((index) =>
      what === 'index' || index.constraint !== undefined ? renamed(index) : index,
    ),
    checks: what === 'index' ? table.checks : each(table.checks),
    foreignKeys: what === 'index' ? table.foreignKeys : each(table.foreignKeys).map(behindRenamed),
  };
}
