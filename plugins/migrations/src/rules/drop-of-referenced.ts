import { type MigrationRun, type Moment, shownColumns, shownReference, shownTableId, tableOf } from '@refint/model';
import { type Claim, defineRule, type Note, type Say } from '@refint/rule';
import { placeOfName, tableBefore } from '../lost-columns.ts';
import { listed, notesOnTaken, shownTaken } from '../shown-taken.ts';

const messages = {
  left: ({ table, columns }: { table: string; columns: readonly string[] }) =>
    `${table} is dropped, and ${listed(columns)} ${columns.length === 1 ? 'stays' : 'stay'}: nothing checks any more what ${columns.length === 1 ? 'it holds' : 'they hold'}`,
  declared: ({ table }: { table: string }) => `${table} is dropped, and the schema still declares it`,
  taken: ({ what, taken }: { what: string; taken: string }) => `dropping ${what} takes ${taken} along`,
};

/** A drop is refused while something points at what it drops, unless CASCADE takes that along or somebody took it away before. */
export default defineRule({
  id: 'migrations/drop-of-referenced',
  on: 'migration',
  summary: 'Nothing points at what a migration drops.',
  severity: 'warning',
  messages,

  *check(run, say) {
    for (const moment of run.done) {
      const { change } = moment;
      const table = tableOf(moment);
      if (change.kind !== 'drop' || table === undefined || !run.isReleased(table, moment)) continue;
      if (change.entity === 'table') yield* dropped(run, say, moment, table);
      if (change.entity !== 'constraint' && change.entity !== 'index') continue;
      const taken = run.missedAfter(moment, table);
      const words = { what: `the ${change.entity} ${change.name.name}`, taken: listed(taken.map(shownTaken)) };
      const more = { fact: change.name.name, place: placeOfName(moment), notes: notesOnTaken(taken) };
      if (taken.length > 0) yield say.taken(tableBefore(moment), words, more);
    }
  },
});

function* dropped(run: MigrationRun, say: Say<typeof messages>, moment: Moment, id: string): Iterable<Claim> {
  const left = run.leftPointing(id);
  const taken = run.missedAfter(moment, id).filter(({ kind }) => kind !== 'foreign-key');
  const declared = run.stillDeclared(id);
  const notes: Note[] = [
    ...left.map((key) => ({ text: `${shownReference(key)} was made here`, at: key.origin })),
    ...notesOnTaken(taken),
    ...(declared ? [{ text: 'the schema still declares it', at: declared.origin }] : []),
  ];
  const table = shownTableId(id);
  const more = { fact: 'name', place: placeOfName(moment), severity: declared ? 'error' : undefined, notes } as const;
  const columns = left.map((key) => shownColumns(key.table, key.columns));
  if (columns.length > 0) yield say.left(tableBefore(moment), { table, columns }, more);
  else if (taken.length > 0) {
    const words = { what: table, taken: listed(taken.map(shownTaken)) };
    yield say.taken(tableBefore(moment), words, more);
  } else if (declared) yield say.declared(tableBefore(moment), { table }, more);
}
