import type { Column, ColumnDefinition, Failure, Table } from '@refint/model';
import { sequenceFor } from './columns.ts';
import { duplicateInTable, duplicateRelation, isFailure } from './failures.ts';
import { resolvedType } from './type-names.ts';
import type { World } from './world.ts';

/**
 * What PostgreSQL says of a new table that has a column twice. It looks for the types of all columns before (transformCreateStmt), and
 * makes the sequences of serial and identity columns before the table: two columns of one name want one sequence.
 *
 * @param copied columns that LIKE brings along
 */
export function duplicateColumn(
  world: World,
  table: Table,
  name: string,
  { copied, columns }: { readonly copied: readonly Column[]; readonly columns: readonly ColumnDefinition[] },
): Failure {
  for (const { type } of columns) {
    const found = type && resolvedType(world, type);
    if (isFailure(found)) return found;
  }
  const own = columns.filter(({ type, identity }) => type?.serial === true || identity !== undefined);
  const counted = [
    ...copied.filter(({ identity }) => identity).map((one) => one.name),
    ...own.map((one) => one.name.name),
  ];
  const clash = counted.find((one, at) => counted.indexOf(one) < at);
  return clash === undefined ? duplicateInTable(name) : duplicateRelation(sequenceFor(world, table, clash, false).name);
}
