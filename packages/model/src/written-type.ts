import { formatType } from './data-type.ts';
import type { Declared, ModelField } from './declared.ts';
import type { Column } from './table.ts';

/**
 * A column's type as its author knows it: `String @db.Uuid` for a column that the schema declares, the name that the
 * database prints for one that migrations made. Nothing when the type is not understood.
 */
export function writtenType(column: Column, declared: Declared | undefined): string | undefined {
  const isDeclared = declared?.snapshot.column(column.table, column.name) === column;
  const model = isDeclared ? declared.models.find(({ table }) => table === column.table) : undefined;
  const field = model?.fields.find(({ name }) => name === column.field);
  return field ? inPrisma(field) : column.type && formatType(column.type);
}

function inPrisma({ type, kind, isList, nativeType }: ModelField): string {
  const plain = (kind === 'unsupported' ? `Unsupported("${type}")` : type) + (isList ? '[]' : '');
  if (!nativeType) return plain;
  const inside = nativeType.arguments.length > 0 ? `(${nativeType.arguments.join(', ')})` : '';
  return `${plain} @db.${nativeType.name}${inside}`;
}
