import type { EnumType } from '../data-type.ts';
import type { ForeignKey } from '../foreign-key.ts';
import type { Relation } from '../relation.ts';
import type { Column, Index, Table, TableId } from '../table.ts';

/** What a schema declares next to what migrations made of it: one of them, or both where they are not the same. */
interface Pair<D, M = D> {
  readonly declared: D | undefined;
  readonly made: M | undefined;
}

/**
 * One thing that is not the same in what an ORM declares and in what migrations made. A table that only one side has is
 * one difference, with all that is in it. `along` marks what is dropped because something else is: a column, a table.
 */
export type Difference =
  | { readonly what: 'schema'; readonly name: string }
  | ({ readonly what: 'table' } & Pair<Table>)
  | ({ readonly what: 'column'; readonly table: TableId; readonly changes: readonly ColumnChange[] } & Pair<Column>)
  | ({ readonly what: 'primary-key'; readonly table: TableId; readonly change: IndexChange } & Pair<Index>)
  | ({
      readonly what: 'index';
      readonly table: TableId;
      readonly change: IndexChange;
      readonly along: boolean;
    } & Pair<Index>)
  | ({
      readonly what: 'foreign-key';
      readonly table: TableId;
      readonly change: ForeignKeyChange;
      readonly along: boolean;
    } & Pair<Relation, ForeignKey>)
  | ({
      readonly what: 'enum';
      readonly schema: string;
      readonly name: string;
      /** Values that only the schema has, and values that only the migrations have. */
      readonly added: readonly string[];
      readonly dropped: readonly string[];
    } & Pair<EnumType>);

/**
 * What is not the same about a column that both sides have. `recreated`: its type, and no cast leads from one to the
 * other, so that Prisma drops the column and adds another one.
 */
export type ColumnChange = 'type' | 'recreated' | 'nullable' | 'default';

/** `replaced`: dropped and made anew; `renamed`: the name alone; nothing where one side has none. */
export type IndexChange = 'replaced' | 'renamed' | undefined;

/** `replaced` is said of a foreign key with another action: Prisma drops it and adds it again. */
export type ForeignKeyChange = 'replaced' | 'renamed' | undefined;

export type DifferenceOf<W extends Difference['what']> = Extract<Difference, { readonly what: W }>;
