import { originOf, type Reference, remembered, shownColumns, shownReference } from '@refint/model';
import { defineRule, type Fix, knownState, type Note, type Project, undeclaredReferences } from '@refint/rule';

/** A column that points at rows of another table, and nothing keeps it from pointing at none. */
export default defineRule({
  id: 'relations/undeclared-reference',
  on: 'project',
  summary: 'A column that by its name and type points at the key of a table is declared to do so.',
  severity: 'warning',
  messages: {
    undeclared: ({ from, to, nothing }: Record<'from' | 'to' | 'nothing', string>) =>
      `${from} seems to reference ${to}, and ${nothing} says so`,
  },

  *check(project, say) {
    const undeclared = undeclaredReferences(project);
    for (const [at, reference] of undeclared.entries()) {
      const from = shownColumns(reference.table, reference.columns);
      const to = shownColumns(reference.referencedTable, reference.referencedColumns);
      const data = { from, to, nothing: whatIsMissing(project) };
      yield say.undeclared(reference, data, { notes: notesOn(reference, project), fix: () => fixesFor(project)[at] });
    }
  },
});

/** Where the database is not known as a whole, only the schema can be spoken of; without a schema, only the database. */
function whatIsMissing(project: Project): string {
  if (!project.declared) return 'no foreign key';
  const mayHaveKeys = project.declared.relationMode === 'foreign-keys' && knownState(project);
  return mayHaveKeys ? 'neither a relation nor a foreign key' : 'no relation';
}

function notesOn({ because, referencedTable, referencedColumns }: Reference, project: Project): readonly Note[] {
  const state = project.declared?.snapshot ?? project.timeline?.last;
  const key = state?.column(referencedTable, referencedColumns[0] ?? '');
  const to = shownColumns(referencedTable, referencedColumns);
  return [...(because ? [because] : []), ...(key ? [{ text: `this is ${to}`, at: originOf(key, 'name') }] : [])];
}

/** All are written together, so that their names do not get in each other's way. */
const fixesFor = remembered((project: Project): readonly (Fix | undefined)[] => {
  const undeclared = undeclaredReferences(project);
  const all = project.declared?.writer.addRelations(undeclared) ?? [];
  return undeclared.map((reference, at) => {
    const edits = all[at];
    const title = `declare the relation ${shownReference(reference)}, on both sides`;
    // The next migration gets a foreign key, which rows may stand in the way of.
    return edits && { title, safe: false, edits };
  });
});
