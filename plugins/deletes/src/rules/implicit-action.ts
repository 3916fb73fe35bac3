import { actionInPrisma, originOf, type Relation, reasonOf, shownReference } from '@refint/model';
import { defineRule } from '@refint/rule';

interface Unwritten {
  readonly relation: Relation;
  readonly facts: readonly ('onDelete' | 'onUpdate')[];
}

/** The default of onDelete depends on which fields are required: making a field optional changes what a delete does. */
export default defineRule({
  id: 'deletes/implicit-action',
  on: 'project',
  summary: 'What a delete or an update does is written in the schema.',
  severity: 'hint',
  strict: 'Prisma documents its defaults, and whether they should be written out is for a team to decide.',
  messages: {
    unwritten: ({ relation, facts }: Unwritten) =>
      `${shownReference(relation)} has no ${facts.join(' and no ')}: Prisma takes ${facts.map((fact) => actionInPrisma(relation[fact])).join(' and ')}`,
  },

  *check({ declared }, say) {
    for (const relation of declared?.snapshot.relations ?? []) {
      if (relation.implicitManyToMany) continue;
      const facts = (['onDelete', 'onUpdate'] as const).filter((fact) => reasonOf(originOf(relation, fact)));
      // A word that is no action is a problem of the reader.
      const edit = facts.length > 0 ? declared?.writer.writeActions(relation) : undefined;
      if (!edit) continue;

      const title = `write ${facts.map((fact) => `${fact}: ${actionInPrisma(relation[fact])}`).join(', ')}`;
      yield say.unwritten(
        relation,
        { relation, facts },
        { fact: facts.join(' '), fix: { title, safe: true, edits: [edit] } },
      );
    }
  },
});
