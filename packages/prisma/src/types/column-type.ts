import { type DataType, type Dialect, dataType, dialectName, implied, type Origin } from '@refint/model';
import type { FieldDraft } from '../schema/draft.ts';
import { nativeType } from '../schema/native-type.ts';
import { cockroachdb } from './cockroachdb.ts';
import { mongodb } from './mongodb.ts';
import { mysql } from './mysql.ts';
import { postgresql } from './postgresql.ts';
import { sqlite } from './sqlite.ts';
import { sqlserver } from './sqlserver.ts';
import { parseType, type TypeTable } from './type-table.ts';

const tables: Readonly<Record<Dialect, TypeTable>> = { postgresql, cockroachdb, mysql, sqlite, sqlserver, mongodb };

/** The type of the column that a field becomes, and why; no type when it is not known. */
export function columnType(
  field: FieldDraft,
  dialect: Dialect,
): { readonly type: DataType | undefined; readonly origin: Origin } {
  const { tree, model } = field;
  const at = model.at(tree.typeSpan);
  const element = elementType(field, dialect);
  const type = element.type && tree.arity === 'list' ? { ...element.type, dimensions: 1 } : element.type;
  return { type, origin: element.because === undefined ? (element.origin ?? at) : implied(at, element.because) };
}

interface ElementType {
  readonly type: DataType | undefined;
  readonly origin?: Origin;
  readonly because?: string;
}

function elementType(field: FieldDraft, dialect: Dialect): ElementType {
  const { tree, model, meaning } = field;
  const table = tables[dialect];
  const native = nativeType(tree);
  if (native) return { type: table.natives[native.name]?.(native.arguments), origin: model.at(native.span) };
  switch (meaning.kind) {
    case 'unsupported':
      return { type: parseType(tree.type.text, table) };
    case 'enum':
      return enumType(meaning.of, dialect);
    case 'object':
      return { type: table.scalars['Json'], because: `composite types are kept as documents` };
    case 'unknown':
      return { type: undefined };
    case 'scalar':
      return {
        type: table.scalars[tree.type.text],
        because: `Prisma keeps a ${tree.type.text} without a native type so on ${dialectName[dialect]}`,
      };
  }
}

function enumType(
  of: {
    readonly schema: string;
    readonly databaseName: string;
    readonly values: readonly { readonly name: string; readonly mapped: { readonly text: string } | undefined }[];
  },
  dialect: Dialect,
): ElementType {
  if (dialect === 'postgresql' || dialect === 'cockroachdb') {
    return { type: { ...dataType(of.databaseName), schema: of.schema } };
  }
  if (dialect === 'mysql') {
    const values = of.values.map(({ name, mapped }) => `'${(mapped?.text ?? name).replaceAll("'", "''")}'`);
    return { type: dataType('enum', values) };
  }
  return {
    type: tables[dialect].scalars['String'],
    because: `${dialectName[dialect]} has no enums, so Prisma keeps their values as text`,
  };
}
