import {
  addedBehind,
  type MigrationRun,
  type Moment,
  quotedTable,
  shownColumns,
  shownTableId,
  splitTableId,
  type TableId,
} from '@refint/model';
import { defineRule, type Fix } from '@refint/rule';
import { lostColumns, placeOfName, tableBefore } from '../lost-columns.ts';
import { listed } from '../shown-taken.ts';

/** Foreign keys, views and indexes follow a new name at once. Code that is running does not. */
export default defineRule({
  id: 'migrations/rename-breaks-clients',
  on: 'migration',
  summary: 'Running code still finds what a migration gives another name.',
  severity: 'warning',
  messages: {
    renamed: ({ names }: { names: string }) => `${names}: running code that says the old name fails from then on`,
    value: ({ names }: { names: string }) =>
      `${names}: running code that writes the old value, or does not know the new one, fails from then on`,
  },

  *check(run, say) {
    for (const { of, table, names, lost, place } of lostColumns(run, 'renamed')) {
      const shown = lost.map(({ name, now }, at) =>
        at === 0 ? `${shownColumns(of, [name])} is renamed to ${now}` : `${name} to ${now}`,
      );
      yield say.renamed(
        table,
        { names: listed(shown) },
        { fact: names.join(), place, notes: [{ text: adviceFor(run) }] },
      );
    }
    for (const one of run.lostNames) {
      const { kind, moment, of, now } = one;
      if (kind === 'column' || now === undefined) continue;
      const place = placeOfName(moment);
      if (kind === 'value') {
        const names = `'${one.name}' of ${shownTableId(of)} is renamed to '${now}'`;
        yield say.value(moment, { names }, { fact: `${of} ${one.name}`, place });
        continue;
      }
      const fix = kind === 'table' ? viewFor(moment, of, now) : undefined;
      const notes = [{ text: fix ? `until that code is gone, ${fix.title}` : adviceFor(run) }];
      const names = `${shownTableId(of)} is renamed to ${shownTableId(now)}`;
      const at = kind === 'table' ? tableBefore(moment) : moment;
      yield say.renamed(at, { names }, { fact: `${of} name`, place, notes, fix });
    }
  },
});

const adviceFor = ({ runner }: MigrationRun): string =>
  runner === 'prisma'
    ? 'a field, a model or an enum can have a new name while the database keeps the old one: @map or @@map in the schema'
    : 'add what is new, write both, copy the old rows, read the new one, and drop what is old last';

/** A view that shows all columns of one table can be written to, as that table was. */
function viewFor({ within }: Moment, old: TableId, now: TableId): Fix {
  const statement = `CREATE VIEW ${quotedTable(splitTableId(old))} AS SELECT * FROM ${quotedTable(splitTableId(now))}`;
  return { title: `leave a view in its place: ${statement}`, safe: false, edits: [addedBehind(within, statement)] };
}
