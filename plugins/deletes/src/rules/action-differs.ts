import {
  actionInPrisma,
  actionInSql,
  type ForeignKey,
  originOf,
  type Reference,
  type Relation,
  reasonOf,
  shownReference,
} from '@refint/model';
import { among, defineRule, type Note } from '@refint/rule';

interface Difference {
  readonly reference: string;
  readonly declared: string;
  readonly enforced: string;
}

/** Prisma compares schema and database too, and at the next migration drops and re-creates what differs. */
export default defineRule({
  id: 'deletes/action-differs',
  on: 'project',
  summary: 'Schema and migrations agree on what a delete or an update does.',
  severity: 'warning',
  needs: ['history'],
  messages: {
    onDelete: ({ reference, declared, enforced }: Difference) =>
      `${reference} is declared onDelete: ${declared}, but the migrations end with ON DELETE ${enforced}`,
    onUpdate: ({ reference, declared, enforced }: Difference) =>
      `${reference} is declared onUpdate: ${declared}, but the migrations end with ON UPDATE ${enforced}`,
  },

  *check({ graph }, say) {
    for (const { relation, foreignKey } of among(graph.references, differs)) {
      if (!relation || !foreignKey) continue;
      for (const fact of facts) {
        if (relation[fact] === foreignKey[fact]) continue;
        const declared = actionInPrisma(relation[fact]);
        const enforced = actionInSql(foreignKey[fact]);
        const data = { reference: shownReference(relation), declared, enforced };
        yield say[fact](relation, data, { fact, notes: bothEnds(relation, foreignKey, fact) });
      }
    }
  },
});

const facts = ['onDelete', 'onUpdate'] as const;

const differs = ({ relation, foreignKey }: Reference): boolean =>
  relation !== undefined && foreignKey !== undefined && facts.some((fact) => relation[fact] !== foreignKey[fact]);

function bothEnds(relation: Relation, foreignKey: ForeignKey, fact: 'onDelete' | 'onUpdate'): readonly Note[] {
  const because = reasonOf(originOf(relation, fact));
  const origin = originOf(foreignKey, fact);
  return [
    ...(because ? [{ text: because }] : []),
    { text: `the foreign key ${foreignKey.name} says ${actionInSql(foreignKey[fact])}`, at: origin },
  ];
}
