import { actionInSql, shownReference } from '@refint/model';
import { inComment } from './comment.ts';
import type { Step, Unplanned } from './plan.ts';
import type { PlanFile } from './plan-files.ts';
import type { WrittenPlan } from './write-plan.ts';

/** What became of a plan. */
export interface Told {
  readonly written: WrittenPlan;
  /** The files as people know them, with what each is for. */
  readonly files: readonly Pick<PlanFile, 'path' | 'what'>[];
  /** Files of the project that say something else now. */
  readonly changed: readonly string[];
  readonly isDry: boolean;
  /** What to do next, in order. */
  readonly next: readonly string[];
}

/** What is planned and what cannot be, what was written, and how to go on. No letter of it moves a cursor. */
export function planText({ written, files, changed, isDry, next }: Told): string {
  const { plan, schema, migrations } = written;
  const { steps, edits, unplanned } = plan;
  const isNothing = steps.length === 0 && edits.length === 0;
  const did = isDry ? 'Would write' : 'Wrote';
  const width = Math.max(0, ...files.map(({ path }) => path.length));
  const parts = [
    isNothing
      ? unplanned.length === 0
        ? ['Nothing to do: every reference is enforced as it should be.']
        : ['Nothing can be planned.']
      : [`Planned: ${summary(written)}.`],
    ...groups(steps).map(([priority, own]) => [
      `${priority === undefined ? 'Without a priority' : `Priority ${priority}`}:`,
      ...own.flatMap(stepLines),
    ]),
    ...(edits.length > 0
      ? [
          [
            'The schema has to say:',
            ...edits.map(
              ({ relation, onDelete, because }) =>
                `  ${relation.model}.${relation.field}: ON DELETE ${actionInSql(onDelete)}, as was decided (${because})`,
            ),
          ],
        ]
      : []),
    ...(unplanned.length > 0 ? [['Not planned:', ...unplannedLines(unplanned)]] : []),
    ...(schema.notes.length > 0 ? [schema.notes.map((note) => `note: ${note}`)] : []),
    ...(files.length > 0 ? [files.map(({ path, what }) => `${did} ${path.padEnd(width)}  ${what}`)] : []),
    ...(changed.length > 0 ? [changed.map((path) => `${isDry ? 'Would change' : 'Changed'} ${path}`)] : []),
    ...(next.length > 0 && migrations.length > 0 ? [['Next:', ...next.map((one, at) => `  ${at + 1}. ${one}`)]] : []),
  ];
  return `${parts.map((lines) => lines.map(inComment).join('\n')).join('\n\n')}\n`;
}

function summary({ plan: { steps, edits }, migrations }: WrittenPlan): string {
  const count = (does: Step['does']): number => steps.filter((step) => step.does === does).length;
  const indexes = migrations.filter(({ draft }) => draft.kind === 'index').length;
  const keys = (many: number): string => `${many} foreign key${many === 1 ? '' : 's'}`;
  return [
    [count('add'), (many: number) => `${keys(many)} to add`],
    [count('replace'), (many: number) => `${keys(many)} to replace`],
    [count('validate'), (many: number) => `${keys(many)} to validate`],
    [indexes, (many: number) => `${many} index${many === 1 ? '' : 'es'} to build`],
    [edits.length, (many: number) => `${many} action${many === 1 ? '' : 's'} to change in the schema`],
  ]
    .flatMap(([many, words]) => (many === 0 ? [] : [(words as (many: number) => string)(many as number)]))
    .join(', ');
}

function groups(steps: readonly Step[]): readonly (readonly [string | undefined, readonly Step[]])[] {
  const priorities = [...new Set(steps.map(({ priority }) => priority))];
  return priorities.map((one) => [one, steps.filter(({ priority }) => priority === one)]);
}

const stepLines = ({ does, key, because, index, notes }: Step): readonly string[] => [
  `  ${does} ${shownReference(key)}, ON DELETE ${actionInSql(key.onDelete)}`,
  `    because ${because}`,
  ...(index.isThere ? [] : [`    with the index ${index.name}`]),
  ...notes.map((note) => `    note: ${note}`),
];

/** What has one reason is told together. */
function unplannedLines(unplanned: readonly Unplanned[]): readonly string[] {
  const reasons = [...new Set(unplanned.map(({ because, choices }) => [because, ...choices].join('\n')))];
  return reasons.flatMap((reason) => {
    const own = unplanned.filter(({ because, choices }) => [because, ...choices].join('\n') === reason);
    const [{ because, choices }] = own as [Unplanned];
    const shown = own.map(({ reference }) => shownReference(reference));
    return [
      ...shown.slice(0, -1).map((one) => `  ${one}`),
      `  ${shown.at(-1)}: ${because}`,
      ...choices.map((choice) => `    - ${choice}`),
    ];
  });
}
