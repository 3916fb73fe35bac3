import { type Table, written } from '@refint/model';
import { type Applied, done, failed } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { noConstraint, noTable } from './failures.ts';
import { tableNamed, type World, withSnapshot } from './world.ts';

/** VALIDATE CONSTRAINT, and ALTER CONSTRAINT … [NOT] DEFERRABLE. */
export function alterConstraint(world: World, table: Table, change: ChangeOf<'alter', 'constraint'>): Applied {
  const { name } = change.name;
  const foreignKey = table.foreignKeys.find((key) => key.name === name);
  const origin = written(change.source, change.span);
  if (foreignKey) {
    const now =
      change.to === 'validated'
        ? { ...foreignKey, validated: true, origins: { ...foreignKey.origins, validated: origin } }
        : { ...foreignKey, deferrable: change.deferrable, initiallyDeferred: change.initiallyDeferred };
    const foreignKeys = table.foreignKeys.map((key) => (key === foreignKey ? now : key));
    const validates = change.to === 'validated' && !foreignKey.validated;
    return done(
      withSnapshot(world, world.snapshot.withTable({ ...table, foreignKeys })),
      validates ? [{ what: 'validated', foreignKey: now, origin }] : [],
    );
  }
  if (table.checks.some((check) => check.name === name)) {
    const checks = table.checks.map((check) => (check.name === name ? { ...check, validated: true } : check));
    return done(withSnapshot(world, world.snapshot.withTable({ ...table, checks })));
  }
  return table.doubt ? done(world) : failed(noConstraint(table, name));
}

/** ATTACH and DETACH PARTITION leave both tables as they are, but for the keys that an attached one may get. */
export function attachPartition(world: World, table: Table, change: ChangeOf<'alter', 'partition'>): Applied {
  const partition = tableNamed(world, change.partition);
  if (!partition) return failed(noTable(change.partition));
  if (!change.attach) return done(world);
  const required = new Set(table.columns.filter((column) => !column.nullable).map((column) => column.name));
  const columns = partition.columns.map((column) =>
    column.nullable && required.has(column.name) ? { ...column, nullable: false } : column,
  );
  return done(withSnapshot(world, world.snapshot.withTable({ ...partition, columns })));
}
