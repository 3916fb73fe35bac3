import type { ReferenceLine } from '@refint/core';
import { actionInPrisma, actionInSql, shownReference } from '@refint/model';
import { lookOf } from '../graph/standing.ts';
import { html, type Markup } from './markup.ts';
import type { Section, Told } from './story-words.ts';
import { type Row, tableOf } from './table.ts';

/** Every reference, to be sorted and filtered. A script finds in its rows what it shows beside the picture. */
export function inventoryOf(told: Told): Section {
  const { story, picture } = told;
  const numbers = numbered(told);
  const states = [...new Set(story.references.map(({ enforcement }) => enforcement))].sort();
  const options = states.map((state) => html`<option value="${state}">${lookOf(state).word || 'enforced'}</option>`);
  return {
    id: 'references',
    title: 'Inventory of references',
    content: html`<p>What a delete does as it was decided, as the schema says and as the database does it; ≠ is not what was decided.</p>
<div class="tools" hidden>
<label class="search">Filter <input type="search" id="filter" autocomplete="off" spellcheck="false"></label>
<label>State <select id="state"><option value="">all</option><option value="not-enforced">all that are not enforced</option>${options}</select></label>
<output id="shown" for="filter state">${story.references.length} of ${story.references.length}</output>
</div>
${tableOf({
  id: 'inventory',
  label: 'Inventory of references',
  head: ['reference', 'state', 'decided', 'schema', 'database', 'required', 'index', 'written at'],
  rows: story.references.map((line) => rowOf(line, numbers(line), told)),
})}${picture.references.length === 0 ? html`<p>There are none.</p>` : ''}`,
  };
}

/** The numbers by which a picture calls a reference and its two tables; two references of one name are told apart by their order. */
function numbered({ picture }: Told): (line: ReferenceLine) => readonly number[] | undefined {
  const tables = new Map(picture.tables.map(({ id }, at) => [id, at]));
  const waiting = new Map<string, number[][]>();
  for (const [at, { reference, from, to }] of picture.references.entries()) {
    const name = shownReference(reference);
    const own = [at, tables.get(from) ?? -1, tables.get(to) ?? -1];
    waiting.set(name, [...(waiting.get(name) ?? []), own]);
  }
  return ({ reference }) => waiting.get(reference)?.shift();
}

function rowOf(line: ReferenceLine, numbers: readonly number[] | undefined, { at, picture }: Told): Row {
  const { onDelete, enforcement, because } = line;
  const [number, from, to] = numbers ?? [];
  const { standing, word } = lookOf(enforcement);
  const decided = onDelete.decided?.actions.map(actionInSql).join(' or ') ?? '';
  const action = number === undefined ? undefined : picture.references[number]?.onDelete;
  const marks = html` data-state="${enforcement}" data-standing="${standing}"${number === undefined ? '' : html` id="r${number}" data-from="${from}" data-to="${to}" data-delete="${action}"`}`;
  return {
    marks,
    cells: [
      html`<span class="name">${line.reference}</span>`,
      {
        content: html`<span class="state ${standing}">${word || 'enforced'}</span>${because ? html` <span class="why">${because.text}</span>` : ''}`,
        sort: word || 'enforced',
      },
      decided,
      said(onDelete.declared?.action && actionInPrisma(onDelete.declared.action), onDelete.broken.includes('schema')),
      said(onDelete.made?.action && actionInSql(onDelete.made.action), onDelete.broken.includes('database')),
      line.required ? 'yes' : 'no',
      line.indexed === undefined ? '' : line.indexed ? 'yes' : html`<b>no</b>`,
      html`${at(line.declared?.at)} ${at(line.made?.at ?? because?.at)}`,
    ],
  };
}

const said = (action: string | undefined, isBroken: boolean): Markup =>
  action === undefined ? html`` : isBroken ? html`<span class="missing">≠ ${action}</span>` : html`${action}`;
