import {
  type Reference,
  type Snapshot,
  sameData,
  sameMembers,
  stretchOf,
  type Table,
  type TableId,
} from '@refint/model';
import type { Project } from './rule.ts';

/** What a question about a reference comes to. */
export interface Answered<Answer> {
  readonly answer: Answer | undefined;
  /** Whether it follows from the reference and the tables at its ends alone; where a type was looked up, it does not. */
  readonly isOfTables: boolean;
}

/** A question about a reference that is answered by the tables at its ends, as they are declared and as migrations made them. */
export interface AtEnds<Answer> {
  ask(reference: Reference, project: Project): Answered<Answer>;
  /** What of a table answers follow from, besides whether it is a view, or in doubt. */
  readonly goesBy: keyof Table;
  /** What else answers follow from, as data. */
  besides(project: Project): readonly unknown[];
}

/**
 * Asks each reference, and after an edit only those that were not there before, or that have another table at an end. Gives the answers
 * in the order of the references, and the very same list as long as none of them is another.
 */
export function atEnds<Answer extends object>({
  ask,
  goesBy,
  besides,
}: AtEnds<Answer>): (project: Project) => readonly Answer[] {
  const latest = new WeakMap<Reference, Asked<Answer>>();
  return (project) => {
    const { references } = project.graph;
    const [first] = references;
    if (!first) return none;
    const states = [project.declared?.snapshot, project.timeline?.last];
    const now = { references, tables: states.map(tablesOf), besides: besides(project) };
    const last = latest.get(first);
    const others =
      last && sameData(last.besides, now.besides) ? othersThan(last.tables, now.tables, goesBy) : undefined;
    if (last && others?.size === 0 && last.references === references && last.loose === 0) return last.found;
    const again = others && last ? answersAgain(last, references, others) : none;
    const answers: Answered<Answer>[] = [];
    const found: Answer[] = [];
    let loose = 0;
    for (let at = 0; at < references.length; at++) {
      const answered = again[at] ?? ask(references[at]!, project);
      answers.push(answered);
      if (answered.answer) found.push(answered.answer);
      if (!answered.isOfTables) loose++;
    }
    const same = last && sameMembers(last.found, found) ? last.found : found;
    latest.set(first, { ...now, answers, loose, found: same });
    return same;
  };
}

interface Asked<Answer> {
  readonly references: readonly Reference[];
  /** Those that are declared, and those that migrations made. */
  readonly tables: readonly (readonly Table[])[];
  readonly besides: readonly unknown[];
  /** Of each reference. */
  readonly answers: readonly Answered<Answer>[];
  /** How many of them follow from more than tables. */
  readonly loose: number;
  readonly found: readonly Answer[];
}

const none: readonly never[] = [];

const tablesOf = (state: Snapshot | undefined): readonly Table[] => state?.tables ?? none;

/** The tables that are not what they were in what matters, or were not there, or are there no more. */
function othersThan(
  before: Asked<never>['tables'],
  now: Asked<never>['tables'],
  goesBy: keyof Table,
): ReadonlySet<TableId> {
  const others = new Set<TableId>();
  for (let at = 0; at < now.length; at++) {
    const [some, list] = [before[at]!, now[at]!];
    if (some === list) continue;
    const { start, after } = stretchOf(some, list);
    const gone = new Map(some.slice(start, some.length - after).map((table) => [table.id, table]));
    for (const table of list.slice(start, list.length - after)) {
      const last = gone.get(table.id);
      if (!last || !isAlike(last, table, goesBy)) others.add(table.id);
      gone.delete(table.id);
    }
    for (const id of gone.keys()) others.add(id);
  }
  return others;
}

const isAlike = (one: Table, other: Table, goesBy: keyof Table): boolean =>
  one[goesBy] === other[goesBy] && one.form === other.form && (one.doubt === undefined) === (other.doubt === undefined);

/** The answers that hold, each in the place of its reference. */
function answersAgain<Answer>(
  last: Asked<Answer>,
  references: readonly Reference[],
  others: ReadonlySet<TableId>,
): readonly (Answered<Answer> | undefined)[] {
  const { start, after } = stretchOf(last.references, references);
  const further = references.length - last.references.length;
  return references.map((one, at) => {
    if (at >= start && at < references.length - after) return undefined;
    if (others.size > 0 && (others.has(one.table) || others.has(one.referencedTable))) return undefined;
    const answered = last.answers[at < start ? at : at - further]!;
    return answered.isOfTables ? answered : undefined;
  });
}
