import { type Change, columnOf, type ForeignKeyDefinition, sameNames, type Table } from '@refint/model';
import { isRelationName } from './names.ts';
import { hasConstraint } from './table-parts.ts';
import { userTypeNamed } from './type-names.ts';
import { likelySchema, tableNamed, type World } from './world.ts';

/**
 * Whether what a change would make is there already, the way the change would make it. A guard or handler that keeps
 * it from being made twice does no harm, unlike one that keeps it from being made at all.
 */
export function isAlreadyThere(world: World, change: Change): boolean {
  if (change.kind !== 'add') return false;
  switch (change.entity) {
    case 'constraint': {
      const table = tableNamed(world, change.table);
      if (!table) return false;
      const { constraint } = change;
      if (constraint.kind === 'foreign-key') return hasForeignKey(world, table, constraint);
      return constraint.name !== undefined && hasConstraint(table, constraint.name.name);
    }
    case 'column': {
      const table = tableNamed(world, change.table);
      if (!table || !columnOf(table, change.column.name.name)) return false;
      const keys = change.column.constraints.filter((constraint) => constraint.kind === 'foreign-key');
      return keys.every((key) => hasForeignKey(world, table, key));
    }
    case 'table':
      return isRelationName(world.snapshot, likelySchema(world, change.name.schema), change.name.name);
    case 'index':
      return (
        change.index.name !== undefined &&
        isRelationName(world.snapshot, tableNamed(world, change.index.table)?.schema ?? '', change.index.name.name)
      );
    case 'enum': {
      const type = userTypeNamed(world, change.name);
      return type?.kind === 'enum' && type.values.join('\n') === change.values.map(({ name }) => name).join('\n');
    }
    case 'domain':
    case 'type':
      return userTypeNamed(world, change.name) !== undefined;
    case 'schema':
      return world.snapshot.schemas.includes(change.name.name);
    case 'view':
    case 'materialized-view':
    case 'sequence':
      return isRelationName(world.snapshot, likelySchema(world, change.name.schema), change.name.name);
    case 'enum-value': {
      const type = userTypeNamed(world, change.type);
      return type?.kind === 'enum' && type.values.includes(change.value.name);
    }
    default:
      return false;
  }
}

/** A foreign key over the same columns to the same columns with the same actions, under the name that is written, if any. */
function hasForeignKey(world: World, table: Table, definition: ForeignKeyDefinition): boolean {
  const referenced = tableNamed(world, definition.referencedTable);
  const columns = definition.columns.map(({ name }) => name);
  const referencedColumns =
    definition.referencedColumns?.map(({ name }) => name) ?? referenced?.primaryKey?.columns ?? [];
  return table.foreignKeys.some(
    (key) =>
      (definition.name === undefined || key.name === definition.name.name) &&
      key.referencedTable === referenced?.id &&
      sameNames(key.columns, columns) &&
      columns.every((column, at) => key.referencedColumns[key.columns.indexOf(column)] === referencedColumns[at]) &&
      key.onDelete === (definition.onDelete?.value ?? 'no-action') &&
      key.onUpdate === (definition.onUpdate?.value ?? 'no-action'),
  );
}
