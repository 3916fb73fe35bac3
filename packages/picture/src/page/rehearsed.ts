import { html } from './markup.ts';
import type { Section, Told } from './story-words.ts';
import { foldedTable } from './table.ts';

/** What a rehearsal found out; nothing where none was given. */
export function rehearsedIn({ story, words }: Told): Section | undefined {
  const { rehearsed } = story;
  if (!rehearsed) return undefined;
  const { rehearsal, isCurrent } = rehearsed;
  const verdict = rehearsal.verdict === 'well' ? 'All was well.' : html`<strong>Not all was well.</strong>`;
  const stale = isCurrent ? '' : html` <strong>The migrations have changed since then.</strong>`;
  return {
    id: 'rehearsed',
    title: 'Rehearsed',
    content: html`<p>On ${words.shownServer(rehearsal)}. ${verdict}${stale}</p>
${words.rehearsalParts(rehearsal).map(
  ({ title, sentences, table }) => html`<h3>${title}</h3>
${sentences.length === 0 ? '' : html`<p>${sentences.join(' ')}</p>\n`}${table ? foldedTable(title, { head: table.head, rows: table.rows }) : ''}`,
)}`,
  };
}
