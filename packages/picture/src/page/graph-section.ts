import { amount } from '@refint/reporters';
import { lookOf } from '../graph/standing.ts';
import { layoutOf } from '../layout/layout.ts';
import { drawn } from '../svg/draw.ts';
import { statesIn } from '../svg/states.ts';
import { html, type Markup, raw } from './markup.ts';
import type { Section, Told } from './story-words.ts';

const margin = 16;

/** The relation graph, with what a script needs to search it and to go round in it. */
export async function graphSection({ picture }: Told): Promise<Section> {
  const layout = await layoutOf(picture);
  const tables = new Map(picture.tables.map(({ id }, at) => [id, at]));
  const references = new Map(picture.references.map((reference, at) => [reference, at]));
  const inside = drawn(layout, {
    marks: {
      table: ({ table }) => ` data-t="${tables.get(table.id)}"`,
      reference: (reference) => ` data-r="${references.get(reference)}"`,
    },
  });
  const width = Math.ceil(layout.width) + 2 * margin;
  const height = Math.ceil(layout.height) + 2 * margin;
  const words = `${amount(picture.tables.length, 'table')} and ${amount(picture.references.length, 'reference')}`;
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${words}">${inside}</svg>`;
  return {
    id: 'graph',
    title: 'Relation graph',
    content: html`<p>${words}. A line leads from the columns that reference to the table that they reference; where very much leads to a table, or it lies in another group, its name stands instead.</p>
<div class="tools" hidden>
<label class="search">Search a table <input type="search" id="search" role="combobox" aria-expanded="false" aria-controls="found" aria-autocomplete="list" autocomplete="off" spellcheck="false"></label>
<ul id="found" role="listbox" aria-label="Tables found" hidden></ul>
<label><input type="checkbox" id="only"> Only what is not enforced</label>
<span class="zoom"><button type="button" data-zoom="out" aria-label="Zoom out">−</button><button type="button" data-zoom="in" aria-label="Zoom in">+</button><button type="button" data-zoom="fit">Whole picture</button></span>
</div>
<div class="view">
<div class="stage" id="stage" tabindex="0" role="application" aria-label="Picture of the relation graph" aria-describedby="keys">${raw(drawing)}</div>
<div class="details" id="details" role="status" aria-live="polite"></div>
</div>
<ul class="legend">${legend(picture)}</ul>
<p class="small keys" id="keys" hidden>Drag to move, Ctrl and wheel to zoom. By keyboard: arrows move the picture, + and − zoom, 0 shows all of it; Enter goes to the tables, arrows from one to the next, Enter shows one, Escape goes back; / searches.</p>`,
  };
}

const legend = (picture: Told['picture']): readonly Markup[] =>
  statesIn(picture).map(([state, count]) => {
    const { standing, dashes, word } = lookOf(state);
    const dash = dashes === '' ? '' : html` stroke-dasharray="${dashes}"`;
    return html`<li class="reference ${standing}"><svg width="46" height="10" aria-hidden="true"><path class="way" d="M0 5H34"${dash}/><path class="head" d="M34 1L42 5L34 9Z"/></svg>${word || 'enforced'} (${count})</li>`;
  });
