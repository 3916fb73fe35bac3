import { type Difference, leftAloneIn, redundantIn, type Table } from '@refint/model';
import type { Fix, Note, Project } from '@refint/rule';

type Dropped = Exclude<Difference, { readonly what: 'schema' }>;

/** Where the migrations make what is dropped, and what stays in the same table though no schema could declare it. */
export function notesOn(one: Dropped, { declared, timeline }: Project): readonly Note[] {
  const table = tableOf(one);
  const made = table === undefined ? undefined : timeline?.last.table(table);
  const left = made ? leftAloneIn(made, declared?.datasource.previewFeatures ?? []) : [];
  const notes = one.what === 'table' ? [] : madeHere(one);
  if (left.length === 0) return notes;
  return [...notes, { text: `it leaves alone what no schema can declare: ${left.join(', ')}` }];
}

export const madeHere = ({ made }: Dropped): readonly Note[] => [
  { text: 'a migration makes it here', at: made!.origin },
];

/** The table that stays and of which something is dropped. */
const tableOf = (one: Dropped): string | undefined => ('table' in one ? one.table : undefined);

/** Where people mend it: the table in the schema. */
export const declaredTable = (one: Dropped, { declared }: Project): Table | undefined => {
  const table = tableOf(one);
  return table === undefined ? undefined : declared?.snapshot.table(table);
};

/** An index that a schema can declare is written there, under the name that it has. One that does nothing may be meant to go. */
export function fixFor(one: Dropped, { declared, timeline }: Project): Fix | undefined {
  if (one.what !== 'index' || !one.made) return undefined;
  const edit = declared?.writer.declareIndex(one.made);
  const table = timeline?.last.table(one.table);
  const isOfUse = !table || redundantIn(table).every(({ index }) => index !== one.made);
  return edit && { title: `declare ${edit.text.trim()}`, safe: isOfUse, edits: [edit] };
}
