import type { WrittenPlan } from './write-plan.ts';

/** One file of a plan. */
export interface PlanFile {
  /** Relative to the folder of the plan, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly what: string;
}

/**
 * All files of a plan, laid out as they are kept in a folder of their own: what is run by hand at its top, and below
 * `migrations` what the runner runs, as it wants it.
 *
 * @param journal drizzle's journal with the new files in it, where there is one
 */
export function planFiles(written: WrittenPlan, journal: string | undefined): readonly PlanFile[] {
  const { migrations, audit, tests, rollback, schema, plan } = written;
  if (plan.steps.length === 0 && schema.files.length === 0) return [];
  const steps = [
    { path: 'audit.sql', text: audit, what: 'counts the rows that reference nothing; run it first' },
    ...migrations.map(({ path, text, draft }) => ({ path: `migrations/${path}`, text, what: whats[draft.kind] })),
    ...(journal === undefined
      ? []
      : [{ path: 'migrations/meta/_journal.json', text: journal, what: 'the journal with these files in it' }]),
    { path: 'tests.sql', text: tests, what: 'tries each foreign key on rows of its own; run it last' },
    { path: 'rollback.sql', text: rollback, what: 'takes all of it back' },
  ];
  const diff = schema.files.map((file) => file.diff).join('');
  const edits = [{ path: 'schema.diff', text: diff, what: 'what the schema has to say otherwise; for git apply' }];
  return [...(plan.steps.length > 0 ? steps : []), ...(diff === '' ? [] : edits)];
}

const whats = {
  index: 'builds an index',
  replace: 'puts the right foreign key in place of a wrong one',
  add: 'adds foreign keys, for new rows',
  validate: 'looks at the rows that are there',
} as const;
