import { type Difference, type Index, shownColumns, shownReference, shownTable, shownTableId } from '@refint/model';
import type { Note } from '@refint/rule';

/** What a difference is about, as people call it: "the column posts.title". */
export function shownThing(difference: Exclude<Difference, { readonly what: 'schema' }>): string {
  switch (difference.what) {
    case 'table':
      return `the table ${shownTable((difference.declared ?? difference.made)!)}`;
    case 'column':
      return `the column ${shownColumns(difference.table, [(difference.declared ?? difference.made)!.name])}`;
    case 'primary-key':
      return `the primary key of ${shownTableId(difference.table)} (${(difference.declared ?? difference.made)!.columns.join(', ')})`;
    case 'index':
      return `${shownIndex((difference.declared ?? difference.made)!)} of ${shownTableId(difference.table)}`;
    case 'foreign-key':
      return `the foreign key ${shownReference((difference.declared ?? difference.made)!)}`;
    case 'enum':
      return `the enum ${shownTable(difference)}`;
  }
}

/** "the unique index posts_slug_key (slug)". */
export const shownIndex = ({ name, unique, constraint, columns }: Index): string =>
  `the ${unique ? 'unique ' : ''}${constraint ? 'constraint' : 'index'} ${name} (${columns.join(', ')})`;

/** All that Prisma compares of an index: "unique (tenant_id, created_at DESC) using gin". */
function shownForm({ columns, include, options, unique, method, predicate }: Index): string {
  const parts = columns.map((column, at) => {
    const { operatorClass, descending } = options?.[at] ?? {};
    return [column, operatorClass, descending ? 'DESC' : undefined].filter(Boolean).join(' ');
  });
  const form = `${unique ? 'unique ' : ''}(${parts.join(', ')})${method === 'btree' ? '' : ` using ${method}`}`;
  return (
    form + (include.length > 0 ? ` include (${include.join(', ')})` : '') + (predicate ? ` where ${predicate}` : '')
  );
}

/** Whether a schema asks for an operator class that Prisma never finds: it reads none of a btree or a hash. */
const asksForUnread = ({ method, options }: Index): boolean =>
  (method === 'btree' || method === 'hash') && (options ?? []).some((part) => part?.operatorClass !== undefined);

/** What the migrations make under the name of a declared index or key. */
export function notesOnIndex(declared: Index, made: Index): readonly Note[] {
  const other = { text: `the schema has ${shownForm(declared)}, the migrations ${shownForm(made)}`, at: made.origin };
  if (!asksForUnread(declared)) return [other];
  return [other, { text: 'Prisma reads no operator class of such an index, so it makes it anew with every migration' }];
}
