import {
  bareTable,
  type Column,
  type Dialect,
  type Index,
  implied,
  type Origin,
  type Problem,
  type Relation,
  type Table,
  tableId,
} from '@refint/model';
import { columnType } from '../types/column-type.ts';
import { joinTableName, joinTableNames } from './constraint-names.ts';
import type { Environment } from './datasource.ts';
import { type FieldDraft, notUnderstood } from './draft.ts';
import { keyFields } from './inline-relation.ts';
import { before, isImplicitManyToMany, type RelationSide } from './relations.ts';

/** The two sides of an implicit many-to-many relation, the one with column A first. */
export type Joined = readonly [RelationSide, RelationSide];

/** All implicit many-to-many relations that have a join table. */
export function joinedSides(sides: Iterable<RelationSide>, dialect: Dialect): readonly Joined[] {
  const joined: Joined[] = [];
  for (const side of sides) {
    if (!isImplicitManyToMany(side, dialect) || !side.opposite) continue;
    if (side.field.model.kind === 'view' || side.to.kind === 'view') continue;
    const [a, b] = inOrder(side, side.opposite);
    if (a === side) joined.push([a, b]);
  }
  return joined;
}

/** The side whose model comes first by name has column A; within one model, its field decides. */
export function inOrder(one: RelationSide, other: RelationSide): readonly [RelationSide, RelationSide] {
  const same = one.field.model === other.field.model;
  const first = same ? before(one.field.name, other.field.name) : before(one.field.model.name, other.field.model.name);
  return first ? [one, other] : [other, one];
}

/** The join table of such a relation; nothing where it cannot be made, which is a problem. */
export function joinTable([a, b]: Joined, { dialect }: Environment, problems: Problem[]): Table | undefined {
  const keyA = keyFields(a.field.model);
  const keyB = keyFields(b.field.model);
  const [idA] = keyA ?? [];
  const [idB] = keyB ?? [];
  if (!idA || !idB || keyA?.length !== 1 || keyB?.length !== 1) {
    const [side, without] = keyA?.length === 1 ? [a, b.field.model] : [b, a.field.model];
    const text = `"${side.field.name}" is a list on both sides, for which ${without.name} needs a single id field`;
    if (!without.doubt) problems.push(notUnderstood(side.field.model.block, side.field.tree.name, text));
    return undefined;
  }

  const { schema } = a.field.model.table;
  const name = joinTableName(dialect, a.name);
  const id = tableId(schema, name);
  const names = joinTableNames(dialect, name);
  const here = a.field.model.at(a.field.tree.name.span);
  const there = b.field.model.at(b.field.tree.name.span);
  const because = `${a.field.model.name}.${a.field.name} and ${b.field.model.name}.${b.field.name} are both lists, and so Prisma keeps the relation in the table ${name}`;
  const origin = implied(here, because);
  const self = a.field.model === b.field.model;

  const column = (letter: 'A' | 'B', of: FieldDraft, by: Origin): Column => ({
    kind: 'column',
    table: id,
    name: letter,
    field: letter,
    type: columnType(of, dialect).type,
    nullable: false,
    default: undefined,
    identity: undefined,
    generated: undefined,
    origin: implied(by, because),
    origins: {
      type: implied(
        of.model.at(of.tree.typeSpan),
        `column ${letter} of ${name} has the type of ${of.model.name}.${of.name}`,
      ),
    },
  });
  const relation = (letter: 'A' | 'B', side: RelationSide, of: FieldDraft, by: Origin): Relation => ({
    kind: 'relation',
    table: id,
    model: name,
    field: letter,
    name: side.name,
    constraint: names.foreignKeys[letter],
    columns: [letter],
    fields: [letter],
    referencedTable: side.field.model.table.id,
    referencedModel: side.field.model.name,
    referencedColumns: [of.column],
    referencedFields: [of.name],
    // SQL Server refuses two cascading ways from a table to itself.
    onDelete: dialect === 'sqlserver' && self ? 'no-action' : 'cascade',
    onUpdate: dialect === 'sqlserver' && self ? 'no-action' : 'cascade',
    implicitManyToMany: true,
    origin: implied(by, because),
  });
  const index = (of: readonly string[], called: string, unique: boolean): Index => ({
    kind: 'index',
    table: id,
    name: called,
    columns: of,
    expressions: false,
    include: [],
    unique,
    method: 'btree',
    predicate: undefined,
    nullsNotDistinct: false,
    constraint: unique && names.keyed ? 'primary-key' : undefined,
    origin:
      names.keyed && unique
        ? implied(here, `${because}, with a primary key since Prisma 6 and a unique index before`)
        : origin,
  });

  const both = index(['A', 'B'], names.both, true);
  return {
    ...bareTable(schema, name, origin),
    columns: [column('A', idA, here), column('B', idB, there)],
    primaryKey: names.keyed
      ? {
          kind: 'primary-key',
          table: id,
          name: names.both,
          columns: ['A', 'B'],
          deferrable: false,
          origin: both.origin,
        }
      : undefined,
    indexes: [both, index(['B'], names.second, false)],
    relations: [relation('A', a, idA, here), relation('B', b, idB, there)],
    doubt: a.field.model.doubt ?? b.field.model.doubt,
  };
}
