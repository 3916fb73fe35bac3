import type { ReferentialAction } from '@refint/model';
import type { Project } from '@refint/rule';
import { type Decision, decisionsIn, isDisputed } from './decision.ts';
import { type Draft, type ProposedDelete, upheld } from './draft.ts';
import { grouped } from './grouped.ts';
import { type Habit, habitsIn } from './habits.ts';
import { byKind } from './kinds.ts';
import { type NameOf, namesFor } from './names.ts';

/**
 * A decision record that says what schema and migrations do today where they do it by habit: by the referenced table, and for
 * tables of a kind. What is no habit is left out, so that the record stays short and each line of it can be a decision.
 */
export function proposedDeletes(projects: readonly Project[]): readonly ProposedDelete[] {
  const decisions = decisionsIn(projects);
  const nameOf = namesFor(projects.flatMap(({ graph }) => graph.tables));
  const habits = habitsIn(decisions, nameOf);
  const named = new Set(habits.map(({ table }) => table));
  const others = decisions.filter(({ reference }) => !named.has(nameOf(reference.referencedTable) ?? ''));
  const drafts = [...exceptionsTo(habits, nameOf), ...byHabit(habits), ...byKind(others, nameOf)];
  return upheld(drafts, decisions);
}

/** References that do otherwise, by what they do; they come first, because the first entry that matches decides. */
function exceptionsTo(habits: readonly Habit[], nameOf: NameOf): readonly Draft[] {
  const exceptions = habits.flatMap((habit) => habit.exceptions.map((decision) => ({ decision, habit })));
  return grouped(exceptions, ({ decision }) => `${decision.says.join()} ${decision.isWritten}`).map((group): Draft => {
    const { says = [], isWritten = true } = group[0]?.decision ?? {};
    const from = group.map(({ decision }) => columnOf(decision, nameOf)).filter((name) => name !== undefined);
    const habitual = listed([...new Set(group.map(({ habit }) => habit.table))].sort());
    const others = `the other references to ${habitual} do otherwise`;
    return {
      entry: { from: [...new Set(from)].sort(), onDelete: says },
      because: () => (isWritten ? others : `nobody wrote it, and ${others}`),
    };
  });
}

/** The referencing column as `from` takes it: of several the last, since the first ones are most often the tenant's. */
function columnOf({ reference: { table, columns } }: Decision, nameOf: NameOf): string | undefined {
  const [name, column] = [nameOf(table), columns.at(-1)];
  return name === undefined || column === undefined ? undefined : `${name}.${column}`;
}

/** Tables whose references have the same habit share an entry. */
function byHabit(habits: readonly Habit[]): readonly Draft[] {
  return grouped(habits, ({ onDelete }) => onDelete.join()).map((group) => ({
    entry: { to: group.map(({ table }) => table), onDelete: group[0]?.onDelete ?? [] },
    because: (decided) => wordsFor(decided, group),
  }));
}

function wordsFor(decided: readonly Decision[], habits: readonly Habit[]): string {
  const them = habits.length === 1 ? 'it' : 'them';
  const doing = (action: ReferentialAction) => decided.filter(({ says }) => says.includes(action)).length;
  if (habits.some(({ onDelete }) => onDelete.length > 1))
    return `a delete of ${them} is never refused: ${doing('cascade')} references take rows along, ${doing('set-null')} let them stay`;
  const others = habits.reduce((count, { exceptions }) => count + exceptions.length, 0);
  const disputed = decided.filter(isDisputed).length;
  const all = others > 0 ? `${decided.length} of ${decided.length + others}` : `all ${decided.length}`;
  const but = disputed > 0 ? `, ${disputed} of them only in the schema or only in the database` : '';
  return `${all} references to ${them} do so${but}`;
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
