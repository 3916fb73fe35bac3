import type { LockLine, MigrationStory } from '@refint/core';
import { html, type Markup } from './markup.ts';
import type { Section, Told } from './story-words.ts';
import { type Cell, counted, foldedTable, tableOf } from './table.ts';

/** The migrations in their order, with what each makes and what others wait for meanwhile. */
export function timelineOf(told: Told): Section | undefined {
  const { migrations } = told.story;
  if (migrations.length === 0) return undefined;
  const detailed = inDetail(migrations, told);
  const entries = migrations.map((one) => entryOf(one, told, detailed.has(one)));
  const most = 30;
  const list = (some: readonly Markup[]) => html`<ol class="timeline">${some}</ol>\n`;
  return {
    id: 'timeline',
    title: 'Timeline of migrations',
    content: html`<p>${told.words.splitSentence(told.story)} Locks are told of tables that somebody may be using: new and empty ones are left out, and so is what is not proved.</p>
${entries.length > most ? html`<details><summary>The first ${entries.length - most}</summary>${list(entries.slice(0, -most))}</details>` : ''}${list(entries.slice(-most))}`,
  };
}

/** So many locks and statements are told one by one, those of the newest migrations; of older ones only what others wait for. */
const mostLines = 500;

function inDetail(migrations: readonly MigrationStory[], { words }: Told): ReadonlySet<MigrationStory> {
  let left = mostLines;
  return new Set(
    [...migrations].reverse().filter((one) => {
      const count = words.linesOf(one).length + one.split.because.length;
      if (count > left) return false;
      left -= count;
      return true;
    }),
  );
}

function entryOf(one: MigrationStory, { words, at }: Told, isDetailed: boolean): Markup {
  const { name, split, failing, statements } = one;
  const lines = words.linesOf(one);
  const kind = failing.length > 0 ? 'missing' : split.files === 'two' ? 'partly' : 'quiet';
  const verdict = failing.length > 0 ? 'cannot run' : split.files === 'two' ? 'must be two files' : '';
  const transactions = [...new Set(one.transactions.map(({ together }) => words.together[together]))].join(', ');
  const waits = new Set(lines.flatMap(({ table, long }) => (long ? [table] : [])));
  return html`<li class="${kind}"><h3><code>${name}</code>${verdict === '' ? '' : html` <span class="state ${kind}">${verdict}</span>`}</h3>
<p>${words.shownDeeds(one) || 'nothing that refint follows'} <span class="small">in ${counted(statements, 'statement')}${transactions === '' ? '' : `, committed with ${transactions}`}</span> ${at(one.at)}</p>${[
    waits.size === 0
      ? ''
      : html`<p class="waits">Others wait as long as rows are read or written: ${[...waits].join(', ')}.</p>`,
    failing.length === 0
      ? ''
      : html`<ul>${failing.map(({ text, code, at: place }) => html`<li>${text} <span class="small">${code}</span> ${at(place, 'line')}</li>`)}</ul>`,
    isDetailed ? detailsOf(one, lines, at) : leftOut(one, lines),
  ]}</li>
`;
}

const detailsOf = (one: MigrationStory, lines: readonly LockLine[], at: Told['at']): readonly Markup[] => [
  ...(one.split.because.length === 0 ? [] : [laterTable(one, at)]),
  ...(lines.length === 0 ? [] : [lockTable(one, lines, at)]),
];

function leftOut({ split }: MigrationStory, lines: readonly LockLine[]): Markup {
  const later = split.because.length === 0 ? '' : `${counted(split.because.length, 'statement')} to be run later and `;
  return html`<p class="small">${later}${counted(lines.length, 'lock')}, which <code>--format json</code> lists.</p>`;
}

const laterTable = ({ split }: MigrationStory, at: Told['at']): Markup =>
  foldedTable(`${counted(split.because.length, 'statement')} to be run later`, {
    head: ['statement', 'at'],
    rows: split.because.map(({ text, at: place }) => [text, at(place, 'line')]),
  });

const lockTable = ({ name }: MigrationStory, lines: readonly LockLine[], at: Told['at']): Markup =>
  html`<details><summary>${counted(lines.length, 'lock')}</summary>${tableOf({ label: `Locks of ${name}`, head: ['at', 'table', 'lock', 'work', 'meanwhile', 'to'], rows: lines.map((line) => lockRow(line, at)) })}</details>`;

function lockRow(
  { at: place, table, mode, held, rewrites, scans, stops, long, because }: LockLine,
  at: Told['at'],
): readonly Cell[] {
  const no = `no ${stops.replace(' and ', ' or ')}`;
  return [
    { content: at(place, 'line'), sort: place.span.start },
    html`<span class="name">${table}</span>`,
    held ? html`${mode}, under ${held.mode} since ${at(held.at, 'line')}` : mode,
    rewrites ? 'rewrites' : scans ? 'reads all rows' : '',
    stops === 'nothing' ? '' : long ? html`<span class="missing">${no}</span>` : `${no}, shortly`,
    because,
  ];
}
