import type { Reference } from '@refint/model';
import { isAboutReference } from './policy.ts';

/** References that are meant to have no foreign key, and why. */
export interface IntendedReference {
  /** Referencing tables or columns, as in the decision record: `audit_log`, `*.created_by`. Any when absent. */
  readonly from?: readonly string[] | undefined;
  /** Referenced tables. Any when absent. */
  readonly to?: readonly string[] | undefined;
  readonly because: string;
}

/** The entry that is about a reference: the first that matches it. */
export const intentionFor = (
  intended: readonly IntendedReference[],
  reference: Pick<Reference, 'table' | 'columns' | 'referencedTable'>,
): IntendedReference | undefined => intended.find((entry) => isAboutReference(entry, reference));
