import { actionInPrisma, originOf, type Relation, reasonOf, shownReference } from '@refint/model';
import { defineRule } from '@refint/rule';
import { type When, whens } from '../whens.ts';

interface Unwritten {
  readonly relation: Relation;
  readonly facts: readonly When[];
}

/** The default of onDelete depends on which fields are required: making a field optional changes what a delete does. */
export default defineRule({
  id: 'deletes/implicit-action',
  on: 'project',
  summary: 'What a delete or an update does is written in the schema.',
  severity: 'hint',
  strict: 'Prisma documents its defaults, and whether they should be written out is for a team to decide.',
  options: {
    actions: {
      kind: 'choice',
      words: ['both', 'onDelete', 'onUpdate'],
      about: 'Which actions have to be written.',
      default: 'both',
    },
  },
  messages: {
    unwritten: ({ relation, facts }: Unwritten) =>
      `${shownReference(relation)} has no ${facts.join(' and no ')}: Prisma takes ${facts.map((fact) => actionInPrisma(relation[fact])).join(' and ')}`,
  },

  *check({ declared }, say, { actions }) {
    const asked = whens.filter((fact) => actions === 'both' || actions === fact);
    for (const relation of declared?.snapshot.relations ?? []) {
      if (relation.implicitManyToMany) continue;
      const missing = asked.filter((fact) => reasonOf(originOf(relation, fact)));
      // A word that is no action is a problem of the reader.
      const edit = missing.length > 0 ? declared?.writer.writeActions(relation, missing) : undefined;
      if (!edit) continue;

      const title = `write ${missing.map((fact) => `${fact}: ${actionInPrisma(relation[fact])}`).join(', ')}`;
      yield say.unwritten(
        relation,
        { relation, facts: missing },
        { fact: missing.join(' '), fix: { title, safe: true, edits: [edit] } },
      );
    }
  },
});
