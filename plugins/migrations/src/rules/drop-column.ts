import { type MigrationRun, shownColumns, tableOf } from '@refint/model';
import { type Claim, defineRule, type Note, type Say } from '@refint/rule';
import { lostColumns, placeOfName } from '../lost-columns.ts';
import { listed, notesOnTaken, shownTaken } from '../shown-taken.ts';

const messages = {
  dropped: ({ columns }: { columns: readonly string[] }) =>
    `${listed(columns)} ${columns.length === 1 ? 'is' : 'are'} dropped: running code that names ${columns.length === 1 ? 'it' : 'them'} fails from then on`,
  replaced: ({ column, taken }: { column: string; taken: string }) =>
    `${column} is dropped and made again, and ${taken} is not`,
};

/**
 * Code that is running while a migration is applied, and until it is replaced, names the columns that it was written for. A
 * column that is there again at the end stops nobody; what was over it may be missed all the same.
 */
export default defineRule({
  id: 'migrations/drop-column',
  on: 'migration',
  summary: 'A column is dropped once no running code names it, and with nothing that is still needed.',
  severity: 'warning',
  messages,

  *check(run, say) {
    for (const { of, table, names, lost, place } of lostColumns(run, 'dropped')) {
      const declared = names.flatMap((name) => run.stillDeclared(of, name) ?? []);
      const still = declared.map(({ origin }): Note => ({ text: 'the schema still declares it', at: origin }));
      const moments = [...new Set(lost.map(({ moment }) => moment))];
      const along = moments.flatMap((moment) => run.missedAfter(moment, tableOf(moment) ?? ''));
      const taken = along.filter(({ kind }) => kind !== 'column');
      const columns = names.map((name, at) => (at === 0 ? shownColumns(of, [name]) : name));
      const notes = [...still, ...notesOnTaken(taken), { text: adviceFor(run) }];
      const severity = declared.length > 0 ? 'error' : undefined;
      yield say.dropped(table, { columns }, { fact: names.join(), place, severity, notes });
    }
    yield* replacements(run, say);
  },
});

function* replacements(run: MigrationRun, say: Say<typeof messages>): Iterable<Claim> {
  for (const moment of run.done) {
    const { change, before } = moment;
    if (change.kind !== 'drop' || change.entity !== 'column') continue;
    const column = before.column(tableOf(moment) ?? '', change.name.name);
    if (!column || !run.isReleased(column.table, moment) || !run.after.column(column.table, column.name)) continue;
    const taken = run.missedAfter(moment, column.table);
    const words = { column: shownColumns(column.table, [column.name]), taken: listed(taken.map(shownTaken)) };
    if (taken.length > 0) yield say.replaced(column, words, { place: placeOfName(moment) });
  }
}

const adviceFor = ({ runner }: MigrationRun): string =>
  runner === 'prisma'
    ? 'Prisma Client names every field of its schema: release it with the field marked @ignore first, and drop the column later'
    : 'release code that does not name it first, and drop it in a later migration';
