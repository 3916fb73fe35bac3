import type { ReferentialAction } from '@refint/model';
import type { Decision } from './decision.ts';
import { grouped } from './grouped.ts';
import type { NameOf } from './names.ts';

/** What the references to one table mostly do when one of its rows is deleted. */
export interface Habit {
  /** The name of the referenced table. */
  readonly table: string;
  readonly onDelete: readonly ReferentialAction[];
  /** References that do otherwise. */
  readonly exceptions: readonly Decision[];
}

/**
 * The habits that the references to single tables show. Three references are the least that make one; four of five must agree, and
 * at least half of them because somebody wrote it. Where schema and migrations contradict each other, the one that keeps to
 * the habit of the others is believed.
 */
export function habitsIn(decisions: readonly Decision[], nameOf: NameOf): readonly Habit[] {
  const nameable = decisions.filter(({ reference }) => nameOf(reference.referencedTable) !== undefined);
  const towards = ({ reference }: Decision) => nameOf(reference.referencedTable) ?? '';
  return grouped(nameable, towards)
    .map((all) => habitOf(all[0] ? towards(all[0]) : '', all))
    .filter((habit) => habit !== undefined);
}

function habitOf(table: string, all: readonly Decision[]): Habit | undefined {
  const written = all.filter(({ isWritten }) => isWritten);
  if (all.length < 3 || written.length * 2 < all.length) return undefined;
  const otherThan = (action: ReferentialAction) => all.filter(({ says }) => !says.includes(action));
  const isHabit = (action: ReferentialAction) =>
    written.filter(({ says }) => says.includes(action)).length * 2 >= all.length &&
    otherThan(action).length * 5 <= all.length;
  const [usual, another] = [...new Set(written.flatMap(({ says }) => says))].filter(isHabit);
  if (usual !== undefined && another === undefined) return { table, onDelete: [usual], exceptions: otherThan(usual) };
  return all.length >= 5 && all.every(neverRefuses)
    ? { table, onDelete: ['cascade', 'set-null'], exceptions: [] }
    : undefined;
}

const neverRefuses = ({ says }: Decision): boolean =>
  says.every((action) => action === 'cascade' || action === 'set-null');
