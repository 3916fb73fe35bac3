import { type QualifiedName, type Snapshot, type Table, type Trigger, written } from '@refint/model';
import { noTriggerFunction } from './absent-routines.ts';
import { type Applied, done, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { absentColumn } from './columns.ts';
import { duplicateTrigger, noColumn, noTrigger } from './failures.ts';
import { type World, withSnapshot } from './world.ts';

const none: readonly Trigger[] = [];

/** CREATE TRIGGER: names of triggers are unique within their table. */
export function createTrigger(world: World, table: Table, change: ChangeOf<'add', 'trigger'>): Applied {
  const { name } = change.name;
  const { triggers = none } = table;
  const isThere = triggers.some((trigger) => trigger.name === name);
  const unknown = noTriggerFunction(world, change.runs);
  if (unknown) return failed(unknown);
  const absent = absentColumn(
    table,
    (change.columns ?? []).map((column) => column.name),
  );
  if (absent !== undefined && !table.doubt) return failed(noColumn(table, absent));
  if (isThere && !change.orReplace) return failed(duplicateTrigger(table, name));
  const { text = '', runs } = change;
  const trigger: Trigger = {
    kind: 'trigger',
    name,
    text,
    runs: runs?.name,
    origin: written(change.source, change.span),
  };
  return withTriggers(world, table, [...triggers.filter((other) => other.name !== name), trigger]);
}

export function dropTrigger(world: World, table: Table, change: ChangeOf<'drop', 'trigger'>): Applied {
  const { name } = change.name;
  const { triggers = none } = table;
  if (triggers.some((trigger) => trigger.name === name)) {
    return withTriggers(
      world,
      table,
      triggers.filter((trigger) => trigger.name !== name),
    );
  }
  if (change.ifExists) return unchanged(`${table.name} has no trigger ${name}`);
  // A block that is not understood may have made it: triggers are often made by loops over tables.
  return table.doubt || world.doubt || world.incomplete ? done(world) : failed(noTrigger(table, name));
}

export function renameTrigger(world: World, table: Table, change: ChangeOf<'rename', 'trigger'>): Applied {
  const to = change.to.name;
  const { triggers = none } = table;
  if (triggers.some((trigger) => trigger.name === to)) return failed(duplicateTrigger(table, to));
  const renamed = triggers.map((trigger) => (trigger.name === change.name.name ? { ...trigger, name: to } : trigger));
  return withTriggers(world, table, renamed);
}

/** The state without the triggers that run a function, which DROP FUNCTION … CASCADE takes with it. */
export function withoutTriggersOf(before: Snapshot, { name }: QualifiedName): Snapshot {
  let snapshot = before;
  for (const table of before.tables) {
    if (!table.triggers?.some(({ runs }) => runs === name)) continue;
    snapshot = snapshot.withTable({ ...table, triggers: table.triggers.filter(({ runs }) => runs !== name) });
  }
  return snapshot;
}

const withTriggers = (world: World, table: Table, triggers: readonly Trigger[]): Applied =>
  done(withSnapshot(world, world.snapshot.withTable({ ...table, triggers })));
