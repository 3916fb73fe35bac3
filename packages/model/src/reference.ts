import type { ForeignKey, ReferentialAction } from './foreign-key.ts';
import type { Grounded, Origin } from './origin.ts';
import type { Relation } from './relation.ts';
import { rememberedOfText } from './remembered.ts';
import { splitTableId, type TableId } from './table.ts';
import type { ForeignKeyEvent } from './timeline.ts';

/**
 * How far the database enforces a reference.
 * - `enforced`: a validated foreign key.
 * - `not-valid`: a foreign key that was never validated.
 * - `skipped`: a guard was false, so it was never created.
 * - `swallowed`: an error handler ate it, or a different constraint has its name.
 * - `failing`: the statement that creates it cannot run.
 * - `emulated`: no foreign key can or should be there, and the ORM alone follows it: `relationMode = "prisma"`, or a view.
 * - `declared-only`: in the schema, in no migration.
 * - `dropped`: it was there and is gone.
 * - `database-only`: in migrations, unknown to the schema.
 * - `intended`: there is none, and somebody said that it is meant so.
 * - `unknown`: the history is not complete there, so it may exist.
 * - `inferred`: nobody declared it; a column points at a table's key by its name, its type and the company it keeps.
 */
export type Enforcement =
  | 'enforced'
  | 'not-valid'
  | 'skipped'
  | 'swallowed'
  | 'failing'
  | 'emulated'
  | 'declared-only'
  | 'dropped'
  | 'database-only'
  | 'intended'
  | 'unknown'
  | 'inferred';

/** An edge of the relation graph: a declared relation, the foreign key that enforces it, or both. */
export interface Reference extends Grounded {
  readonly kind: 'reference';
  readonly table: TableId;
  readonly columns: readonly string[];
  readonly referencedTable: TableId;
  readonly referencedColumns: readonly string[];
  readonly relation: Relation | undefined;
  readonly foreignKey: ForeignKey | undefined;
  /** What migrations last did, or failed to do, about it. */
  readonly event: ForeignKeyEvent | undefined;
  readonly enforcement: Enforcement;
  /** Why it is not enforced; nothing when it is. */
  readonly because: { readonly text: string; readonly at: Origin | undefined } | undefined;
  /** In force where it is enforced, declared otherwise; nothing for a foreign key that never came to be and is not declared. */
  readonly onDelete: ReferentialAction | undefined;
  readonly onUpdate: ReferentialAction | undefined;
}

/** Whether the database refuses rows that reference nothing, at least new ones. */
export const isEnforced = ({ foreignKey }: Reference): boolean => foreignKey !== undefined;

/** "posts.author_id → users.id", as people say it. */
export function shownReference(
  reference: Pick<Reference, 'table' | 'columns' | 'referencedTable' | 'referencedColumns'>,
): string {
  const { table, columns, referencedTable, referencedColumns } = reference;
  return `${shownColumns(table, columns)} → ${shownColumns(referencedTable, referencedColumns)}`;
}

/** "posts.author_id", or "posts(tenant_id, author_id)" for several columns. */
export function shownColumns(table: TableId, columns: readonly string[]): string {
  const name = shownTableId(table);
  if (columns.length === 0) return name;
  return columns.length === 1 ? `${name}.${columns[0]}` : `${name}(${columns.join(', ')})`;
}

/** A table's name for people, from its id: without the schema where it is the usual one. */
export const shownTableId = rememberedOfText((id: TableId): string => {
  const { schema, name } = splitTableId(id);
  return schema === '' || schema === 'public' || schema === 'dbo' ? name : `${schema}.${name}`;
});
