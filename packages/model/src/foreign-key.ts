import type { Grounded } from './origin.ts';
import type { TableId } from './table.ts';

export type ReferentialAction = 'no-action' | 'restrict' | 'cascade' | 'set-null' | 'set-default';

/** The constraint: what the database enforces. */
export interface ForeignKey extends Grounded {
  readonly kind: 'foreign-key';
  /** The referencing table. */
  readonly table: TableId;
  readonly name: string;
  readonly columns: readonly string[];
  readonly referencedTable: TableId;
  readonly referencedColumns: readonly string[];
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  /** The columns of `ON DELETE SET NULL (…)`, PostgreSQL 15 and later; nothing when all of them are meant. */
  readonly setColumns: readonly string[] | undefined;
  readonly match: 'simple' | 'full';
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
  /** False between NOT VALID and VALIDATE CONSTRAINT: new rows are checked, old ones never were. */
  readonly validated: boolean;
  /** The name of the foreign key of the partitioned table that this one is a part of. */
  readonly partOf?: string | undefined;
  /** That it rests on the primary key, as it names no columns, where an older index is over the same ones. */
  readonly onPrimaryKey?: true | undefined;
  /** What the server keeps behind it for each partition of the referenced table. */
  readonly behind?: readonly KeyBehind[] | undefined;
}

/** A constraint of which only the server knows, and which has a name all the same. */
export interface KeyBehind {
  /** The partition. */
  readonly to: TableId;
  readonly name: string;
}

const words: Readonly<Record<ReferentialAction, string>> = {
  'no-action': 'NO ACTION',
  restrict: 'RESTRICT',
  cascade: 'CASCADE',
  'set-null': 'SET NULL',
  'set-default': 'SET DEFAULT',
};

const prismaWords: Readonly<Record<ReferentialAction, string>> = {
  cascade: 'Cascade',
  restrict: 'Restrict',
  'no-action': 'NoAction',
  'set-null': 'SetNull',
  'set-default': 'SetDefault',
};

/** An action as SQL writes it. */
export const actionInSql = (action: ReferentialAction): string => words[action];

/** An action as Prisma writes it. */
export const actionInPrisma = (action: ReferentialAction): string => prismaWords[action];
