import { type Check, type Column, columnOf, type Heritage, sameType, type Table } from '@refint/model';
import { type Applied, done, failed } from './applied.ts';
import type { ChangeOf } from './change-of.ts';
import { sameExpression } from './expression-text.ts';
import {
  cannotAttach,
  type Failure,
  failure,
  noTable,
  notInheritedBelow,
  notValidBelow,
  wrongKind,
} from './failures.ts';
import { inheritedBy, tablesBelow } from './heirs.ts';
import { relationNamed, type World, withSnapshot } from './world.ts';

/** ALTER TABLE … INHERIT and NO INHERIT. What is wrong with the table itself is told before its parent is looked for. */
export function alterInheritance(world: World, table: Table, change: ChangeOf<'alter', 'inheritance'>): Applied {
  if (table.isPartition) return failed(failure('42809', 'cannot change inheritance of a partition'));
  if (change.inherits && table.form === 'partitioned') {
    return failed(failure('42809', 'cannot change inheritance of partitioned table'));
  }
  const found = relationNamed(world, change.parent);
  if (!found) return failed(noTable(change.parent));
  if (found.kind === 'other') {
    return failed(change.inherits ? wrongKind(change.parent.name, 'a table') : noParent(table, change.parent));
  }
  const parent = found.table;
  if (!change.inherits) return released(world, table, parent);
  if (table.doubt || parent.doubt) return done(world);
  return adopted(world, table, parent);
}

/** The table must have all that the other one has, and holds it from there too by then (ATExecAddInherit). */
function adopted(world: World, table: Table, parent: Table): Applied {
  const refused = notInheritable(parent);
  if (refused) return failed(refused);
  if ([table, ...tablesBelow(world.snapshot, table)].some(({ id }) => id === parent.id)) {
    return failed(failure('42P07', 'circular inheritance not allowed'));
  }
  if (table.parents?.includes(parent.id)) {
    return failed(failure('42P07', `relation "${parent.name}" would be inherited from more than once`));
  }
  const unfit = unfitColumns(table, parent) ?? unfitChecks(table, parent);
  if (unfit) return failed(unfit);
  const columns = table.columns.map((column): Column => {
    const above = columnOf(parent, column.name);
    if (!above) return column;
    const requirement = above.nullable ? column.requirement : inheritedBy(column.requirement);
    return { ...column, heritage: inheritedBy(column.heritage), requirement };
  });
  const checks = table.checks.map((check): Check => {
    return isAbove(check, parent) ? { ...check, heritage: inheritedBy(check.heritage) } : check;
  });
  const made: Table = { ...table, columns, checks, parents: [...(table.parents ?? []), parent.id] };
  return done(withSnapshot(world, world.snapshot.withTable(made)));
}

/** No table but a partition can be below these. */
export function notInheritable({ form, isPartition, name }: Table): Failure | undefined {
  if (form !== 'partitioned' && !isPartition) return undefined;
  return failure('42809', `cannot inherit from ${isPartition ? 'a partition' : `partitioned table "${name}"`}`);
}

/** What of the columns keeps a table from being below another (MergeAttributesIntoExisting). */
export function unfitColumns(table: Table, above: Table): Failure | undefined {
  for (const column of above.columns) {
    const own = columnOf(table, column.name);
    if (!own) return cannotAttach(`child table is missing column "${column.name}"`);
    if (own.type && column.type && !sameType(own.type, column.type)) {
      return cannotAttach(`child table has different type for column "${column.name}"`);
    }
    if (own.nullable && !column.nullable) {
      return cannotAttach(`column "${column.name}" in child table "${table.name}" must be marked NOT NULL`);
    }
    if ((own.generated === undefined) !== (column.generated === undefined)) {
      const must = own.generated === undefined ? 'must' : 'must not';
      return cannotAttach(`column "${column.name}" in child table ${must} be a generated column`);
    }
  }
  return undefined;
}

/** The same of its checks: those above must be there, say the same and hold for as many rows (MergeConstraintsIntoExisting). */
export function unfitChecks(table: Table, above: Table): Failure | undefined {
  // PostgreSQL goes through them by their names: it finds them by an index over these.
  const goDown = above.checks.filter(({ noInherit }) => !noInherit).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, expression, validated } of goDown) {
    const own = table.checks.find((check) => check.name === name);
    if (!own) return cannotAttach(`child table is missing constraint "${name}"`);
    if (!sameExpression(own.expression, expression)) {
      return cannotAttach(`child table "${table.name}" has different definition for check constraint "${name}"`);
    }
    if (own.noInherit) return notInheritedBelow(table, name, 'child table');
    if (validated && !own.validated) return notValidBelow(table, name);
  }
  return undefined;
}

const isAbove = ({ name }: Check, above: Table): boolean =>
  above.checks.some((check) => check.name === name && !check.noInherit);

/** What the table had from there is its own where nobody else gives it (RemoveInheritance). */
function released(world: World, table: Table, parent: Table): Applied {
  if (!table.parents?.includes(parent.id)) {
    if (table.doubt || parent.doubt) return done(world);
    return failed(noParent(table, parent));
  }
  const columns = table.columns.map((column): Column => {
    const above = columnOf(parent, column.name);
    if (!above) return column;
    const requirement = above.nullable ? column.requirement : withOneLess(column.requirement);
    return { ...column, heritage: withOneLess(column.heritage), requirement };
  });
  const checks = table.checks.map((check): Check => {
    return isAbove(check, parent) ? { ...check, heritage: withOneLess(check.heritage) } : check;
  });
  const parents = table.parents.filter((id) => id !== parent.id);
  const made: Table = { ...table, columns, checks, parents: parents.length > 0 ? parents : undefined };
  return done(withSnapshot(world, world.snapshot.withTable(made)));
}

const noParent = (table: Table, { name }: { readonly name: string }): Failure =>
  failure('42P01', `relation "${name}" is not a parent of relation "${table.name}"`);

/** What no table above has any more is the table's own. */
const withOneLess = (heritage: Heritage | undefined): Heritage | undefined =>
  heritage && heritage.inherited > 1 ? { ...heritage, inherited: heritage.inherited - 1 } : undefined;
