import type { Invariant, TableWays, TenancyStory } from '@refint/core';
import { html, type Part } from './markup.ts';
import type { Section, Told } from './story-words.ts';
import { counted, foldedTable } from './table.ts';

/** Whether rows of one tenant stay apart from those of another. */
export function tenantsOf({ story, at }: Told): Section {
  const { tenancy } = story;
  const title = `Tenants${tenancy?.from === 'proposed' ? ' (a proposal)' : ''}`;
  if (!tenancy) {
    const content = html`<p>The configuration names no tenants (<code>tenancy</code>), and the references do not look as if there were any.</p>`;
    return { id: 'tenants', title, content };
  }
  const { root, column, tables, belonging, withColumn } = tenancy;
  const said =
    tenancy.from === 'configured'
      ? 'As the configuration says,'
      : 'The configuration names no tenants. This is a proposal, because the references look like it:';
  const odd = oddTables(tenancy, at);
  return {
    id: 'tenants',
    title,
    content: html`<p>${said} each row of <code>${root}</code> is a tenant. ${belonging} of ${counted(tables, 'table')} belong to tenants, ${withColumn} of them by <code>${column}</code>.</p>
${odd.length === 0 ? html`<p>Nothing was found by which rows of one tenant may come to those of another.</p>` : foldedTable(`${counted(odd.length, 'table')} to look at`, { head: ['table', 'what', 'at'], rows: odd })}`,
  };
}

function oddTables(tenancy: TenancyStory, at: Told['at']): readonly (readonly Part[])[] {
  const row = (table: string, what: string, place: Part) => [html`<span class="name">${table}</span>`, what, place];
  const ways = ({ references }: TableWays): string => references.join(', ');
  return [
    ...tenancy.unreferenced.map((one) =>
      row(one.table, 'has the column, and no reference says whose the row is', at(one.at)),
    ),
    ...tenancy.strays.map((one) => row(one.table, 'no reference connects it with a tenant', at(one.at))),
    ...tenancy.torn.map((one) => row(one.table, `may belong to several tenants at once, by ${ways(one)}`, at(one.at))),
    ...tenancy.crossing.map((one) =>
      row(one.table, `may reference rows of another tenant, by ${ways(one)}`, at(one.at)),
    ),
  ];
}

const states: Readonly<Record<Invariant['state'], readonly [string, string]>> = {
  kept: ['kept', ''],
  added: ['added', ''],
  unvalidated: ['for new rows only', 'partly'],
  dropped: ['dropped', 'missing'],
  missing: ['missing', 'missing'],
};

/** What the database refuses to break, and what it no longer does. */
export function invariantsOf({ story, words, at }: Told): Section | undefined {
  const { counts, invariants } = story;
  if (!counts.after) return undefined;
  const row = ({ kind, table, name, text, state, at: place }: Invariant): readonly Part[] => [
    words.kinds[kind],
    html`<span class="name">${table}</span>`,
    html`<code>${name}</code>`,
    html`<code>${text}</code>`,
    html`<span class="${states[state][1]}">${states[state][0]}</span>`,
    at(place),
  ];
  const head = ['what', 'table', 'name', 'holds', 'is', 'at'];
  const broken = invariants.filter(({ state }) => states[state][1] !== '');
  const held = invariants.filter(({ state }) => states[state][1] === '');
  const of = (kind: Invariant['kind']) => held.filter((one) => one.kind === kind).length;
  return {
    id: 'invariants',
    title: 'Invariants',
    content: html`<p>The database keeps ${counted(of('check'), 'check')}, ${counted(of('partial-unique'), 'partial unique index', 'partial unique indexes')}, ${counted(counts.after.uniques, 'unique key')} and ${counted(counts.after.requiredColumns, 'required column')}; ${broken.length === 0 ? 'none was dropped, and none that the schema asks for is missing' : `${broken.length} ${broken.length === 1 ? 'is' : 'are'} broken`}.</p>
${broken.length > 0 ? foldedTable(`${broken.length} broken`, { head, rows: broken.map(row) }) : ''}
${held.length > 0 ? foldedTable(`${held.length} kept`, { head, rows: held.map(row) }) : ''}`,
  };
}
