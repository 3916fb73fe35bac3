import type { Origin } from '@refint/model';

/**
 * What must have been there before the history began, because the history uses it and never makes it: tables by name as
 * written (`schema.name`, or `.name` where no schema is), each with the first place that shows it.
 */
export interface Base {
  readonly tables: ReadonlyMap<string, Origin>;
  /** Schemas that somebody else looks after, such as `auth` on Supabase: their tables say nothing about this history. */
  readonly foreignSchemas: ReadonlySet<string>;
}

export const nothingBefore: Base = { tables: new Map(), foreignSchemas: new Set() };
