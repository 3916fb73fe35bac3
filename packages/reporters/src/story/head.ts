import type { Point, ProjectStory, StateCounts } from '@refint/core';
import { amount, listed, statesOf } from '../counts.ts';
import { code, inMarkdown, tableInMarkdown } from '../markdown-text.ts';
import { shownFigure, shownGoal, shownPoint, shownVerdict, targetWords, verdictReason } from './words.ts';

/** What somebody reads who reads nothing else: go or no-go, and the few figures that matter. */
export function headOf(story: ProjectStory): string {
  const { project, from, to, verdict, notes } = story;
  const lines = [
    `# Referential integrity of ${code(project)}: ${shownVerdict(verdict).toLowerCase()}\n`,
    `From ${pointOf(from)} to ${pointOf(to)}; paths are relative to ${code(project)}.\n`,
    `**${shownVerdict(verdict)}**: ${verdictReason(verdict)}.\n`,
    summaryOf(story)
      .map((line) => `- ${line}\n`)
      .join(''),
    ...(notes.length > 0 ? [notes.map((note) => `- Note: ${inMarkdown(note)}\n`).join('')] : []),
  ];
  return lines.join('\n');
}

const pointOf = (point: Point): string => shownPoint(point, code);

function summaryOf(story: ProjectStory): readonly string[] {
  const { coverage, changes, migrations, tasks } = story;
  const { after } = coverage;
  const created = changes.created.reduce((sum, { keys }) => sum + keys.length, 0);
  const missed = (what: string, words: string) => {
    const count = changes.missed.filter((one) => one.what === what).length;
    return count > 0 ? [`${count} ${words}`] : [];
  };
  const happened = [
    `${amount(created, 'foreign key')} ${created === 1 ? 'was' : 'were'} created`,
    ...missed('skipped', 'silently skipped'),
    ...missed('swallowed', 'lost to a caught error'),
    ...missed('failing', 'cannot be created'),
    ...(changes.dropped.length > 0 ? [`${changes.dropped.length} dropped`] : []),
  ];
  const two = migrations.filter(({ split }) => split.files === 'two').length;
  const found = (['error', 'warning', 'hint'] as const).flatMap((severity) => {
    const count = tasks.filter((task) => task.severity === severity).reduce((sum, { items }) => sum + items.length, 0);
    return count > 0 ? [amount(count, severity)] : [];
  });
  return [
    coverageSentence(after),
    ...(migrations.length > 0 ? [`${listed(happened)}, in ${amount(migrations.length, 'migration')}.`] : []),
    ...(two > 0 ? [`${amount(two, 'migration')} must be two, or others wait while all rows are read.`] : []),
    `Left to do: ${found.length > 0 ? listed(found) : 'nothing that refint knows of'}.`,
  ];
}

function coverageSentence(after: ProjectStory['coverage']['after']): string {
  if (after.references === 0) return 'There are no references.';
  if (after.percent === undefined)
    return `It is not known whether foreign keys enforce the ${amount(after.references, 'reference')}.`;
  const states = statesOf(after).filter(([state]) => state !== 'enforced');
  const rest = states.length > 0 ? `: ${listed(states.map(([, count, words]) => `${count} ${words}`))}` : '';
  return `${after.enforced} of ${amount(after.references, 'reference')} enforced by foreign keys, ${after.percent} %${rest}.`;
}

/** Every target with its figure. */
export function targetsOf({ verdict }: ProjectStory): string {
  const rows = verdict.lines.map((line) => [
    line.met === undefined ? 'not known' : line.met ? 'met' : '**missed**',
    targetWords[line.target],
    shownGoal(line),
    shownFigure(line),
  ]);
  const usual = 'The configuration sets no `targets`, so these are the usual ones.\n';
  return [
    '## Go or no-go\n',
    ...(verdict.from === 'usual' ? [usual] : []),
    tableInMarkdown(['', 'what', 'target', 'is'], rows, [3]),
  ].join('\n');
}

const rows: readonly (readonly [string, keyof StateCounts])[] = [
  ['tables', 'tables'],
  ['columns', 'columns'],
  ['required columns (NOT NULL)', 'requiredColumns'],
  ['primary keys', 'primaryKeys'],
  ['foreign keys', 'foreignKeys'],
  ['… of them not validated', 'notValid'],
  ['checks', 'checks'],
  ['unique constraints and indexes', 'uniques'],
  ['partial unique indexes', 'partialUniqueIndexes'],
  ['indexes, all', 'indexes'],
];

/** What there is at both points, next to what the schema declares. */
export function beforeAndAfter({ counts, coverage }: ProjectStory): string {
  const { before, after, declared } = counts;
  const cell = (of: StateCounts | undefined, name: keyof StateCounts) =>
    of?.[name] === undefined ? '' : String(of[name]);
  const percent = (of: ProjectStory['coverage']['before']) => (of?.percent === undefined ? '' : `${of.percent} %`);
  const enforced = (of: ProjectStory['coverage']['before']) => (of ? `${of.enforced} of ${of.references}` : '');
  return [
    '## Before and after\n',
    tableInMarkdown(
      ['', 'before', 'after', 'the schema declares'],
      [
        ...rows.map(([words, name]) => [words, cell(before, name), cell(after, name), cell(declared, name)]),
        ['references that a foreign key enforces', enforced(coverage.before), enforced(coverage.after), ''],
        ['… in percent of those known', percent(coverage.before), percent(coverage.after), ''],
      ],
      [1, 2, 3],
    ),
    'Checks are counted as `pg_constraint` does; `information_schema` lists every NOT NULL as one more.\n',
  ].join('\n');
}
