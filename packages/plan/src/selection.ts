import { type Enforcement, type Reference, shownReference, shownTableId } from '@refint/model';
import type { Project } from '@refint/rule';
import type { Step, Unplanned } from './plan.ts';

/** Words that stand for several references; anything else names one. */
export const selectors = ['missing', 'skipped', 'not-validated', 'policy'] as const;

export type Selector = (typeof selectors)[number];

export const isSelector = (word: string): boolean => (selectors as readonly string[]).includes(word);

/** What a plan is to be about: words of `selectors`, tables, or references such as `posts.author_id`. Everything when empty. */
export type Selection = readonly string[];

type Candidate = Pick<Step, 'reference' | 'does'> | Pick<Unplanned, 'reference'>;

const skipped: ReadonlySet<Enforcement> = new Set(['skipped', 'swallowed']);

/** Whether a plan that is about some references is about this one. */
export function isSelected(candidate: Candidate, selection: Selection, project: Project): boolean {
  return selection.length === 0 || selection.some((word) => isMeant(word, candidate, project));
}

function isMeant(word: string, candidate: Candidate, project: Project): boolean {
  const { reference } = candidate;
  const { foreignKey } = reference;
  switch (word) {
    case 'missing':
      return !foreignKey;
    case 'skipped':
      return !foreignKey && (skipped.has(reference.enforcement) || isMeantBySkipped(reference, project));
    case 'not-validated':
      return foreignKey?.validated === false;
    case 'policy':
      return foreignKey !== undefined && 'does' in candidate && candidate.does === 'replace';
    default:
      return isNamed(word, reference);
  }
}

/** Whether a migration tried this one under another column, and was skipped. */
const isMeantBySkipped = (reference: Reference, { graph }: Project): boolean =>
  graph.references.some(
    ({ event, relation, enforcement }) =>
      !relation && event && skipped.has(enforcement) && graph.meantBy(event) === reference,
  );

/** `posts`, `posts.author_id`, `posts(a, b)`, or all of `posts.author_id → users.id`, with `->` too. */
export function isNamed(word: string, reference: Reference): boolean {
  const plain = (text: string): string =>
    text
      .replace(/\s*(?:→|->)\s*/g, ' → ')
      .replace(/\s*,\s*/g, ', ')
      .trim();
  const shown = shownReference(reference);
  const [from] = shown.split(' → ');
  return [shown, from, shownTableId(reference.table)].includes(plain(word));
}
