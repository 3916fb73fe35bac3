import type { MigrationInput } from '@refint/core';
import { type Lock, loadMigrationRuns, type Moment, type Runner, sourceOf, type Timeline } from '@refint/model';
import type { Draft } from './draft.ts';
import { headerOf } from './header.ts';
import type { Spot } from './layout.ts';

/** A file of the history that a plan adds. */
export interface NewMigration extends Spot {
  readonly draft: Draft;
  readonly text: string;
}

/** The statements of a file as the runner takes them. */
export const bodyOf = ({ statements }: Draft, runner: Runner): string =>
  `${statements.map((statement) => `${statement};`).join(runner === 'drizzle' ? '\n--> statement-breakpoint\n' : '\n\n')}\n`;

/** New files as a replay takes them, before anybody knows which locks they take. */
export const asMigrations = (
  drafts: readonly Draft[],
  spots: readonly Spot[],
  runner: Runner,
): readonly MigrationInput[] =>
  drafts.map((draft, at) => {
    const { name, path } = spots[at]!;
    return { name, source: sourceOf(path, bodyOf(draft, runner)) };
  });

/** The files with their comments, which say what the replay of these very files has shown. */
export async function writtenMigrations(
  drafts: readonly Draft[],
  spots: readonly Spot[],
  runner: Runner,
  { moments }: Timeline,
): Promise<readonly NewMigration[]> {
  const { locksOf, merged } = await loadMigrationRuns();
  const done = new Map<string, Moment[]>();
  for (const moment of moments) {
    if (moment.outcome.kind !== 'done') continue;
    const known = done.get(moment.migration.name);
    if (known) known.push(moment);
    else done.set(moment.migration.name, [moment]);
  }
  const names = spots.map(({ name }) => name);
  return drafts.map((draft, at) => {
    const spot = spots[at]!;
    const locks: readonly Lock[] = merged((done.get(spot.name) ?? []).flatMap(locksOf));
    const ordered = [...locks].sort((a, b) => (a.table < b.table ? -1 : 1));
    const header = headerOf({ draft, at, drafts, names, locks: ordered, runner });
    return { ...spot, draft, text: `${header}\n\n${bodyOf(draft, runner)}` };
  });
}
