import {
  columnOf,
  type DataType,
  type Dialect,
  type Expression,
  type Snapshot,
  type Table,
  type UserType,
} from '@refint/model';
import { readValue } from '@refint/sql';

interface Renamed {
  readonly type: UserType;
  readonly from: string;
  readonly to: string;
  readonly dialect: Dialect;
}

/**
 * The state in which the constants of an enum are called as it calls them now: in a default, a check or the condition of
 * an index PostgreSQL keeps which value it is (the oid of its row in pg_enum), and not what it was called then.
 */
export function withLabelRenamed(before: Snapshot, type: UserType, from: string, to: string): Snapshot {
  const renamed = { type, from, to, dialect: before.dialect };
  let snapshot = before;
  for (const table of before.tablesWithType(type.schema, type.name)) {
    const changed = inTable(table, renamed);
    if (changed !== table) snapshot = snapshot.withTable(changed);
  }
  return snapshot;
}

function inTable(table: Table, renamed: Renamed): Table {
  const columns = each(table.columns, (column) => {
    const { default: value } = column;
    const text = value && inText(value.text, table, renamed, value.saidOf ?? column.type);
    return value && text !== value.text ? { ...column, default: { ...value, text: text ?? '' } } : column;
  });
  const checks = each(table.checks, (check) => {
    const expression = inText(check.expression, table, renamed);
    return expression === check.expression ? check : { ...check, expression };
  });
  const indexes = each(table.indexes, (index) => {
    const predicate = index.predicate && inText(index.predicate, table, renamed);
    return predicate === index.predicate ? index : { ...index, predicate };
  });
  const isSame = columns === table.columns && checks === table.checks && indexes === table.indexes;
  return isSame ? table : { ...table, columns, checks, indexes };
}

/** The same list where nothing changes, so that what is derived from it is not worked out again. */
function each<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = list.map(change);
  return changed.some((item, at) => item !== list[at]) ? changed : list;
}

/** @param whole the type of all of it, where that is known: then it may be such a constant itself. */
function inText(text: string, table: Table, renamed: Renamed, whole?: DataType): string {
  const { from, to } = renamed;
  // Most texts do not have the value in them, and are not read for nothing.
  if (!text.includes(from.replaceAll("'", "''"))) return text;
  const value = readValue(text, renamed.dialect);
  const places = [...(isOf(whole, renamed) ? constants(value) : []), ...compared(value, table, renamed)].filter(
    (one) => one.kind === 'literal' && one.value === from,
  );
  // From the end, so that the places before stay where they are.
  return places
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((now, { span }) => `${now.slice(0, span.start)}'${to.replaceAll("'", "''")}'${now.slice(span.end)}`, text);
}

const isOf = (type: DataType | undefined, { type: { schema, name } }: Renamed): boolean =>
  type?.schema === schema && type.name === name;

/** What is a constant by itself, with its type or without, and all of a list. */
function constants(value: Expression): readonly Expression[] {
  if (value.kind === 'literal') return [value];
  if (value.kind === 'cast') return constants(value.value);
  return value.kind === 'list' ? value.items.flatMap(constants) : [];
}

/** Constants that are compared with a column of the enum: both sides of an operator have one type. */
function compared(value: Expression, table: Table, renamed: Renamed): readonly Expression[] {
  switch (value.kind) {
    case 'operator': {
      const inside = value.operands.flatMap((operand) => compared(operand, table, renamed));
      const isCompared = value.operands.some(
        (operand) => operand.kind === 'name' && isOf(columnOf(table, operand.path.at(-1) ?? '')?.type, renamed),
      );
      return isCompared ? [...value.operands.flatMap(constants), ...inside] : inside;
    }
    case 'cast':
      return compared(value.value, table, renamed);
    case 'list':
      return value.items.flatMap((item) => compared(item, table, renamed));
    case 'call':
      return value.args.flatMap((arg) => compared(arg, table, renamed));
    default:
      return [];
  }
}
