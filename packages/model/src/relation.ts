import type { ReferentialAction } from './foreign-key.ts';
import type { Grounded } from './origin.ts';
import type { TableId } from './table.ts';

/** What the ORM declares: the side of a relation that holds the columns. Whether the database enforces it is another matter. */
export interface Relation extends Grounded {
  readonly kind: 'relation';
  /** The referencing table. */
  readonly table: TableId;
  readonly model: string;
  /** The relation field, as in `author User @relation(…)`. */
  readonly field: string;
  /** The relation's name, written or as Prisma makes it up (`PostToUser`). */
  readonly name: string;
  /** The name that its constraint has, written with `map` or implied. */
  readonly constraint: string;
  readonly columns: readonly string[];
  readonly fields: readonly string[];
  readonly referencedTable: TableId;
  readonly referencedModel: string;
  readonly referencedColumns: readonly string[];
  readonly referencedFields: readonly string[];
  /** The action in force: the written one, or the default that the ORM implies (`originOf(relation, 'onDelete')` tells). */
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  /** One of the two halves of an implicit many-to-many relation, in a table that nobody wrote. */
  readonly implicitManyToMany: boolean;
}
