import type { ProjectStory, Task } from '@refint/core';
import { html, type Markup } from './markup.ts';
import type { Section, Told } from './story-words.ts';
import { counted, foldedTable } from './table.ts';

const most = 12;

/** What is left to do, as a checklist: first what stands in the way of most. */
export function workOf({ story, at }: Told): Section {
  const { tasks, hidden, known, quietMigrations } = story;
  const isKnown = known !== undefined && known.findings.length > 0;
  return {
    id: 'work',
    title: 'Remaining work',
    content: html`${quietMigrations === 0 ? '' : html`<p>How ${counted(quietMigrations, 'migration')} ${quietMigrations === 1 ? 'runs' : 'run'} is no part of this list, since it is not known which have run already: <code>--from</code>, or <code>migrations.since</code> in the configuration, says so.</p>`}${tasks.length === 0 ? html`<p>${isKnown ? 'Nothing new' : 'Nothing'} was found.</p>` : tasks.map((task) => taskOf(task, at))}${known ? knownOf(known, at) : ''}${hidden.length === 0 ? '' : hiddenOf(hidden, at)}`,
  };
}

function taskOf({ rule, severity, summary, items }: Task, at: Told['at']): Markup {
  const list = html`<ul class="checklist">${items.map(
    ({ text, at: place, fix }) =>
      html`<li>${text} ${at(place)}${fix ? html` <span class="small">Fix: ${fix.title}${fix.safe ? '' : ' (look at it first)'}</span>` : ''}</li>\n`,
  )}</ul>\n`;
  const title = html`<h3><span class="state ${severity}">${counted(items.length, severity)}</span> <code>${rule}</code></h3><p>Wanted: ${summary}</p>`;
  return html`${title}${items.length > most ? html`<details><summary>${counted(items.length, 'item')}</summary>${list}</details>` : list}`;
}

/** What the list of known findings has, and what of it is mended. */
function knownOf({ path, findings, gone }: NonNullable<ProjectStory['known']>, at: Told['at']): Markup {
  const rows = findings.map(({ rule, severity, text, because, at: place }) => [
    text,
    severity,
    html`<code>${rule}</code>`,
    because,
    at(place),
  ]);
  const title = counted(findings.length, 'finding');
  const head = ['finding', 'severity', 'rule', 'reason', 'at'];
  const list = html`<h3>Known in ${path} (${findings.length})</h3><p>It is work as well, and not new.</p>${foldedTable(title, { head, rows })}`;
  const mended = html`<p>${counted(gone, 'finding')} of <code>${path}</code> ${gone === 1 ? 'is' : 'are'} no longer there: <code>refint baseline --prune</code> takes ${gone === 1 ? 'it' : 'them'} out.</p>`;
  return html`${findings.length > 0 ? list : ''}${gone > 0 ? mended : ''}`;
}

/** What comments beside it say is no work, and why. */
function hiddenOf(hidden: ProjectStory['hidden'], at: Told['at']): Markup {
  const rows = hidden.map(({ rule, text, because, at: place, hiddenAt }) => [
    text,
    html`<code>${rule}</code>`,
    because,
    html`${at(place)} ${at(hiddenAt)}`,
  ]);
  const title = `${counted(hidden.length, 'finding')} hidden by comments`;
  return html`<h3>Hidden by comments, with their reasons (${hidden.length})</h3>${foldedTable(title, { head: ['finding', 'rule', 'reason', 'at, and hidden at'], rows })}`;
}

/** What refint cannot know, so that nobody takes its silence for an answer, and what it could not do. */
export function limitsOf({ story, words, at }: Told): Section {
  const { problems } = story;
  return {
    id: 'limits',
    title: 'What files cannot tell',
    content: html`<ul class="checklist">${words.notInFiles.map((line) => html`<li>${line}</li>`)}</ul>
${problems.length === 0 ? '' : html`<h3>What refint could not do (${problems.length})</h3><ul>${problems.map(({ text, at: place }) => html`<li>${text} ${at(place)}</li>\n`)}</ul>`}`,
  };
}
