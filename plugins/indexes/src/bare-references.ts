import {
  type ForeignKey,
  findsRows,
  type Index,
  indexesForeignKeys,
  type Origin,
  type Reference,
  type Relation,
  type Table,
  type TableId,
} from '@refint/model';
import { factAbout, knownState, type Project, searchedSide } from '@refint/rule';

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
  const { declared, facts, graph } = project;
  const tables = knownState(project)?.tables;
  const last = latest.get(graph.references);
  if (last && last.declared === declared && last.tables === tables && last.facts === facts) return last.found;
  const found = bareIn(project);
  latest.set(graph.references, { declared, tables, facts, found });
  return found;
}

/** An edit of a migration that changes no table leaves all of it as it was. */
const latest = new WeakMap<
  readonly Reference[],
  Pick<Project, 'declared' | 'facts'> & {
    readonly tables: readonly Table[] | undefined;
    readonly found: ReadonlyMap<TableId, readonly Bare[]>;
  }
>();

function bareIn(project: Project): ReadonlyMap<TableId, readonly Bare[]> {
  const found = new Map<TableId, Bare[]>();
  for (const reference of project.graph.references) {
    const bare = bareOf(reference, project);
    if (!bare) continue;
    const others = found.get(reference.table);
    if (!others) found.set(reference.table, [bare]);
    else if (!others.some(({ says }) => says.columns.join() === bare.says.columns.join())) others.push(bare);
  }
  for (const references of found.values()) references.sort(byWhatChangesRows);
  return found;
}

function bareOf(reference: Reference, project: Project): Bare | undefined {
  const side = searchedSide(reference, project);
  if (!side || factAbout(project.facts, reference.referencedTable, 'neverDeleted')) return undefined;
  const { says, state } = side;
  if (indexesForeignKeys(state.dialect) && reference.enforcement !== 'emulated') return undefined;
  const table = state.table(says.table);
  if (!table) return undefined;
  const declared = project.declared?.snapshot.table(says.table);
  const last = known.get(reference);
  if (last && last.says === says && last.table === table && last.declared === declared) return last.bare;
  const bare = whatIsBare(reference, says, table, declared);
  known.set(reference, { says, table, declared, bare });
  return bare;
}

/** What was found last: it holds as long as the tables are those. */
const known = new WeakMap<
  Reference,
  {
    readonly says: Bare['says'];
    readonly table: Table;
    readonly declared: Table | undefined;
    readonly bare: Bare | undefined;
  }
>();

function whatIsBare(
  reference: Reference,
  says: Bare['says'],
  table: Table,
  declared: Table | undefined,
): Bare | undefined {
  if (table.doubt || table.form === 'view') return undefined;
  const isFound = (index: Index): boolean => findsRows(index, says.columns);
  if (table.indexes.some(isFound) || declared?.indexes.some(isFound)) return undefined;
  const shown = reference.relation ?? says;
  return { says, table, place: shown.origins?.['columns'] ?? shown.origin };
}

const byWhatChangesRows = (one: Bare, other: Bare): number => Number(changesRows(other)) - Number(changesRows(one));

/** Whether a delete has something to do to the rows, besides looking for them. */
export const changesRows = ({ says: { onDelete } }: Bare): boolean =>
  onDelete !== 'restrict' && onDelete !== 'no-action';
