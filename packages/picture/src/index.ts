export { around, type Picture, type PictureReference, type PictureTable, pictureOf } from './graph/picture.ts';
export { relativeLinks } from './page/places.ts';
export { dot } from './text/dot.ts';
export { json } from './text/json.ts';
export { mermaid } from './text/mermaid.ts';

/** A report as one HTML file, loaded only where one is asked for. */
export const loadPage = () => import('./page/page.ts');

/** The picture as SVG; the library that lays it out is loaded with it. */
export const loadSvg = () => import('./svg/svg.ts');
