import type { ProjectStory, StateCounts } from '@refint/core';
import { amount, listed, statesOf } from '../counts.ts';
import { code, inMarkdown, tableInMarkdown } from '../markdown-text.ts';
import type { Places } from './layout.ts';
import { shownFigure, shownGoal, shownStretch, shownVerdict, targetWords, verdictReason } from './words.ts';

/** What somebody reads who reads nothing else: go or no-go, and the few figures that matter. */
export function headOf(story: ProjectStory, { folder }: Places): string {
  const { project, verdict, notes } = story;
  const name = project === '.' ? '' : ` of ${code(project)}`;
  const paths = folder === '' ? '' : `; paths are relative to ${code(folder)}`;
  return [
    `# Referential integrity${name}: ${shownVerdict(verdict).toLowerCase()}\n`,
    `${shownStretch(story, code)}${paths}.\n`,
    `**${shownVerdict(verdict)}**: ${verdictReason(verdict)}.\n`,
    summaryOf(story, code)
      .map((line) => `- ${line}\n`)
      .join(''),
    ...(notes.length > 0 ? [notes.map((note) => `- Note: ${inMarkdown(note)}\n`).join('')] : []),
  ].join('\n');
}

/** The few sentences that matter, each a line. `inCode` writes what is code. */
export function summaryOf(story: ProjectStory, inCode = (text: string): string => text): readonly string[] {
  const { coverage, migrations, from } = story;
  const two = migrations.filter(({ split }) => split.files === 'two').length;
  return [
    coverageSentence(coverage.after),
    ...(migrations.length > 0 ? [`${happened(story)}, in ${amount(migrations.length, 'migration')}.`] : []),
    ...(two > 0
      ? [
          `${amount(two, 'migration')} ${two === 1 ? 'has' : 'have'} to be split into two files${from.kind === 'empty' ? ' where they have not run yet' : ''}, or others wait while all rows of a table are read.`,
        ]
      : []),
    `Left to do: ${leftIn(story, inCode)}.${knownIn(story, inCode)}`,
  ];
}

function happened({ changes }: ProjectStory): string {
  const created = changes.created.flatMap(({ keys }) => keys);
  const again = created.filter(({ was }) => was !== undefined).length;
  const missed = (what: string, words: string) => {
    const count = changes.missed.filter((one) => one.what === what).length;
    return count > 0 ? [`${count} ${words}`] : [];
  };
  return listed([
    `${amount(created.length, 'foreign key')} created${again > 0 ? ` (${again} in place of one that was there)` : ''}`,
    ...missed('skipped', 'silently skipped'),
    ...missed('swallowed', 'lost to a caught error'),
    ...missed('failing', 'that cannot be created'),
    ...(changes.dropped.length > 0 ? [`${changes.dropped.length} dropped`] : []),
  ]);
}

/** "29 errors (17 relations/missing-foreign-key, 9 deletes/policy …), 14 warnings and 1 hint". */
function leftIn({ tasks, known }: ProjectStory, inCode: (text: string) => string): string {
  const count = (some: ProjectStory['tasks']) => some.reduce((sum, { items }) => sum + items.length, 0);
  const parts = (['error', 'warning', 'hint'] as const).flatMap((severity) => {
    const own = tasks.filter((task) => task.severity === severity);
    if (own.length === 0) return [];
    const rules =
      severity === 'error' ? ` (${own.map(({ rule, items }) => `${items.length} ${inCode(rule)}`).join(', ')})` : '';
    return [`${amount(count(own), severity)}${rules}`];
  });
  if (parts.length > 0) return listed(parts);
  return known && known.findings.length > 0 ? 'nothing new' : 'nothing that refint knows of';
}

/** What is no new work: counted, so that nobody takes it for done. */
function knownIn({ known }: ProjectStory, inCode: (text: string) => string): string {
  if (!known || known.findings.length === 0) return '';
  const count = (severity: string) => known.findings.filter((one) => one.severity === severity).length;
  const parts = (['error', 'warning', 'hint'] as const).flatMap((severity) =>
    count(severity) > 0 ? [amount(count(severity), severity)] : [],
  );
  return ` Not new: ${listed(parts)} known in ${inCode(known.path)}.`;
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

/** What is counted, with the words for it, in the order of reports. */
export const counted: readonly (readonly [string, keyof StateCounts])[] = [
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

/** What there is at both points, next to what the schema declares. Before an empty database there is nothing to tell. */
export function beforeAndAfter({ from, counts, coverage }: ProjectStory): string {
  const { before, after, declared } = counts;
  const cell = (of: StateCounts | undefined, name: keyof StateCounts) =>
    of?.[name] === undefined ? '' : String(of[name]);
  const percent = (of: ProjectStory['coverage']['before']) => (of?.percent === undefined ? '' : `${of.percent} %`);
  const enforced = (of: ProjectStory['coverage']['before']) =>
    of?.percent === undefined ? '' : `${of.enforced} of ${of.references}`;
  const was = (text: string) => (from.kind === 'empty' ? '' : text);
  const shown = [
    ...counted.map(([words, name]) => [words, was(cell(before, name)), cell(after, name), cell(declared, name)]),
    ['references that a foreign key enforces', was(enforced(coverage.before)), enforced(coverage.after), ''],
    ['… in percent of those known', was(percent(coverage.before)), percent(coverage.after), ''],
  ];
  const used = [0, 1, 2, 3].filter((at) => shown.some((row) => row[at] !== ''));
  const told = shown.filter((row) => row.some((text, at) => at > 0 && text !== ''));
  const narrow = (row: readonly string[]) => used.map((at) => row[at] ?? '');
  return [
    `## ${from.kind === 'empty' ? 'What there is' : 'Before and after'}\n`,
    tableInMarkdown(
      narrow(['', 'before', from.kind === 'empty' ? 'at the end' : 'after', 'the schema declares']),
      told.map(narrow),
      [1, 2, 3],
    ),
    ...(after
      ? ['Checks are counted as `pg_constraint` does; `information_schema` lists every NOT NULL as one more.\n']
      : []),
  ].join('\n');
}
