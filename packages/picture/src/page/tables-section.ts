import { html } from './markup.ts';
import type { Section, Told } from './story-words.ts';
import { tableOf } from './table.ts';

/** Every table of the picture; a script finds in its rows what it shows of one. */
export function tablesOf({ story, picture, at }: Told): Section {
  const lines = new Map(story.tables.map((line) => [line.table, line]));
  const rows = picture.tables.map(({ name, model, key, at: place }, number) => {
    const line = lines.get(name);
    const missing = line ? line.references - line.enforced : 0;
    return {
      marks: html` id="t${number}"`,
      cells: [
        html`<span class="name">${name}</span>`,
        model === undefined || model === name ? '' : model,
        key.join(', '),
        line?.columns,
        line?.references,
        missing > 0 ? html`<span class="missing">${missing}</span>` : line && 0,
        line?.referencedBy,
        at(line?.at ?? place),
      ],
    };
  });
  return {
    id: 'tables',
    title: 'Tables',
    content: html`<details${rows.length > 40 ? '' : html` open`}><summary>${rows.length} tables</summary>${tableOf({
      id: 'all-tables',
      label: 'Tables',
      head: ['table', 'model', 'key', 'columns', 'references', 'not enforced', 'referenced by', 'written at'],
      numbers: [3, 4, 5, 6],
      rows,
    })}</details>`,
  };
}
