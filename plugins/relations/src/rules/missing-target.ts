import {
  aftermathOf,
  type Missing,
  nearMissing,
  type Reference,
  shownAftermath,
  shownReference,
  shownTableId,
  splitTableId,
} from '@refint/model';
import { among, defineRule, type Note, type Project } from '@refint/rule';

type Event = NonNullable<Reference['event']>;

interface Names {
  readonly reference: string;
  readonly what: string;
}

/** A foreign key is only as good as the names in it. */
export default defineRule({
  id: 'relations/missing-target',
  on: 'project',
  summary: 'A foreign key names tables, columns and keys that exist when it is created.',
  severity: 'error',
  messages: {
    fails: ({ reference, what }: Names) => `${reference} cannot be created: ${what}`,
    guarded: ({ reference, what }: Names) => `${reference} is never created: ${what}`,
  },

  *check(project, say) {
    for (const { event } of among(project.graph.references, isTriedOnly)) {
      const { outcome } = event.moment;
      // One statement may make several foreign keys, and only one of them be to blame.
      const missing = event.failure?.missing ?? (outcome.kind === 'skipped' ? outcome.guard.missing : undefined);
      if (!missing || !targets.has(missing.kind)) continue;
      if (outcome.kind === 'skipped' && !names(event, missing)) continue;

      const data = { reference: shownReference(event), what: absence(missing) };
      const fact = factNaming(event, missing);
      const more = { fact, notes: meant(missing, event, project) };
      // A guard keeps the migration from failing, so it is the guard's own rule that calls the skipping an error.
      if (outcome.kind === 'failed')
        yield say.fails(event, data, { ...more, notes: [...more.notes, ...lost(event, project)] });
      else yield say.guarded(event, data, { ...more, severity: 'warning' });
    }
  },
});

const isTriedOnly = (reference: Reference): reference is Reference & { readonly event: Event } =>
  reference.event !== undefined && reference.foreignKey === undefined;

const targets: ReadonlySet<string> = new Set(['table', 'column', 'key']);

/** Whether the foreign key itself names what is missing: a guard may ask for something else, which its own rule says. */
function names(
  { table, columns, referencedTable, referencedColumns }: Event,
  { kind, name, table: where }: Missing,
): boolean {
  if (kind === 'table') return [table, referencedTable].some((id) => splitTableId(id).name === name);
  return (where === table && columns.includes(name)) || (where === referencedTable && referencedColumns.includes(name));
}

/** The part of the foreign key that names what is missing; nothing where that is the table which it would be on. */
function factNaming({ table, referencedTable }: Event, { kind, name, table: where }: Missing): string | undefined {
  if (kind === 'column') return where === table ? 'columns' : 'referencedColumns';
  if (kind === 'key') return 'referencedColumns';
  return splitTableId(referencedTable).name === name || splitTableId(table).name !== name
    ? 'referencedTable'
    : undefined;
}

function absence({ kind, name, table }: Missing): string {
  if (kind === 'table') return `there is no table ${name} at this point`;
  if (kind === 'key' && name === '')
    return `${shownTableId(table ?? '')} has no primary key, and no column of it is named`;
  if (kind === 'key') return `no primary key or unique constraint of ${shownTableId(table ?? '')} covers ${name}`;
  return `${shownTableId(table ?? '')} has no column ${name} at this point`;
}

/** What becomes of the statements and migrations around it. */
function lost({ moment }: Event, { timeline }: Project): readonly Note[] {
  const text = timeline && shownAftermath(aftermathOf(timeline, moment));
  return text === undefined ? [] : [{ text }];
}

/** What was meant: the relation that the schema declares there, or else a name like the missing one. */
function meant(missing: Missing, event: Event, project: Project): readonly Note[] {
  const declared = project.graph.meantBy(event);
  if (declared) {
    return [{ text: `the schema declares this relation as ${shownReference(declared)}`, at: declared.origin }];
  }
  const near = nearMissing(missing, event.moment);
  return near ? [{ text: `did you mean ${near}?` }] : [];
}
