import {
  type Change,
  type Column,
  columnOf,
  type DataType,
  type Expression,
  type RowName,
  type RowNames,
  type RowScope,
  type Span,
  type Statement,
  type Table,
  type UserType,
} from '@refint/model';
import { readValue } from '@refint/sql';
import { userTypeNamed } from './type-names.ts';
import { relationNamed, type World } from './world.ts';

export type Enum = Extract<UserType, { readonly kind: 'enum' }>;

/** A text that PostgreSQL takes for a value of an enum as soon as it reads the statement. */
export interface EnumText {
  readonly type: Enum;
  readonly text: string;
  /** Where it is written, in the file of the statement; nothing where only the change is known that holds it. */
  readonly span: Span | undefined;
}

/** Texts in a statement about rows of which it is certain that they are values of an enum. */
export function enumTextsOfRows(world: World, { target, casts, given, scopes }: RowNames): readonly EnumText[] {
  const own = target && relationNamed(world, target);
  const found: EnumText[] = [];
  const add = (type: DataType | undefined, text: string, span: Span): void => {
    const made = type && enumOf(world, type);
    if (made) found.push({ type: made, text, span });
  };
  for (const { to, text, span } of casts) add(to, text, span);
  for (const { column, text, span } of given) {
    if (own?.kind === 'table') add(givenColumn(own.table, column)?.type, text, span);
  }
  for (const scope of scopes) {
    for (const { name, text, span } of scope.compared) add(typeOfName(world, scope, name), text, span);
  }
  return found;
}

/** Of a table that is not wholly known nobody can say which column is the third. */
const givenColumn = (table: Table, column: string | number): Column | undefined =>
  typeof column === 'string' ? columnOf(table, column) : table.doubt ? undefined : table.columns[column];

/** The type of a column that a name can only mean; nothing where it may mean another. */
function typeOfName(world: World, { tables }: RowScope, { of, name }: RowName): DataType | undefined {
  const meant = of === undefined ? tables : tables.filter(({ alias }) => alias === of);
  const types: (DataType | undefined)[] = [];
  for (const { table } of meant) {
    const found = relationNamed(world, table);
    if (found?.kind !== 'table' || found.table.doubt) return undefined;
    const column = columnOf(found.table, name);
    if (column) types.push(column.type);
  }
  return types.length === 1 ? types[0] : undefined;
}

/** An enum by its name, resolved or as written; an array of them is none. */
function enumOf(world: World, { schema, name, dimensions }: DataType): Enum | undefined {
  if (dimensions > 0) return undefined;
  const type = userTypeNamed(world, { schema, name });
  return type?.kind === 'enum' ? type : undefined;
}

/** The same for defaults, conditions of indexes and checks, which are read when they are made. */
export function enumTextsOfChanges(world: World, { changes }: Statement): readonly EnumText[] {
  const { dialect } = world.snapshot;
  return changes.flatMap((change) =>
    expressionsIn(world, change).flatMap(({ text, type, typeOf }) => {
      const value = readValue(text, dialect);
      const found = textsIn(value, typeOf);
      const whole = value.kind === 'literal' && typeof value.value === 'string' ? [{ type, text: value.value }] : [];
      return [...found, ...whole].flatMap((one) => {
        const made = one.type && enumOf(world, one.type);
        return made ? [{ type: made, text: one.text, span: undefined }] : [];
      });
    }),
  );
}

type TypeOf = (column: string) => DataType | undefined;

interface Written {
  readonly text: string;
  /** The type that it is to have. */
  readonly type: DataType | undefined;
  readonly typeOf: TypeOf;
}

const noType: TypeOf = () => undefined;

function expressionsIn(world: World, change: Change): readonly Written[] {
  const typesIn = (name: Parameters<typeof relationNamed>[1]): TypeOf => {
    const found = relationNamed(world, name);
    return found?.kind === 'table' ? (column) => columnOf(found.table, column)?.type : noType;
  };
  if (change.kind === 'alter' && change.entity === 'column' && change.alteration.to === 'default') {
    const { value } = change.alteration;
    return value ? [{ text: value.text, type: typesIn(change.table)(change.column.name), typeOf: noType }] : [];
  }
  if (change.kind !== 'add') return [];
  if (change.entity === 'table' || change.entity === 'column') {
    const columns = change.entity === 'table' ? change.columns : [change.column];
    return columns.flatMap(({ default: value, type }) =>
      value ? [{ text: value.value.text, type: type?.type, typeOf: noType }] : [],
    );
  }
  if (change.entity === 'index' && 'index' in change && change.index.predicate) {
    return [{ text: change.index.predicate.value, type: undefined, typeOf: typesIn(change.index.table) }];
  }
  if (change.entity === 'constraint' && change.constraint.kind === 'check') {
    return [{ text: change.constraint.expression, type: undefined, typeOf: typesIn(change.table) }];
  }
  return [];
}

interface Found {
  readonly type: DataType | undefined;
  readonly text: string;
}

/** Texts that are cast, or compared with a column. */
function textsIn(value: Expression, typeOf: TypeOf): readonly Found[] {
  switch (value.kind) {
    case 'cast':
      return value.value.kind === 'literal' && typeof value.value.value === 'string'
        ? [{ type: value.to, text: value.value.value }]
        : textsIn(value.value, typeOf);
    case 'operator': {
      const inside = value.operands.flatMap((operand) => textsIn(operand, typeOf));
      const column = value.operands.find((operand) => operand.kind === 'name');
      const type = column?.kind === 'name' && column.path.length === 1 ? typeOf(column.path[0] ?? '') : undefined;
      const beside = value.operands.flatMap((operand) => (operand.kind === 'list' ? operand.items : [operand]));
      return [...inside, ...beside.flatMap((one) => literal(type, one))];
    }
    case 'list':
      return value.items.flatMap((item) => textsIn(item, typeOf));
    case 'call':
      return value.args.flatMap((arg) => textsIn(arg, typeOf));
    default:
      return [];
  }
}

const literal = (type: DataType | undefined, value: Expression): readonly Found[] =>
  value.kind === 'literal' && typeof value.value === 'string' ? [{ type, text: value.value }] : [];
