import type { Change } from '../change.ts';
import { columnOf, type Table, type TableId } from '../table.ts';
import { tableMeant } from '../tables-of.ts';
import type { Moment } from '../timeline.ts';
import { foreignKeysOnlyIn, type Lock, lock, lockBelow, reachOf, withHeirs } from './lock.ts';
import { newReferences } from './of-columns.ts';

type ChangeOf<Kind, Entity> = Extract<Change, { readonly kind: Kind; readonly entity: Entity }>;

/** ADD CONSTRAINT. Only a foreign key lets others read; only NOT VALID and USING INDEX look at no row. */
export function locksOfConstraint(moment: Moment, change: ChangeOf<'add', 'constraint'>): readonly Lock[] {
  const { before } = moment;
  const { constraint, only } = change;
  const id = tableMeant(moment, change.table);
  if (constraint.kind === 'foreign-key') {
    const scans = constraint.notValid === undefined;
    const because = scans ? 'look up every row in the referenced table' : 'add the foreign key';
    const referenced = newReferences(moment, id)
      .flatMap((to) => withHeirs(before, to))
      .map((to) => lock(to, 'SHARE ROW EXCLUSIVE', 'add the foreign key'));
    return [
      ...lockBelow(before, id, 'SHARE ROW EXCLUSIVE', because, { scans }, reachOf(only, 'work-in-partitions')),
      ...referenced,
    ];
  }
  if (constraint.kind === 'check') {
    const scans = constraint.notValid === undefined;
    const because = scans ? 'check every row' : 'add the check';
    return lockBelow(before, id, 'ACCESS EXCLUSIVE', because, { scans }, reachOf(only));
  }
  const isGiven = 'usingIndex' in constraint && constraint.usingIndex !== undefined;
  const scans = !isGiven || (constraint.kind === 'primary-key' && makesRequired(moment, id));
  const because = isGiven ? (scans ? 'look for rows without a value' : 'add the key') : 'build an index over every row';
  return lockBelow(before, id, 'ACCESS EXCLUSIVE', because, { scans }, reachOf(only, 'work-in-partitions'));
}

/** Whether the columns of a new primary key were nullable: then every row is looked at. */
function makesRequired({ before, after }: Moment, id: TableId): boolean {
  const [was, now] = [before.table(id), after.table(id)];
  return (now?.primaryKey?.columns ?? []).some((name) => was && columnOf(was, name)?.nullable !== false);
}

/** VALIDATE CONSTRAINT and ALTER CONSTRAINT. */
export function locksOfAlteredConstraint(moment: Moment, change: ChangeOf<'alter', 'constraint'>): readonly Lock[] {
  const { before } = moment;
  const id = tableMeant(moment, change.table);
  if (change.to !== 'validated') return [lock(id, 'ACCESS EXCLUSIVE', 'change the constraint')];
  const table = before.table(id);
  const { name } = change.name;
  const key = table?.foreignKeys.find((one) => one.name === name);
  const check = table?.checks.find((one) => one.name === name);
  const scans = (key ?? check)?.validated === false;
  const because = scans ? 'check every row' : 'see that it is validated already';
  const own = lockBelow(before, id, 'SHARE UPDATE EXCLUSIVE', because, { scans }, check ? 'all' : 'table');
  return key && scans ? [...own, lock(key.referencedTable, 'ROW SHARE', 'look up every row')] : own;
}

/** Whatever drops a foreign key locks the referenced table too, since triggers of it go. */
export function locksOfDropped(moment: Moment, id: TableId, because: string, only = false): readonly Lock[] {
  const { before, after } = moment;
  const own = withHeirs(before, id);
  const lost = [...own, ...referencing(moment, own)].flatMap((one) =>
    foreignKeysOnlyIn(before.table(one), after.table(one)),
  );
  // The triggers belong to the foreign key of the partitioned table.
  const whole = lost.filter(({ partOf }) => partOf === undefined);
  return [
    ...lockBelow(before, id, 'ACCESS EXCLUSIVE', because, {}, reachOf(only)),
    ...whole.flatMap(({ table, referencedTable }) => [
      lock(table, 'ACCESS EXCLUSIVE', 'drop its foreign key'),
      lock(referencedTable, 'ACCESS EXCLUSIVE', 'drop the triggers of the foreign key'),
    ]),
  ];
}

const referencing = ({ before }: Moment, ids: readonly TableId[]): readonly TableId[] =>
  ids.flatMap((id) => before.foreignKeysTo(id).map(({ table }) => table)).filter((table) => !ids.includes(table));

/** DROP TABLE; a partition is taken out of the table above it. */
export function locksOfDroppedTable(moment: Moment, id: TableId): readonly Lock[] {
  const table: Table | undefined = moment.before.table(id);
  const above = table?.isPartition ? (table.parents ?? []) : [];
  return [
    ...locksOfDropped(moment, id, 'drop the table'),
    ...above.map((parent) => lock(parent, 'ACCESS EXCLUSIVE', 'take the partition out')),
  ];
}
