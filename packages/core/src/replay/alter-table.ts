import { type ForeignKey, type Table, written } from '@refint/model';
import { type Applied, done, type Effect, failed } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { inheritedPart, isFailure, noConstraint } from './failures.ts';
import { downwards } from './heirs.ts';
import { type World, withSnapshot } from './world.ts';

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
    if (foreignKey.partOf !== undefined && change.to !== 'validated')
      return failed(inheritedPart('constraint', 'alter'));
    const foreignKeys = table.foreignKeys.map((key) => (key === foreignKey ? now : key));
    const own = withSnapshot(world, world.snapshot.withTable({ ...table, foreignKeys }));
    const validates = change.to === 'validated' && !foreignKey.validated;
    const effects: readonly Effect[] = validates ? [{ what: 'validated', foreignKey: now, origin }] : [];
    if (table.form !== 'partitioned') return done(own, effects);
    return done(withPartsAltered(own, table, now), effects);
  }
  if (table.checks.some((check) => check.name === name)) {
    const checks = table.checks.map((check) => (check.name === name ? { ...check, validated: true } : check));
    const own = withSnapshot(world, world.snapshot.withTable({ ...table, checks }));
    const all = downwards(own, table.id, (now, heir) => {
      const below = heir.checks.map((check) => (check.name === name ? { ...check, validated: true } : check));
      return withSnapshot(now, now.snapshot.withTable({ ...heir, checks: below }));
    });
    return isFailure(all) ? failed(all) : done(all);
  }
  return table.doubt ? done(world) : failed(noConstraint(table, name));
}

/** The parts of a foreign key in partitions are validated and deferrable as it is. */
function withPartsAltered(world: World, above: Table, key: ForeignKey): World {
  let now = world;
  for (const heir of world.snapshot.heirsOf(above.id)) {
    const part = heir.foreignKeys.find(({ partOf }) => partOf === key.name);
    if (!part) continue;
    const { validated, deferrable, initiallyDeferred } = key;
    const made = { ...part, validated: part.validated || validated, deferrable, initiallyDeferred };
    const foreignKeys = heir.foreignKeys.map((other) => (other === part ? made : other));
    now = withPartsAltered(withSnapshot(now, now.snapshot.withTable({ ...heir, foreignKeys })), heir, made);
  }
  return now;
}
