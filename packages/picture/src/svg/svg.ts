import type { Enforcement } from '@refint/model';
import { amount, onOneLine } from '@refint/reporters';
import type { Picture } from '../graph/picture.ts';
import { lookOf } from '../graph/standing.ts';
import { layoutOf } from '../layout/layout.ts';
import { sansWidth } from '../layout/measure.ts';
import { drawn, toldReference } from './draw.ts';
import { escaped } from './escape.ts';
import { statesIn } from './states.ts';
import { dark, fonts, light, pictureStyle } from './style.ts';

/** Sizes of what is above the picture, which grow with it. */
const margin = 24;
const head = 76;

/** The picture as one SVG file: it needs nothing beside it, and follows whether its reader prefers light or dark. */
export async function svg(picture: Picture): Promise<string> {
  const layout = await layoutOf(picture);
  const legend = legendOf(picture);
  const title = titleOf(picture);
  const scale = Math.max(1, ...layout.groups.map((group) => Math.round(group.title / 1.6) / 10));
  const width = Math.ceil(Math.max(layout.width, scale * Math.max(legend.width, sansWidth(title, 18)))) + 2 * margin;
  const height = Math.ceil(layout.height + scale * head) + 2 * margin;
  const tip = (text: string) => `><title>${escaped(text)}</title`;
  const body = drawn(layout, {
    marks: {
      table: ({ table }) =>
        tip(
          table.model === undefined || table.model === table.name ? table.name : `${table.name}, model ${table.model}`,
        ),
      reference: (reference) => tip(toldReference(reference)),
    },
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title about">
<title id="title">${escaped(title)}</title>
<desc id="about">${escaped(aboutOf(picture))}</desc>
<style>
svg { ${fonts} ${light} background: var(--paper); }
@media (prefers-color-scheme: dark) { svg { ${dark} } }
.title { fill: var(--ink); font: 600 18px var(--sans); }
.legend { fill: var(--ink); font: 12px var(--sans); }
${pictureStyle}
</style>
<rect width="${width}" height="${height}" fill="var(--paper)"/>
<g transform="translate(${margin} ${margin}) scale(${scale})">
<text class="title" y="16">${escaped(title)}</text>
<g transform="translate(0 48)">${legend.text}</g>
</g>
<g transform="translate(${margin} ${margin + Math.round(scale * head)})">
${body}
</g>
</svg>
`;
}

const titleOf = ({ project, around, tables }: Picture): string => {
  const where = project === '.' ? 'Relations' : `Relations of ${onOneLine(project)}`;
  const middle = tables.find(({ id }) => id === around?.table);
  return middle ? `${where} around ${onOneLine(middle.name)}` : where;
};

const aboutOf = (picture: Picture): string =>
  `${amount(picture.tables.length, 'table')} and ${amount(picture.references.length, 'reference')}: ${statesIn(picture)
    .map(([state, count]) => `${count} ${wordOf(state)}`)
    .join(', ')}`;

const wordOf = (state: Enforcement): string => lookOf(state).word || 'enforced';

function legendOf(picture: Picture): { readonly width: number; readonly text: string } {
  let x = 0;
  const first = `${amount(picture.tables.length, 'table')}, ${amount(picture.references.length, 'reference')}`;
  const parts = [`<text class="legend" y="4">${first}</text>`];
  x += sansWidth(first, 12) + 24;
  for (const [state, count] of statesIn(picture)) {
    const { standing, dashes } = lookOf(state);
    const words = `${wordOf(state)} (${count})`;
    const dash = dashes === '' ? '' : ` stroke-dasharray="${dashes}"`;
    parts.push(
      `<g class="reference ${standing}"><path class="way" d="M${x} 0H${x + 34}"${dash}/><path class="head" d="M${x + 34} -4L${x + 42} 0L${x + 34} 4Z"/><text class="legend" x="${x + 50}" y="4">${words}</text></g>`,
    );
    x += 50 + sansWidth(words, 12) + 24;
  }
  return { width: x, text: parts.join('') };
}
