import {
  type ForeignKey,
  findsRows,
  type Index,
  indexesForeignKeys,
  type Origin,
  type Reference,
  type Relation,
  remembered,
  sameLists,
  type TableId,
} from '@refint/model';
import { atEnds, factAbout, knownState, type Project, searchedSide } from '@refint/rule';

/** A reference whose rows no index finds. */
export interface Bare {
  /** What makes the database, or the ORM, look for the rows. */
  readonly says: Relation | ForeignKey;
  /** Where its columns are named: in the schema if it declares the reference, since nobody changes an old migration. */
  readonly place: Origin;
}

/**
 * The references whose rows no index finds, by referencing table, those that change rows first. Left out are references to
 * tables from which nothing is ever deleted, tables of which a part is not known, and indexes that the schema has already
 * and the next migration will make.
 */
export const bareReferences = (project: Project): ReadonlyMap<TableId, readonly Bare[]> => byTable(bareIn(project));

const bareIn = atEnds<Bare>({
  ask: (reference, project) => ({ answer: bareOf(reference, project), isOfTables: true }),
  goesBy: 'indexes',
  besides: (project) => [
    project.facts,
    project.declared?.relationMode,
    project.declared?.snapshot.dialect,
    knownState(project)?.dialect,
  ],
});

const byTable = remembered((all: readonly Bare[]): ReadonlyMap<TableId, readonly Bare[]> => {
  const groups = new Map<TableId, Bare[]>();
  for (const bare of all) {
    const { table } = bare.says;
    const others = groups.get(table);
    if (!others) groups.set(table, [bare]);
    else if (!others.some(({ says }) => says.columns.join() === bare.says.columns.join())) others.push(bare);
  }
  return new Map([...groups].map(([id, group]) => [id, asBefore(group.sort(byWhatChangesRows))]));
});

const asBefore = sameLists<Bare>();

function bareOf(reference: Reference, project: Project): Bare | undefined {
  const side = searchedSide(reference, project);
  if (!side || factAbout(project.facts, reference.referencedTable, 'neverDeleted')) return undefined;
  const { says, state } = side;
  if (indexesForeignKeys(state.dialect) && reference.enforcement !== 'emulated') return undefined;
  const table = state.table(says.table);
  if (!table || table.doubt || table.form === 'view') return undefined;
  const declared = project.declared?.snapshot.table(says.table);
  const isFound = (index: Index): boolean => findsRows(index, says.columns);
  if (table.indexes.some(isFound) || declared?.indexes.some(isFound)) return undefined;
  const shown = reference.relation ?? says;
  return { says, place: shown.origins?.['columns'] ?? shown.origin };
}

const byWhatChangesRows = (one: Bare, other: Bare): number => Number(changesRows(other)) - Number(changesRows(one));

/** Whether a delete has something to do to the rows, besides looking for them. */
export const changesRows = ({ says: { onDelete } }: Bare): boolean =>
  onDelete !== 'restrict' && onDelete !== 'no-action';
