import { visible } from './safe-text.ts';

/** An element of XML, ready to be written. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Elements, or a text; nothing makes an empty element. */
  readonly content?: readonly Element[] | string;
}

/** A document of XML 1.0, indented. A text stands between its tags as it is. */
export const xmlText = (root: Element): string => `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}`;

function written({ name, attributes, content = [] }: Element, indent: string): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${inAttribute(String(value))}"`);
  const open = `${indent}<${name}${pairs.join('')}`;
  if (content.length === 0) return `${open}/>\n`;
  if (typeof content === 'string') return `${open}>${inText(content)}</${name}>\n`;
  return `${open}>\n${content.map((child) => written(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}

/** XML 1.0 has no way to write most controls, half a letter, or the last two of the first plane. */
const writable = (text: string): string => visible(text).replace(/\p{Surrogate}|[\ufffe\uffff]/gu, '\ufffd');

const inText = (text: string): string =>
  writable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');

/** Line ends and tabs would come out as blanks, so they are written by number. */
const inAttribute = (text: string): string =>
  inText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
