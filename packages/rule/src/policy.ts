import { actionInSql, type ForeignKey, type ReferentialAction, type Relation, type TableId } from '@refint/model';
import { matches, matchesTable, namesOf } from './patterns.ts';

/** One entry of the decision record: which references it is about, what a delete must do there, and why. */
export interface DeleteRule {
  /** Referencing tables or columns: `workflow_stages`, `*_items`, `workflow_instances.config_version_id`. Any when absent. */
  readonly from?: readonly string[] | undefined;
  /** Referenced tables. Any when absent. */
  readonly to?: readonly string[] | undefined;
  /** The actions that it allows, at least one. */
  readonly onDelete: readonly ReferentialAction[];
  readonly priority?: string | undefined;
  readonly because?: string | undefined;
}

export type DeletePolicy = readonly DeleteRule[];

interface Ends {
  readonly table: TableId;
  readonly columns: readonly string[];
  readonly referencedTable: TableId;
}

/** The entry that decides about a reference: the first that matches it. */
export function policyFor(policy: DeletePolicy, reference: Ends): DeleteRule | undefined {
  return policy.find((entry) => isAboutReference(entry, reference));
}

/** Whether patterns for both ends are those of a reference. */
export const isAboutReference = ({ from, to }: Pick<DeleteRule, 'from' | 'to'>, reference: Ends): boolean =>
  (from === undefined || from.some((pattern) => matchesFrom(pattern, reference))) &&
  (to === undefined || to.some((pattern) => matchesTable(pattern, reference.referencedTable)));

/**
 * Whether an entry allows what one side does. NO ACTION refuses the delete as RESTRICT does, only later, and a deferrable one
 * not before the commit.
 */
export function allows({ onDelete }: DeleteRule, one: Relation | ForeignKey): boolean {
  if (onDelete.includes(one.onDelete)) return true;
  const deferrable = one.kind === 'foreign-key' && one.deferrable;
  return one.onDelete === 'no-action' && onDelete.includes('restrict') && !deferrable;
}

/** The actions that an entry allows, as SQL writes them: "RESTRICT" or "RESTRICT or NO ACTION". */
export const allowedActions = ({ onDelete }: DeleteRule): string => onDelete.map(actionInSql).join(' or ');

/** A pattern that names a column is about the references that hold it, alone or among others. */
function matchesFrom(pattern: string, { table, columns }: Ends): boolean {
  return namesOf(table).some(
    (name) => matches(pattern, name) || columns.some((column) => matches(pattern, `${name}.${column}`)),
  );
}

const knownPriorities = ['blocker', 'critical', 'highest', 'high', 'medium', 'low', 'lowest'];

/** Priorities are anybody's words. Those that most people use have an order; the rest follow as the record has them. */
export function priorityOrder(policy: DeletePolicy): readonly string[] {
  const used = [...new Set(policy.flatMap(({ priority }) => priority ?? []))];
  const rank = (word: string) => {
    const at = knownPriorities.indexOf(word.toLowerCase());
    return at < 0 ? knownPriorities.length + used.indexOf(word) : at;
  };
  return used.sort((a, b) => rank(a) - rank(b));
}
