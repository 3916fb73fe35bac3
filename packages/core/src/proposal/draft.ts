import { allows, type DeletePolicy, type DeleteRule, policyFor } from '@refint/rule';
import { type Decision, isDisputed } from './decision.ts';

/** An entry of the decision record, and its reason once it is known about which references it decides. */
export interface Draft {
  readonly entry: DeleteRule;
  because(decided: readonly Decision[]): string;
}

/** An entry with the reason that is proposed for it. */
export type ProposedDelete = DeleteRule & { readonly because: string };

/**
 * The entries without the names by which they would say something else of a reference than schema and migrations say together.
 * What these contradict each other about is left for the rule to find.
 */
export function upheld(drafts: readonly Draft[], decisions: readonly Decision[]) {
  let kept = drafts;
  for (let wrong = firstWrong(kept, decisions); wrong; wrong = firstWrong(kept, decisions)) {
    const { entry, decision } = wrong;
    kept = kept.flatMap((draft) => (draft.entry === entry ? without(draft, decision) : [draft]));
  }
  const policy = policyOf(kept);
  return kept.flatMap(({ entry, because }): ProposedDelete[] => {
    const decided = decisions.filter(({ reference }) => policyFor(policy, reference) === entry);
    return decided.length === 0 ? [] : [{ ...entry, because: because(decided) }];
  });
}

const policyOf = (drafts: readonly Draft[]): DeletePolicy => drafts.map(({ entry }) => entry);

interface Wrong {
  readonly entry: DeleteRule;
  readonly decision: Decision;
}

function firstWrong(drafts: readonly Draft[], decisions: readonly Decision[]): Wrong | undefined {
  const policy = policyOf(drafts);
  for (const decision of decisions) {
    const { reference } = decision;
    const entry = isDisputed(decision) ? undefined : policyFor(policy, reference);
    const sides = [reference.relation, reference.foreignKey].filter((side) => side !== undefined);
    if (entry && !sides.every((side) => allows(entry, side))) return { entry, decision };
  }
  return undefined;
}

/** The entry without the name that matches a reference; nothing is left of one that has no other. */
function without({ entry, because }: Draft, { reference }: Decision): readonly Draft[] {
  const side = entry.from ? 'from' : 'to';
  const matching = (name: string) => policyFor([{ ...entry, [side]: [name] }], reference) !== undefined;
  const names = entry[side]?.filter((name) => !matching(name)) ?? [];
  return names.length > 0 ? [{ entry: { ...entry, [side]: names }, because }] : [];
}
