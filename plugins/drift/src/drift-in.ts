import { type Difference, type DifferenceOf, driftOf, type Index, sameNames, type TableId } from '@refint/model';
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
  const { declared, runner } = project;
  const made = knownState(project);
  if (!declared || !made || runner !== 'prisma' || declared.problems.some(({ fatal }) => fatal)) return [];
  if (project.timeline?.moments.some(({ outcome }) => outcome.kind === 'failed')) return [];
  return driftOf(declared, made);
}

/** The unique index that a table has in place of a primary key, as join tables do that Prisma made before its version 6. */
export function inPlaceOf(key: DifferenceOf<'primary-key'>, drift: readonly Difference[]): Index | undefined {
  if (!key.declared || key.made) return undefined;
  for (const other of drift) {
    if (other.what !== 'index' || other.table !== key.table || other.declared || !other.made?.unique) continue;
    if (sameNames(other.made.columns, key.declared.columns)) return other.made;
  }
  return undefined;
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
