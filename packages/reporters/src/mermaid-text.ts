import { onOneLine } from './safe-text.ts';

/** Everything that could end a label, or be read as markup in it, is written as Mermaid writes characters by their number. */
export const inMermaid = (text: string): string =>
  onOneLine(text).replace(/["#&<>`\\;[\]{}|]/g, (sign) => `#${sign.charCodeAt(0)};`);
