import {
  actionInPrisma,
  actionInSql,
  type ForeignKey,
  originOf,
  type ReferentialAction,
  type Relation,
  reasonOf,
  shownReference,
} from '@refint/model';
import { allowedActions, allows, type DeleteRule, defineRule, type Note, policyFor } from '@refint/rule';

/** The decision record says what a delete must do; this is where schema or database do something else. */
export default defineRule({
  id: 'deletes/policy',
  on: 'project',
  summary: 'What a delete does to the rows that reference it follows the decision record.',
  severity: 'error',
  needs: ['deletes'],
  messages: {
    broken: ({ reference, action, entry }: { reference: string; action: string; entry: DeleteRule }) =>
      `${reference} says ${action} where the policy says ${allowedActions(entry)}`,
  },

  *check({ graph, policy }, say) {
    for (const { relation, foreignKey } of graph.references) {
      const reference = relation ?? foreignKey;
      const entry = reference && policyFor(policy, reference);
      if (!reference || !entry) continue;

      const broken = [relation, foreignKey].filter((one) => one !== undefined && !allows(entry, one));
      const [first, second] = broken;
      if (!first) continue;
      const data = { reference: shownReference(reference), action: actionOf(first), entry };
      const notes = [...reasons(entry, first), ...(second ? [elsewhere(second)] : [])];
      yield say.broken(first, data, { fact: 'onDelete', notes });
    }
  },
});

const actionOf = (one: Relation | ForeignKey): string => inWordsOf(one)(one.onDelete);

const inWordsOf = ({ kind }: Relation | ForeignKey): ((action: ReferentialAction) => string) =>
  kind === 'relation' ? actionInPrisma : actionInSql;

function reasons(entry: DeleteRule, one: Relation | ForeignKey): readonly Note[] {
  const because = reasonOf(originOf(one, 'onDelete'));
  const reason = [entry.priority && `priority ${entry.priority}`, entry.because].filter((part) => part).join(': ');
  return [...(reason ? [{ text: `the policy's reason: ${reason}` }] : []), ...(because ? [{ text: because }] : [])];
}

const elsewhere = (one: Relation | ForeignKey): Note => ({
  text: `the foreign key says ${actionOf(one)} too`,
  at: originOf(one, 'onDelete'),
});
