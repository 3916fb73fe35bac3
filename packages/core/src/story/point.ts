import type { Migration, Snapshot, Timeline } from '@refint/model';
import type { Project } from '@refint/rule';

/**
 * A point of a history. `empty`: before the first migration. `migration`: when that one has run, and none after it.
 * `commit`: when all migrations have run that the files of a commit hold. `end`: when all have run that there are now.
 */
export interface Point {
  readonly kind: 'empty' | 'migration' | 'commit' | 'end';
  /** The migration's name, or the commit as it was asked for. */
  readonly name: string | undefined;
  /** How many migrations have run by then; none where they cannot be read. */
  readonly migrations: number;
}

/** Where a story begins, with what is known of a commit whose files are not those of today. */
export type Start =
  | { readonly kind: 'empty' }
  | { readonly kind: 'migration'; readonly name: string }
  | { readonly kind: 'commit'; readonly name: string; readonly project: Project };

/** The stretch of a history that a story tells. */
export interface Stretch {
  readonly from: Point;
  readonly to: Point;
  /** The state in which it begins; nothing where that is not known. */
  readonly before: Snapshot | undefined;
  /** The migrations that run within it, in order. */
  readonly migrations: readonly Migration[];
  /** Those of them that were there when it began, with another text. */
  readonly edited: readonly Migration[];
}

/** What runs between a start and the end of a project's history. */
export function stretchOf({ timeline }: Project, start: Start, asked: Point): Stretch {
  const all = timeline?.migrations ?? [];
  const to: Point = { kind: asked.kind, name: asked.name, migrations: all.length };
  if (start.kind === 'migration') {
    const at = all.findIndex(({ name }) => name === start.name);
    const from: Point = { kind: 'migration', name: start.name, migrations: at + 1 };
    return { from, to, before: timeline && stateAfter(timeline, at), migrations: all.slice(at + 1), edited: [] };
  }
  if (start.kind === 'commit') {
    const earlier = start.project.timeline;
    const known = new Map(earlier?.migrations.map(({ name, source }) => [name, source.text]));
    const from: Point = { kind: 'commit', name: start.name, migrations: known.size };
    const migrations = all.filter(({ name, source }) => known.get(name) !== source.text);
    return { from, to, before: earlier?.last, migrations, edited: migrations.filter(({ name }) => known.has(name)) };
  }
  const from: Point = { kind: 'empty', name: undefined, migrations: 0 };
  return { from, to, before: timeline && stateAfter(timeline, -1), migrations: all, edited: [] };
}

/** The state when the migration of that index has run; -1 for the state before the first. */
function stateAfter({ moments, migrations, last }: Timeline, at: number): Snapshot {
  const later = new Set(migrations.slice(at + 1));
  return moments.find(({ migration }) => later.has(migration))?.before ?? last;
}
