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
import { type When, whens } from '../whens.ts';

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
      for (const fact of whens) {
        if (relation[fact] === foreignKey[fact]) continue;
        const declared = actionInPrisma(relation[fact]);
        const enforced = actionInSql(foreignKey[fact]);
        const data = { reference: shownReference(relation), declared, enforced };
        yield say[fact](relation, data, { fact, notes: bothEnds(relation, foreignKey, fact) });
      }
    }
  },
});

/** A relation that a foreign key enforces. */
type Both = Reference & { readonly relation: Relation; readonly foreignKey: ForeignKey };

const differs = (reference: Reference): reference is Both => {
  const { relation, foreignKey } = reference;
  return (
    relation !== undefined && foreignKey !== undefined && whens.some((when) => relation[when] !== foreignKey[when])
  );
};

function bothEnds(relation: Relation, foreignKey: ForeignKey, fact: When): readonly Note[] {
  const because = reasonOf(originOf(relation, fact));
  const origin = originOf(foreignKey, fact);
  return [
    ...(because ? [{ text: because }] : []),
    { text: `the foreign key ${foreignKey.name} says ${actionInSql(foreignKey[fact])}`, at: origin },
  ];
}
