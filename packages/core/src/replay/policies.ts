import type { Table } from '@refint/model';
import { type Applied, done, failed, unchanged } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { noTable } from './failures.ts';
import { isUnsure, relationNamed, type World, withSnapshot } from './world.ts';

const withPolicies = (world: World, table: Table, policies: readonly string[]): Applied =>
  done(withSnapshot(world, world.snapshot.withTable({ ...table, policies })));

/** CREATE POLICY: only the name is kept, which another one on the table cannot have. */
export function createPolicy(world: World, change: ChangeOf<'add', 'type'>): Applied {
  const name = change.name.name;
  const found = change.table && relationNamed(world, change.table);
  if (!change.table || found?.kind === 'other') return done(world);
  if (!found) return isUnsure(world) ? done(world) : failed(noTable(change.table));
  const { table } = found;
  const { policies = [] } = table;
  if (policies.includes(name)) {
    const text = `policy "${name}" for table "${table.name}" already exists`;
    return failed({ code: '42710', text, missing: undefined });
  }
  return withPolicies(world, table, [...policies, name]);
}

/** DROP POLICY. With IF EXISTS, even the table need not be there. */
export function dropPolicy(world: World, change: ChangeOf<'drop', 'table'>): Applied {
  const name = change.name.name;
  const found = change.table && relationNamed(world, change.table);
  if (!change.table || found?.kind === 'other') return done(world);
  if (!found) {
    if (change.ifExists) return unchanged(`there is no table ${change.table.name}`);
    return isUnsure(world) ? done(world) : failed(noTable(change.table));
  }
  const { table } = found;
  const { policies = [] } = table;
  if (policies.includes(name)) {
    return withPolicies(
      world,
      table,
      policies.filter((one) => one !== name),
    );
  }
  if (change.ifExists) return unchanged(`there is no policy ${name}`);
  const text = `policy "${name}" for table "${table.name}" does not exist`;
  return isUnsure(world) || table.doubt ? done(world) : failed({ code: '42704', text, missing: undefined });
}
