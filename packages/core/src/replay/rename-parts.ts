import { columnOf, type Grounded, type Origin, type Snapshot, type Table, written } from '@refint/model';
import { type Applied, done, failed } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { duplicateColumn, duplicateConstraint, duplicateRelation, noColumn, noConstraint } from './failures.ts';
import { isRelationName } from './names.ts';
import { hasConstraint } from './table-parts.ts';
import { type World, withSnapshot } from './world.ts';

type RenamePart = ChangeOf<'rename', 'column'>;

/** The new name reaches everything that says the old one: keys, indexes, checks, foreign keys on both of their ends. */
export function renameColumn(world: World, table: Table, change: RenamePart): Applied {
  const from = change.name.name;
  const to = change.to.name;
  if (!columnOf(table, from)) return table.doubt ? done(world) : failed(noColumn(table, from));
  if (columnOf(table, to)) return failed(duplicateColumn(table.name, to));
  const name = written(change.source, change.to.span);
  const renamed: Table = {
    ...table,
    columns: table.columns.map((column) =>
      column.name === from
        ? {
            ...column,
            name: to,
            field: column.field === from ? to : column.field,
            origins: { ...column.origins, name },
          }
        : column,
    ),
    primaryKey: table.primaryKey && { ...table.primaryKey, columns: swapped(table.primaryKey.columns, from, to) },
    uniques: table.uniques.map((key) => ({ ...key, columns: swapped(key.columns, from, to) })),
    indexes: table.indexes.map((index) => ({
      ...index,
      // Only where the index has an expression can a part be anything but a column's name.
      columns: index.columns.map((part) => (part === from ? to : index.expressions ? inText(part, from, to) : part)),
      include: swapped(index.include, from, to),
      mentions: index.mentions && swapped(index.mentions, from, to),
      predicate: index.predicate === undefined ? undefined : inText(index.predicate, from, to),
    })),
    checks: table.checks.map((check) =>
      check.columns.includes(from)
        ? { ...check, columns: swapped(check.columns, from, to), expression: inText(check.expression, from, to) }
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
  return done(withSnapshot(world, withReferencesRenamed(world.snapshot, renamed, from, to)));
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

/** The text of an expression with a column under its new name. Strings are left alone. */
function inText(text: string, from: string, to: string): string {
  const plain = /^[a-z_][a-z0-9_$]*$/;
  const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  return text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*/gu, (token) => {
    const isColumn = token.startsWith('"') ? token === quotedName(from) : token.toLowerCase() === from;
    return isColumn ? (plain.test(to) ? to : quotedName(to)) : token;
  });
}

/** The index behind a key has the name of its constraint, so both take the new one. */
export function renameConstraint(world: World, table: Table, change: RenamePart): Applied {
  const from = change.name.name;
  const to = change.to.name;
  if (!hasConstraint(table, from)) return table.doubt ? done(world) : failed(noConstraint(table, from));
  if (hasConstraint(table, to)) return failed(duplicateConstraint(table, to));
  const index = table.indexes.find((candidate) => candidate.name === from && candidate.constraint !== undefined);
  if (index && isRelationName(world.snapshot, table.schema, to)) return failed(duplicateRelation(to));
  const origin = written(change.source, change.to.span);
  return done(withSnapshot(world, world.snapshot.withTable(withNewName(table, from, to, origin, 'constraint'))));
}

/** The table whose constraint or index of one name has another; a key and the index that serves it go together. */
export function withNewName(table: Table, from: string, to: string, name: Origin, what: 'constraint' | 'index'): Table {
  const renamed = <T extends Grounded & { readonly name: string }>(thing: T): T =>
    thing.name === from ? { ...thing, name: to, origins: { ...thing.origins, name } } : thing;
  const each = <T extends Grounded & { readonly name: string }>(list: readonly T[]): readonly T[] =>
    list.some((thing) => thing.name === from) ? list.map(renamed) : list;
  return {
    ...table,
    primaryKey: table.primaryKey && renamed(table.primaryKey),
    uniques: each(table.uniques),
    indexes: table.indexes.map((index) =>
      what === 'index' || index.constraint !== undefined ? renamed(index) : index,
    ),
    checks: what === 'index' ? table.checks : each(table.checks),
    foreignKeys: what === 'index' ? table.foreignKeys : each(table.foreignKeys),
  };
}
