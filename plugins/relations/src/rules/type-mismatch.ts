import {
  type Column,
  type ComparedTypes,
  compareTypes,
  originOf,
  type Reference,
  shownColumns,
  shownReference,
  type TypeMismatch,
  writtenType,
} from '@refint/model';
import { atEnds, defineRule, type Fix, type Note, type Project } from '@refint/rule';

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
    for (const { reference, found } of mismatching(project)) {
      const { event, enforcement } = reference;
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

interface Mismatching {
  readonly reference: Reference;
  readonly found: readonly TypeMismatch[];
}

/** The few references of which there is something to say. */
const mismatching = atEnds<Mismatching>({
  ask(reference, project) {
    const { found, isOfTables } = mismatchesOf(reference, project);
    const isAny = found.length > 0 || reference.event?.failure?.code === '42804';
    return { answer: isAny ? { reference, found } : undefined, isOfTables };
  },
  goesBy: 'columns',
  besides: ({ declared, timeline }) => [
    declared?.snapshot.dialect,
    timeline?.last.dialect,
    timeline?.doubt === undefined,
  ],
});

/** What the schema gets wrong, or else what only the database has. What was created there can't have been refused. */
function mismatchesOf(reference: Reference, { declared, timeline }: Project): ComparedTypes {
  const { relation, foreignKey } = reference;
  const wrong = relation && declared ? compareTypes(relation, declared.snapshot) : undefined;
  if ((wrong && wrong.found.length > 0) || !foreignKey || !timeline || timeline.doubt) return wrong ?? nothingToCompare;
  const made = compareTypes(foreignKey, timeline.last);
  const isOfTables = made.isOfTables && wrong?.isOfTables !== false;
  // Nearly all fit.
  const found = made.found.length === 0 ? made.found : made.found.filter(({ kind }) => kind === 'differs');
  return { found, isOfTables };
}

const nothingToCompare: ComparedTypes = { found: [], isOfTables: true };

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
