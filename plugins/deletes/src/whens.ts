import type { Reference, ReferentialAction } from '@refint/model';

/** What a row may have happen to it that others reference, by where relations and foreign keys say what is done then. */
export const whens = ['onDelete', 'onUpdate'] as const;

export type When = (typeof whens)[number];

export const events: Readonly<Record<When, string>> = { onDelete: 'delete', onUpdate: 'change of the key' };

/** Whether the schema or the database takes an action. To be made once for each action, so that `among` knows it again. */
export const takes =
  (action: ReferentialAction) =>
  ({ relation, foreignKey }: Reference): boolean =>
    whens.some((when) => relation?.[when] === action || foreignKey?.[when] === action);
