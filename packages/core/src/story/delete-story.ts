import {
  type ForeignKey,
  originOf,
  type Place,
  placeOf,
  type Reference,
  type ReferentialAction,
  type Relation,
  reasonOf,
} from '@refint/model';
import { allows, type DeletePolicy, policyFor } from '@refint/rule';

/** What a delete of the referenced row does: as it was decided, as the schema says it, as the database does it. */
export interface DeleteStory {
  /** The entry of the decision record; nothing where none decides. */
  readonly decided: Decision | undefined;
  /** What the schema says, with why where nobody wrote it. */
  readonly declared: SaidAction | undefined;
  /** What the foreign key does. */
  readonly made: SaidAction | undefined;
  /** Who does what the decision record does not allow. */
  readonly broken: readonly ('schema' | 'database')[];
  /** Whether schema and database do not do the same. */
  readonly differs: boolean;
}

/** One entry of the decision record, about one reference. */
export interface Decision {
  readonly actions: readonly ReferentialAction[];
  readonly priority: string | undefined;
  readonly because: string | undefined;
}

export interface SaidAction {
  readonly action: ReferentialAction;
  /** Why it is so though nobody wrote it; nothing when it is written. */
  readonly because: string | undefined;
  readonly at: Place;
}

/** What is decided, said and done about a delete at the other end of a reference. */
export function deleteStoryOf(
  { relation, foreignKey, ...ends }: Pick<Reference, 'relation' | 'foreignKey'> & Ends,
  policy: DeletePolicy,
): DeleteStory {
  const entry = policyFor(policy, ends);
  const broken = (one: Relation | ForeignKey | undefined) => one !== undefined && entry && !allows(entry, one);
  return {
    decided: entry && { actions: entry.onDelete, priority: entry.priority, because: entry.because },
    declared: relation && saidBy(relation),
    made: foreignKey && saidBy(foreignKey),
    broken: [...(broken(relation) ? ['schema' as const] : []), ...(broken(foreignKey) ? ['database' as const] : [])],
    differs: relation !== undefined && foreignKey !== undefined && relation.onDelete !== foreignKey.onDelete,
  };
}

type Ends = Pick<Reference, 'table' | 'columns' | 'referencedTable'>;

function saidBy(one: Relation | ForeignKey): SaidAction {
  const origin = originOf(one, 'onDelete');
  const isDefault = one.kind === 'foreign-key' && one.origins?.['onDelete'] === undefined;
  const because = reasonOf(origin) ?? (isDefault ? 'nothing is said, which is NO ACTION' : undefined);
  return { action: one.onDelete, because, at: placeOf(origin) };
}
