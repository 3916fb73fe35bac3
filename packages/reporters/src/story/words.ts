import type { CreatedKey, LockLine, MigrationStory, Point, ProjectStory, TargetLine, Verdict } from '@refint/core';
import { actionInSql } from '@refint/model';
import { amount, listed } from '../counts.ts';

/** What a target is about, as a manager reads it. */
export const targetWords: Readonly<Record<TargetLine['target'], string>> = {
  tables: 'tables',
  foreignKeys: 'foreign keys',
  checks: 'checks',
  uniques: 'unique keys',
  partialUniqueIndexes: 'partial unique indexes',
  indexes: 'indexes',
  coverage: 'references that a foreign key enforces',
  typeConsistency: 'keys whose references all have their type',
  skipped: 'foreign keys skipped by a condition',
  swallowed: 'foreign keys lost to a caught error',
  failing: 'foreign keys that cannot be created',
  dropped: 'foreign keys dropped',
  notValid: 'foreign keys not validated',
  missing: 'relations that nothing enforces',
  unsafe: 'foreign keys made while others have to wait',
  policyBroken: 'references against the decision record',
  invariantsBroken: 'invariants dropped or missing',
  errors: 'errors found',
  warnings: 'warnings found',
  writeMilliseconds: 'milliseconds that a write takes in a rehearsal',
};

/** "at least 45", "52.3 %". */
export const shownGoal = ({ wants, goal, unit }: TargetLine): string =>
  wants === 'at most' && goal === 0 ? 'none' : `${wants} ${goal}${unitOf(unit)}`;

export const shownFigure = ({ figure, unit, known }: TargetLine): string =>
  figure === undefined ? 'not known' : `${figure}${unitOf(unit)}${known ? `, and ${known} known` : ''}`;

const unitOf = (unit: TargetLine['unit']): string => (unit === 'percent' ? ' %' : '');

/** "Go", "No-go", "Not known". */
export const shownVerdict = ({ verdict }: Verdict): string =>
  verdict === 'go' ? 'Go' : verdict === 'no-go' ? 'No-go' : 'Not known';

/** Why it is so, in one sentence without its full stop. */
export function verdictReason({ verdict, lines }: Verdict): string {
  const missed = lines.filter(({ met }) => met === false).length;
  const open = lines.filter(({ met }) => met === undefined).length;
  const all = amount(lines.length, 'target');
  if (lines.length === 0) return 'no target is set';
  if (verdict === 'go') return lines.length === 1 ? 'the one target is met' : `all ${all} are met`;
  const unknown = open === 0 ? '' : `${open} of ${all} ${open === 1 ? 'is' : 'are'} not known`;
  if (missed === 0) return unknown;
  return `${missed} of ${all} ${missed === 1 ? 'is' : 'are'} missed${open > 0 ? `, and ${open} not known` : ''}`;
}

/** "an empty database", "migration 20240101_init", "commit v1.2", "the end of 4 migrations". */
export function shownPoint({ kind, name, migrations }: Point, inWords = (text: string): string => text): string {
  if (kind === 'empty') return 'an empty database';
  if (kind === 'end') return migrations === 0 ? 'the schema of today' : `the end of ${amount(migrations, 'migration')}`;
  return `${kind} ${inWords(name ?? '')}`;
}

/** What a delete does with a new foreign key, and what it did where there was one over the same columns. */
export function createdAction({ onDelete, was }: CreatedKey): string {
  const before = was === undefined ? '' : was === onDelete ? ', as before' : `, was ${actionInSql(was)}`;
  return `${actionInSql(onDelete)}${before}`;
}

/** "From migration 1_init to commit v1.2"; without migrations there is no way to tell. */
export const shownStretch = ({ from, to, counts }: ProjectStory, inWords?: (text: string) => string): string =>
  counts.after ? `From ${shownPoint(from, inWords)} to ${shownPoint(to, inWords)}` : 'By the schema alone';

/** What a migration did, in a few words: "5 tables, 5 indexes and 5 foreign keys". */
export function shownDeeds({ did }: MigrationStory): string {
  const words = { add: '', drop: 'dropped', alter: 'altered', rename: 'renamed' } as const;
  return listed(
    did.map(({ kind, entity, count }) => {
      const [one, many] = nameOf(entity);
      const what = amount(count, one, many);
      return words[kind] === '' ? what : `${what} ${words[kind]}`;
    }),
  );
}

function nameOf(entity: string): readonly [string, string] {
  const one = entity.replaceAll('-', ' ').replace(/^unique$/, 'unique constraint');
  if (one === 'index') return [one, 'indexes'];
  return [one, one.endsWith('y') && !one.endsWith('key') ? `${one.slice(0, -1)}ies` : `${one}s`];
}

/** What nobody can do meanwhile: "no writes", "no reads or writes". */
export const shownStop = (stops: LockLine['stops']): string =>
  stops === 'nothing' ? '' : `no ${stops.replace(' and ', ' or ')}`;

/** "278 migrations, of which 67 have to be split into two files." */
export function splitSentence({ migrations }: ProjectStory): string {
  const two = migrations.filter(({ split }) => split.files === 'two').length;
  const have = two === 0 ? 'none has' : two === 1 ? 'one has' : `${two} have`;
  return `${amount(migrations.length, 'migration')}, of which ${have} to be split into two files.`;
}

/** How many referenced keys have one type on both ends. */
export function typesSentence({ families }: ProjectStory): string {
  const aligned = families.filter(({ verdict }) => verdict === 'aligned').length;
  return `Referenced keys that have the same type in every column that references them: ${aligned} of ${families.length}.`;
}

/** What it means that a foreign key is unsafe; of a whole history, that some of it is long past. */
export function unsafeSentence({ from }: ProjectStory): string {
  const past = from.kind === 'empty' ? ' Of those that have run already it is past: --from leaves them out.' : '';
  return `While all rows of a table are read for it, others wait for a lock that this statement takes or an earlier one of its transaction holds.${past}`;
}

/** The references that are in a state, in the order of the inventory. */
export const inState = ({ references }: ProjectStory, state: string): ProjectStory['references'] =>
  references.filter(({ enforcement }) => enforcement === state);
