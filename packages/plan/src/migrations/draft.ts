import type { Runner, ServerVersion, TableId, Timeline } from '@refint/model';
import type { Plan, Step } from '../plan.ts';
import { type Names, namesFor } from '../sql/names.ts';
import { addKey, createIndex, validateKey } from '../sql/statements.ts';

/** How long a statement waits for its lock before it gives up. */
export const lockTimeout = '5s';

/** One file of SQL before it has a name and a comment. */
export interface Draft {
  /** What it is, in small letters, digits and underscores: the end of its name. */
  readonly slug: string;
  readonly kind: 'index' | 'replace' | 'add' | 'validate';
  /** What it is about. */
  readonly steps: readonly Step[];
  /** Without semicolons. */
  readonly statements: readonly string[];
}

export interface Writing {
  readonly runner: Runner;
  readonly version: ServerVersion;
  /** Whether a statement does nothing where its work is done already. */
  readonly guarded: boolean;
}

/**
 * The files that transactions demand, priority by priority: an index that is built without stopping anybody stands alone in
 * its file; a wrong foreign key goes in the statement in which the right one comes, and nothing else is locked meanwhile; rows
 * are looked at in another file than the one that adds the foreign keys, or the locks of that one would be held all the while.
 */
export function draftsOf({ steps, project }: Plan, writing: Writing): readonly Draft[] {
  const names = namesFor(project.timeline);
  const priorities = [...new Set(steps.map(({ priority }) => priority))];
  const built = new Set<string>();
  return priorities.flatMap((priority) => {
    const own = steps.filter((step) => step.priority === priority);
    const behind = priority === undefined ? '' : `_${slugOf(priority)}`;
    const added = own.filter(({ does }) => does === 'add');
    const open = own.filter((step) => step.does === 'validate' || isNotValid(step, project.timeline, writing));
    return [
      ...own.flatMap((step) => indexDraft(step, project.timeline, names, writing, built)),
      ...own
        .filter(({ does }) => does === 'replace')
        .map((step) =>
          keysDraft('replace', `replace_${slugOf(step.key.name)}`, [step], names, writing, project.timeline),
        ),
      ...some(added, () => keysDraft('add', `add_foreign_keys${behind}`, added, names, writing, project.timeline)),
      ...some(open, () => ({
        kind: 'validate' as const,
        slug: `validate_foreign_keys${behind}`,
        steps: open,
        statements: inTransactions(
          open.map(({ key }) => validateKey(key, names)),
          writing.runner,
        ),
      })),
    ];
  });
}

const some = <T>(steps: readonly Step[], draft: () => T): readonly T[] => (steps.length > 0 ? [draft()] : []);

function keysDraft(
  kind: 'replace' | 'add',
  slug: string,
  steps: readonly Step[],
  names: Names,
  writing: Writing,
  timeline: Timeline | undefined,
): Draft {
  const statements = steps.map((step) =>
    addKey(step, names, { notValid: isNotValid(step, timeline, writing), guarded: writing.guarded }),
  );
  return { kind, slug, steps, statements: inTransactions(statements, writing.runner) };
}

function indexDraft(
  step: Step,
  timeline: Timeline | undefined,
  names: Names,
  { runner, guarded }: Writing,
  built: Set<string>,
): readonly Draft[] {
  const { index, key } = step;
  const id = `${key.table} ${index.name}`;
  if (index.isThere || built.has(id)) return [];
  built.add(id);
  // drizzle runs all that is pending in one transaction, and a partitioned table takes no index concurrently.
  const concurrently = runner !== 'drizzle' && !isPartitioned(key.table, timeline);
  const statement = createIndex({ table: key.table, ...index }, names, { concurrently, guarded });
  return [
    {
      kind: 'index',
      slug: `index_${slugOf(index.name.replace(/_idx$/, ''))}`,
      steps: [step],
      statements: concurrently ? [statement] : inTransactions([statement], runner),
    },
  ];
}

/** Whether the rows that are there are left for later. */
const isNotValid = ({ does, key }: Step, timeline: Timeline | undefined, { version }: Writing): boolean =>
  does !== 'validate' && canBeNotValid(key.table, timeline, version);

/** Before version 18 a partitioned table has no foreign key that is not valid. */
export const canBeNotValid = (table: TableId, timeline: Timeline | undefined, version: ServerVersion): boolean =>
  version >= 18 || !isPartitioned(table, timeline);

const isPartitioned = (id: TableId, timeline: Timeline | undefined): boolean =>
  timeline?.last.table(id)?.form === 'partitioned';

/** With a limit to the waiting. psql commits each statement; for all others a file is one transaction at least. */
function inTransactions(statements: readonly string[], runner: Runner): readonly string[] {
  const limit = `SET LOCAL lock_timeout = '${lockTimeout}'`;
  if (runner !== 'psql') return [limit, ...statements];
  return statements.flatMap((statement) => ['BEGIN', limit, statement, 'COMMIT']);
}

/** A name that every file system and every shell takes. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60) || 'x';
