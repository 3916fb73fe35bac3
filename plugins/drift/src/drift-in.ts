import {
  type Difference,
  driftOf,
  failingStatements,
  type Index,
  type Problem,
  sameNames,
  type TableId,
} from '@refint/model';
import { knownState, type Project } from '@refint/rule';

const found = new WeakMap<Project, readonly Difference[]>();

/**
 * What the next migration of Prisma would change. Nothing where that cannot be known: where something may exist that no
 * file shows, where a part of the schema cannot be read, where it is not Prisma that runs the migrations, and where one of
 * them fails, since Prisma runs all of them before it compares.
 */
export function driftIn(project: Project): readonly Difference[] {
  let drift = found.get(project);
  if (!drift) found.set(project, (drift = lookFor(project)));
  return drift;
}

function lookFor(project: Project): readonly Difference[] {
  const { declared, runner, external = [] } = project;
  const made = knownState(project);
  if (!declared || !made || runner !== 'prisma' || external === 'unknown' || declared.problems.some(isFatal)) return [];
  if (project.timeline && failingStatements(project.timeline).length > 0) return [];
  return driftOf(declared, made, external);
}

const isFatal = ({ fatal }: Problem): boolean => fatal;

/**
 * The unique indexes that tables have in place of a primary key, by table, as join tables do that Prisma made before its
 * version 6.
 */
export function inPlaceOfKeys(drift: readonly Difference[]): ReadonlyMap<TableId, Index> {
  const keys = new Map<TableId, Index>();
  for (const one of drift) {
    if (one.what === 'primary-key' && one.declared && !one.made) keys.set(one.table, one.declared);
  }
  const instead = new Map<TableId, Index>();
  if (keys.size === 0) return instead;
  for (const one of drift) {
    if (one.what !== 'index' || one.declared || !one.made?.unique) continue;
    if (sameNames(one.made.columns, keys.get(one.table)?.columns ?? [])) instead.set(one.table, one.made);
  }
  return instead;
}

/** Whether relations/missing-foreign-key tells already that a table, or a column of it, is not there. */
export function isToldOf({ graph }: Project, table: TableId, column?: string): boolean {
  return graph
    .referencesFrom(table)
    .some(
      ({ relation, enforcement, columns }) =>
        relation !== undefined && untold.has(enforcement) && (column === undefined || columns.includes(column)),
    );
}

const untold: ReadonlySet<string> = new Set(['declared-only', 'dropped', 'skipped', 'swallowed', 'failing']);
