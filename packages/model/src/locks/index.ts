import type { Change, Statement } from '../change.ts';
import { tableMeant, tableOf } from '../tables-of.ts';
import type { Moment } from '../timeline.ts';
import { type Lock, type LockMode, lock, lockBelow, merged, reachOf } from './lock.ts';
import { locksOfAdded, locksOfAltered, newReferences } from './of-columns.ts';
import { locksOfAlteredConstraint, locksOfConstraint, locksOfDropped, locksOfDroppedTable } from './of-constraints.ts';
import { locksOfInheritance, locksOfPartition } from './of-partitions.ts';

/**
 * Which locks a change takes on tables that were there before, what it reads and what it writes anew while it holds them.
 * All of it is compared with what PostgreSQL does (docs/locks.md). What only keeps others from changing the schema (ACCESS
 * SHARE) is left out, and so is what nobody can know: a default partition, and functions of yours.
 */
export function locksOf(moment: Moment): readonly Lock[] {
  const { change } = moment;
  switch (change.kind) {
    case 'add':
      return merged(ofAdd(moment, change));
    case 'drop':
      return merged(ofDrop(moment, change));
    case 'alter':
      return merged(ofAlter(moment, change));
    case 'rename':
      return ofRename(moment, change);
    default:
      return [];
  }
}

type Of<Kind extends Change['kind']> = Extract<Change, { readonly kind: Kind }>;

function ofAdd(moment: Moment, change: Of<'add'>): readonly Lock[] {
  const { before } = moment;
  switch (change.entity) {
    case 'table': {
      const id = tableMeant(moment, change.name);
      const above = change.partitionOf
        ? [lock(tableMeant(moment, change.partitionOf), 'ACCESS EXCLUSIVE', 'add a partition')]
        : change.inherits.map((name) => lock(tableMeant(moment, name), 'SHARE UPDATE EXCLUSIVE', 'inherit from it'));
      const referenced = newReferences(moment, id).filter((to) => to !== id);
      return [...above, ...referenced.map((to) => lock(to, 'SHARE ROW EXCLUSIVE', 'add the foreign key'))];
    }
    case 'column':
      return locksOfAdded(moment, change);
    case 'constraint':
      return locksOfConstraint(moment, change);
    case 'index': {
      const { table, concurrently } = change.index;
      const mode = concurrently ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE';
      const reach = reachOf(change.only, 'partitions');
      return lockBelow(
        before,
        tableMeant(moment, table),
        mode,
        'build an index over every row',
        { scans: true },
        reach,
      );
    }
    case 'trigger':
      return ofTrigger(moment, 'SHARE ROW EXCLUSIVE', 'add a trigger');
    case 'policy':
      return ofPart(moment, 'ACCESS EXCLUSIVE', 'add a policy');
    default:
      return [];
  }
}

function ofDrop(moment: Moment, change: Of<'drop'>): readonly Lock[] {
  const id = tableOf(moment);
  if (id === undefined || moment.before.table(id) === undefined) return [];
  switch (change.entity) {
    case 'table':
      return locksOfDroppedTable(moment, id);
    case 'column':
      return locksOfDropped(moment, id, 'drop the column', change.only);
    case 'constraint':
      return locksOfDropped(moment, id, 'drop the constraint', change.only);
    case 'index':
      return lockBelow(
        moment.before,
        id,
        runsAlone(moment.statement) ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE',
        'drop the index',
      );
    case 'trigger':
      return ofTrigger(moment, 'ACCESS EXCLUSIVE', 'drop a trigger');
    case 'policy':
      return ofPart(moment, 'ACCESS EXCLUSIVE', 'drop a policy');
    default:
      return [];
  }
}

const runsAlone = ({ alone }: Statement): boolean => alone !== undefined;

function ofAlter(moment: Moment, change: Of<'alter'>): readonly Lock[] {
  switch (change.entity) {
    case 'column':
      return locksOfAltered(moment, change);
    case 'constraint':
      return locksOfAlteredConstraint(moment, change);
    case 'schema-of':
      return change.of === 'table' ? ofPart(moment, 'ACCESS EXCLUSIVE', 'move the table') : [];
    case 'partition':
      return locksOfPartition(moment, change);
    case 'inheritance':
      return locksOfInheritance(moment, change);
    default:
      return [];
  }
}

function ofRename(moment: Moment, change: Of<'rename'>): readonly Lock[] {
  switch (change.entity) {
    case 'table':
    case 'policy':
      return ofPart(moment, 'ACCESS EXCLUSIVE', 'change a name');
    case 'trigger':
      return ofTrigger(moment, 'ACCESS EXCLUSIVE', 'change a name');
    case 'column':
      return lockBelow(moment.before, tableMeant(moment, change.table), 'ACCESS EXCLUSIVE', 'change a name');
    case 'constraint':
      return ofPart(moment, 'ACCESS EXCLUSIVE', 'change a name');
    default:
      return [];
  }
}

/** A trigger of a partitioned table is one of every partition. */
function ofTrigger(moment: Moment, mode: LockMode, because: string): readonly Lock[] {
  const id = tableOf(moment);
  if (id === undefined || !moment.before.table(id)) return [];
  return lockBelow(moment.before, id, mode, because, {}, 'partitions');
}

/** A lock on the one table that a change is about. */
function ofPart(moment: Moment, mode: LockMode, because: string): readonly Lock[] {
  const id = tableOf(moment);
  return id !== undefined && moment.before.table(id) ? [lock(id, mode, because)] : [];
}
