export { around, type Picture, type PictureReference, type PictureTable, pictureOf } from './graph/picture.ts';
export { dot } from './text/dot.ts';
export { json } from './text/json.ts';
export { mermaid } from './text/mermaid.ts';

/** The picture as SVG; the library that lays it out is loaded with it. */
export const loadSvg = () => import('./svg/svg.ts');
