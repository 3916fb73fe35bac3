import {
  type Column,
  originOf,
  type Reference,
  shownColumns,
  shownReference,
  type TypeMismatch,
  typeMismatches,
  writtenType,
} from '@refint/model';
import { defineRule, type Fix, type Note, type Project } from '@refint/rule';

interface Types {
  readonly column: string;
  readonly referenced: string;
  readonly because: string;
}

interface Failed {
  readonly reference: string;
  readonly because: string;
}

/** A key can be referenced only by what it can be compared with, and found only by what can hold it. */
export default defineRule({
  id: 'relations/type-mismatch',
  on: 'project',
  summary: 'A referencing column has the type of the column that it references.',
  severity: 'error',
  messages: {
    refused: ({ column, referenced, because }: Types) => `${column} cannot reference ${referenced}: ${because}`,
    incomparable: ({ column, referenced, because }: Types) => `${column} is no match for ${referenced}: ${because}`,
    differs: ({ column, referenced, because }: Types) => `${column} references ${referenced}: ${because}`,
    fails: ({ reference, because }: Failed) => `${reference} cannot be created: ${because}`,
  },

  *check(project, say) {
    for (const reference of project.graph.references) {
      const { event, enforcement } = reference;
      const found = mismatchesOf(reference, project);
      for (const pair of found) {
        const data = inWords(pair, project);
        const more = {
          fact: pair.column.name,
          place: originOf(pair.column, 'type'),
          notes: [otherEnd(pair.referenced, project)],
          fix: fixFor(pair, project),
        };
        if (pair.kind === 'differs') yield say.differs(reference, data, { ...more, severity: 'hint' });
        else if (enforcement !== 'emulated' && enforcement !== 'intended') yield say.refused(reference, data, more);
        else yield say.incomparable(reference, data, { ...more, severity: 'warning' });
      }
      if (event?.failure?.code !== '42804' || found.some(({ kind }) => kind === 'refused')) continue;
      const { before } = event.moment;
      const ends = event.referencedColumns.flatMap((name) => before.column(event.referencedTable, name) ?? []);
      const notes = ends.map((end) => otherEnd(end, project));
      // A handler keeps the migration from failing, so it is the handler's own rule that calls the swallowing an error.
      const severity = event.what === 'failing' ? 'error' : 'warning';
      yield say.fails(
        event,
        { reference: shownReference(event), because: event.failure.text },
        { fact: 'columns', notes, severity },
      );
    }
  },
});

/** What the schema gets wrong, or else what only the database has. What was created there can't have been refused. */
function mismatchesOf(reference: Reference, project: Project): readonly TypeMismatch[] {
  const { relation, foreignKey } = reference;
  const { declared, timeline } = project;
  const wrong = relation && declared ? typeMismatches(relation, declared.snapshot) : none;
  if (wrong.length > 0 || !foreignKey || !timeline || timeline.doubt) return wrong;
  const made = typeMismatches(foreignKey, timeline.last);
  // Nearly all fit, and all are asked after each edit.
  return made.length === 0 ? none : made.filter(({ kind }) => kind === 'differs');
}

const none: readonly never[] = [];

function inWords({ column, referenced, because }: TypeMismatch, { declared }: Project): Types {
  const shown = (end: Column) => `${shownColumns(end.table, [end.name])} (${writtenType(end, declared)})`;
  return { column: shown(column), referenced: shown(referenced), because };
}

/** The next migration changes the column in the database, which takes a while and may not be possible for what is in it. */
function fixFor({ column, referenced }: TypeMismatch, { declared }: Project): Fix | undefined {
  const isDeclared = [column, referenced].every((end) => declared?.snapshot.column(end.table, end.name) === end);
  const edits = isDeclared ? declared?.writer.matchType(column, referenced) : undefined;
  const title = `give ${shownColumns(column.table, [column.name])} the type of ${shownColumns(referenced.table, [referenced.name])}: ${writtenType(referenced, declared)}`;
  return edits && { title, safe: false, edits };
}

const otherEnd = (end: Column, { declared }: Project): Note => ({
  text: `${shownColumns(end.table, [end.name])} is ${writtenType(end, declared)}`,
  at: originOf(end, 'type'),
});
