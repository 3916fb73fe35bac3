import type { StateCounts } from '@refint/core';
import { lookOf } from '../graph/standing.ts';
import { statesIn } from '../svg/states.ts';
import { html, type Markup } from './markup.ts';
import { type Section, type Told, titleOf } from './story-words.ts';
import { tableOf } from './table.ts';

/** What somebody reads who reads nothing else. */
export function headOf({ story, picture, words }: Told): Markup {
  const { verdict, notes } = story;
  return html`<h1>${titleOf(story)}</h1>
<p class="stretch">${words.shownStretch(story)}</p>
<div class="verdict ${verdict.verdict}"><strong>${words.shownVerdict(verdict)}</strong><span>${words.verdictReason(verdict)}</span></div>
${shares({ picture })}
<ul class="summary">${words.summaryOf(story).map((line) => html`<li>${line}</li>`)}</ul>
${notes.length === 0 ? '' : html`<ul class="notes">${notes.map((note) => html`<li>Note: ${note}</li>`)}</ul>`}
`;
}

/** How the references share the states, as a bar; the words below it say the same. */
function shares({ picture }: Pick<Told, 'picture'>): Markup {
  const all = picture.references.length;
  if (all === 0) return html``;
  let x = 0;
  const parts = statesIn(picture).map(([state, count]) => {
    const width = Math.round((count / all) * 10000) / 100;
    const part = html`<rect class="${lookOf(state).standing}" x="${x}" y="0" width="${width}" height="1"/>`;
    x = Math.round((x + width) * 100) / 100;
    return part;
  });
  const legend = statesIn(picture).map(
    ([state, count]) =>
      html`<li class="${lookOf(state).standing}"><b>${count}</b> ${lookOf(state).word || 'enforced'}</li>`,
  );
  return html`<div class="shares"><svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">${parts}</svg><ul>${legend}</ul></div>`;
}

/** Every target with its figure. */
export function targetsOf({ story, words }: Told): Section {
  const { verdict } = story;
  const rows = verdict.lines.map((line) => [
    { content: metWords(line.met), sort: line.met === false ? 0 : line.met === undefined ? 1 : 2 },
    words.targetWords[line.target],
    words.shownGoal(line),
    words.shownFigure(line),
  ]);
  return {
    id: 'targets',
    title: 'Go or no-go',
    content: html`${verdict.from === 'usual' ? html`<p>The configuration sets no <code>targets</code>, so these are the usual ones.</p>` : ''}
${tableOf({ label: 'Targets', head: ['verdict', 'what', 'target', 'is'], numbers: [3], rows })}`,
  };
}

const metWords = (met: boolean | undefined): Markup =>
  met === undefined
    ? html`<span class="open">not known</span>`
    : met
      ? html`<span class="good">met</span>`
      : html`<span class="missing">missed</span>`;

/** What there is at both points, next to what the schema declares. An empty database has nothing, which nobody needs to be told. */
export function beforeAndAfter({ story, words }: Told): Section {
  const { before, after, declared } = story.counts;
  const { coverage } = story;
  const isFromEmpty = story.from.kind === 'empty';
  const cell = (of: StateCounts | undefined, name: keyof StateCounts) => of?.[name] ?? '';
  const enforced = (of: typeof coverage.before) =>
    of?.percent === undefined ? '' : `${of.enforced} of ${of.references}`;
  const percent = (of: typeof coverage.before) => (of?.percent === undefined ? '' : `${of.percent} %`);
  const rows = [
    ...words.counted.map(([what, name]) => [what, cell(before, name), cell(after, name), cell(declared, name)]),
    ['references that a foreign key enforces', enforced(coverage.before), enforced(coverage.after), ''],
    ['… in percent of those known', percent(coverage.before), percent(coverage.after), ''],
  ];
  const head = ['what', 'before', isFromEmpty ? 'at the end' : 'after', 'the schema declares'];
  const kept = <T>(row: readonly T[]) => (isFromEmpty ? row.filter((_, at) => at !== 1) : row);
  const title = isFromEmpty ? 'What there is' : 'Before and after';
  return {
    id: 'counts',
    title,
    content: html`${tableOf({ label: title, head: kept(head), numbers: [1, 2, 3], rows: rows.map(kept) })}
<p class="small">Checks are counted as <code>pg_constraint</code> does; <code>information_schema</code> lists every NOT NULL as one more.</p>`,
  };
}
