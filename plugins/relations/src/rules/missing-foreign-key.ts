import {
  columnOf,
  type Departure,
  departureOf,
  type Enforcement,
  groupBy,
  type Moment,
  type Reference,
  remembered,
  shownDeparture,
  shownReference,
  shownTable,
  splitTableId,
  type Table,
  type Timeline,
  written,
} from '@refint/model';
import { among, defineRule, type Note, type Project } from '@refint/rule';

interface Absent {
  readonly reference: string;
  readonly because: string;
}

interface NoTable {
  readonly table: string;
  readonly relations: number;
}

interface GoneTable extends NoTable {
  readonly gone: Departure;
}

/** What the schema promises and the database does not keep: rows may reference nothing, and deletes do not cascade. */
export default defineRule({
  id: 'relations/missing-foreign-key',
  on: 'project',
  summary: 'Every relation that the schema declares is enforced by a foreign key once all migrations ran.',
  severity: 'error',
  needs: ['history'],
  messages: {
    absent: ({ reference, because }: Absent) => `no foreign key enforces ${reference}: ${because}`,
    noTable: ({ table, relations }: NoTable) =>
      `no migration creates the table ${table}, so nothing enforces its ${counted(relations)}`,
    goneTable: ({ table, relations, gone }: GoneTable) =>
      `${shownDeparture(gone, table)}, so nothing enforces its ${counted(relations)}`,
  },

  *check(project, say) {
    const { declared, timeline, graph } = project;
    if (!declared || !timeline) return;
    for (const [id, missing] of byTable(among(graph.references, isMissing))) {
      const table = declared.snapshot.table(id);
      if (!table) continue;
      if (!timeline.last.table(table.id)) {
        const words = { table: shownTable(table), relations: missing.length };
        const gone = departureOf(timeline, table.id);
        if (gone) yield say.goneTable(table, { ...words, gone }, { fact: 'name', notes: [leaving(gone)] });
        else yield say.noTable(table, words, { fact: 'name' });
        continue;
      }
      for (const reference of missing) {
        const renamed = renamedColumn(reference, timeline);
        const because = renamed
          ? `${renamed.moment.migration.name} renamed ${renamed.from} to ${renamed.to}`
          : reference.because?.text;
        const data = { reference: shownReference(reference), because: because ?? '' };
        yield say.absent(reference, data, { notes: notesOn(reference, table, project, renamed) });
      }
    }
  },
});

const counted = (relations: number): string => (relations === 1 ? 'relation' : `${relations} relations`);

const leaving = ({ to, at }: Departure): Note => ({
  text: to === undefined ? 'it is dropped here' : 'it is renamed here',
  at,
});

const byTable = remembered((references: readonly Reference[]) => groupBy(references, ({ table }) => table));

const isMissing = ({ relation, enforcement }: Reference): boolean => relation !== undefined && missing.has(enforcement);

const missing: ReadonlySet<string> = new Set(['declared-only', 'dropped', 'skipped', 'swallowed', 'failing']);

const whatHappened: Readonly<Partial<Record<Enforcement, string>>> = {
  dropped: 'it is dropped here',
  skipped: 'this condition is false when the migration runs',
  swallowed: 'this handler swallows the error',
  failing: 'this cannot run',
};

interface Renamed {
  readonly moment: Moment;
  readonly from: string;
  readonly to: string;
}

/** The last renaming of a column of the relation that left the database without it: its foreign key went along with it. */
function renamedColumn({ enforcement, table, columns }: Reference, { moments, last }: Timeline): Renamed | undefined {
  const made = last.table(table);
  const gone = columns.filter((column) => made && !columnOf(made, column));
  if (enforcement !== 'declared-only' || gone.length === 0) return undefined;
  const { name } = splitTableId(table);
  for (const moment of moments.toReversed()) {
    const { change, outcome } = moment;
    if (change.kind !== 'rename' || change.entity !== 'column' || outcome.kind !== 'done') continue;
    const [from, to] = [change.name.name, change.to.name];
    if (change.table.name === name && gone.includes(from)) return { moment, from, to };
  }
  return undefined;
}

function notesOn(
  reference: Reference,
  table: Table,
  { graph, timeline }: Project,
  renamed: Renamed | undefined,
): readonly Note[] {
  const notes: Note[] = reference.because?.at
    ? [{ text: whatHappened[reference.enforcement] ?? 'because of this', at: reference.because.at }]
    : [];
  if (renamed) {
    const { source, span } = renamed.moment.change;
    notes.push({ text: 'it is renamed here', at: written(source, span) });
  }
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
