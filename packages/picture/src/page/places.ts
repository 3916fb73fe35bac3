import type { Place } from '@refint/model';
import { locationOf, onOneLine } from '@refint/reporters';
import { html, type Markup, none } from './markup.ts';

/** Where links to files lead: `{path}` and `{line}` are put in. */
export type Links = string;

/** Links to the files beside the page: `base` is the way from where it lies to where paths begin, such as `../`. */
export const relativeLinks = (base: string): Links => `${base}{path}#L{line}`;

/** Shows a place: `whole` with its path, `line` where the path is known. */
export type ShowPlace = (place: Place | undefined, how?: 'whole' | 'line') => Markup;

/** A longer path is shown by its end: the link has all of it. */
const longest = 48;

/** A place as people and editors write it, and as a link to the file. Paths are shown as they are in the folder of the project. */
export function placeLink(links: Links, project: string): ShowPlace {
  const folder = `${project}/`;
  return (place, how = 'whole') => {
    if (!place) return none;
    const { path, line } = locationOf(place);
    const href = links
      .replaceAll('{line}', String(line))
      .replaceAll('{path}', () => path.split('/').map(encodeURIComponent).join('/'));
    const inside = onOneLine(path.startsWith(folder) ? path.slice(folder.length) : path);
    const shown = inside.length > longest ? `…/${inside.split('/').slice(-2).join('/')}` : inside;
    return html`<a class="at" href="${href}">${how === 'line' ? `line ${line}` : `${shown}:${line}`}</a>`;
  };
}
