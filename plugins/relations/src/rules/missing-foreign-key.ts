import { columnOf, type Enforcement, type Reference, shownReference, shownTable, type Table } from '@refint/model';
import { defineRule, type Note, type Project } from '@refint/rule';

interface Absent {
  readonly reference: string;
  readonly because: string;
}

interface NoTable {
  readonly table: string;
  readonly relations: number;
}

/** What the schema promises and the database does not keep: rows may reference nothing, and deletes do not cascade. */
export default defineRule({
  id: 'relations/missing-foreign-key',
  on: 'project',
  summary: 'Every relation that the schema declares is enforced by a foreign key once all migrations ran.',
  severity: 'error',
  messages: {
    absent: ({ reference, because }: Absent) => `no foreign key enforces ${reference}: ${because}`,
    noTable: ({ table, relations }: NoTable) =>
      `no migration creates the table ${table}, so nothing enforces its ${relations === 1 ? 'relation' : `${relations} relations`}`,
  },

  *check(project, say) {
    const { declared, timeline, graph } = project;
    if (!declared || !timeline) return;
    for (const table of declared.snapshot.tables) {
      const missing = graph.referencesFrom(table.id).filter(isMissing);
      if (missing.length === 0) continue;
      if (!timeline.last.table(table.id)) {
        yield say.noTable(table, { table: shownTable(table), relations: missing.length }, { fact: 'name' });
        continue;
      }
      for (const reference of missing) {
        const data = { reference: shownReference(reference), because: reference.because?.text ?? '' };
        yield say.absent(reference, data, { notes: notesOn(reference, table, project) });
      }
    }
  },
});

const isMissing = ({ relation, enforcement }: Reference): boolean => relation !== undefined && missing.has(enforcement);

const missing: ReadonlySet<string> = new Set(['declared-only', 'dropped', 'skipped', 'swallowed', 'failing']);

const whatHappened: Readonly<Partial<Record<Enforcement, string>>> = {
  dropped: 'it is dropped here',
  skipped: 'this condition is false when the migration runs',
  swallowed: 'this handler swallows the error',
  failing: 'this cannot run',
};

function notesOn(reference: Reference, table: Table, { graph, timeline }: Project): readonly Note[] {
  const notes: Note[] = reference.because?.at
    ? [{ text: whatHappened[reference.enforcement] ?? 'because of this', at: reference.because.at }]
    : [];
  const attempt = graph
    .referencesFrom(table.id)
    .find(({ relation, event }) => !relation && event && graph.meantBy(event) === reference);
  if (attempt)
    notes.push({
      text: `a migration tries it as ${shownReference(attempt)}: ${attempt.because?.text}`,
      at: attempt.origin,
    });
  const made = timeline?.last.table(reference.table);
  const gone = reference.columns.filter((column) => made && !columnOf(made, column));
  if (gone.length > 0) notes.push({ text: `the migrations make ${shownTable(table)} without ${gone.join(', ')}` });
  return notes;
}
