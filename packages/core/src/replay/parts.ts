import type { Table } from '@refint/model';
import { type Applied, done, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { noTable } from './failures.ts';
import { isUnsure, relationNamed, type World, withSnapshot } from './world.ts';

type Part = 'trigger' | 'policy';

const listOf = (table: Table, part: Part): readonly string[] =>
  (part === 'trigger' ? table.triggers : table.policies) ?? [];

const withList = (table: Table, part: Part, names: readonly string[]): Table =>
  part === 'trigger' ? { ...table, triggers: names } : { ...table, policies: names };

/** CREATE TRIGGER and CREATE POLICY: of each only the name is kept, which another one on the table cannot have. */
export function addPart(world: World, change: ChangeOf<'add', 'type'>, part: Part): Applied {
  const name = change.name.name;
  const found = change.table && relationNamed(world, change.table);
  if (!change.table || found?.kind === 'other') return done(world);
  if (!found) return isUnsure(world) ? done(world) : failed(noTable(change.table));
  const { table } = found;
  const names = listOf(table, part);
  if (names.includes(name)) {
    if (change.orReplace || change.ifNotExists) return unchanged(`there is a ${part} ${name} already`);
    const text = `${part} "${name}" for relation "${table.name}" already exists`;
    return failed({ code: '42710', text, missing: undefined });
  }
  return done(withSnapshot(world, world.snapshot.withTable(withList(table, part, [...names, name]))));
}

/** DROP TRIGGER and DROP POLICY. With IF EXISTS, even the table need not be there. */
export function dropPart(world: World, change: ChangeOf<'drop', 'table'>, part: Part): Applied {
  const name = change.name.name;
  const found = change.table && relationNamed(world, change.table);
  if (!change.table || found?.kind === 'other') return done(world);
  if (!found) {
    if (change.ifExists) return unchanged(`there is no table ${change.table.name}`);
    return isUnsure(world) ? done(world) : failed(noTable(change.table));
  }
  const { table } = found;
  const names = listOf(table, part);
  if (names.includes(name)) {
    const left = names.filter((one) => one !== name);
    return done(withSnapshot(world, world.snapshot.withTable(withList(table, part, left))));
  }
  if (change.ifExists) return unchanged(`there is no ${part} ${name}`);
  const text = `${part} "${name}" for table "${table.name}" does not exist`;
  return isUnsure(world) || table.doubt ? done(world) : failed({ code: '42704', text, missing: undefined });
}
