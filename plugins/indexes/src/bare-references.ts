import {
  type ForeignKey,
  indexesForeignKeys,
  type Origin,
  type Reference,
  type Relation,
  type Table,
  type TableId,
} from '@refint/model';
import { factAbout, type Project, searchedSide } from '@refint/rule';

/** A reference whose rows no index finds. */
export interface Bare {
  /** What makes the database, or the ORM, look for the rows. */
  readonly says: Relation | ForeignKey;
  /** Where its columns are named: in the schema if it declares the reference, since nobody changes an old migration. */
  readonly place: Origin;
  /** The referencing table, where rows are looked for. */
  readonly table: Table;
}

/**
 * The references whose rows no index finds, by referencing table, those that change rows first. Left out are references to
 * tables from which nothing is ever deleted, tables of which a part is not known, and indexes that the schema has already
 * and the next migration will make.
 */
export function bareReferences(project: Project): ReadonlyMap<TableId, readonly Bare[]> {
  const found = new Map<TableId, Bare[]>();
  for (const reference of project.graph.references) {
    const bare = bareOf(reference, project);
    if (!bare) continue;
    const others = found.get(reference.table);
    if (!others) found.set(reference.table, [bare]);
    else if (!others.some(({ says }) => says.columns.join() === bare.says.columns.join())) others.push(bare);
  }
  for (const references of found.values()) references.sort((a, b) => Number(changesRows(b)) - Number(changesRows(a)));
  return found;
}

function bareOf(reference: Reference, project: Project): Bare | undefined {
  const side = searchedSide(reference, project);
  if (!side || factAbout(project.facts, reference.referencedTable, 'neverDeleted')) return undefined;
  const { says, state } = side;
  if (indexesForeignKeys(state.dialect) && reference.enforcement !== 'emulated') return undefined;
  const table = state.table(says.table);
  if (!table || table.doubt || table.form === 'view' || state.indexCovering(says.table, says.columns)) return undefined;
  if (project.declared?.snapshot.indexCovering(says.table, says.columns)) return undefined;
  const shown = reference.relation ?? says;
  return { says, table, place: shown.origins?.['columns'] ?? shown.origin };
}

/** Whether a delete has something to do to the rows, besides looking for them. */
export const changesRows = ({ says: { onDelete } }: Bare): boolean =>
  onDelete !== 'restrict' && onDelete !== 'no-action';
