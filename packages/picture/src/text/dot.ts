import type { TableId } from '@refint/model';
import { onOneLine } from '@refint/reporters';
import { groupsOf, hubsOf } from '../graph/groups.ts';
import type { Picture, PictureReference } from '../graph/picture.ts';
import { labelOf, lookOf, type Standing } from '../graph/standing.ts';

const looks: Readonly<Record<Standing, string>> = {
  quiet: 'color="#7d8691" style=solid',
  partly: 'color="#855800" fontcolor="#855800" style=dashed penwidth=1.6',
  missing: 'color="#b3261e" fontcolor="#b3261e" style=dashed penwidth=1.6 arrowhead=empty',
  open: 'color="#5a4fcf" fontcolor="#5a4fcf" style=dotted penwidth=1.6 arrowhead=empty',
};

/** The picture in the language of Graphviz, for whoever lays it out in a way of their own. */
export function dot(picture: Picture): string {
  const names = new Map(picture.tables.map(({ id, name, key }) => [id, label(name, key)]));
  const groups = groupsOf(picture, hubsOf(picture)).map(({ name, tables }, at) => [
    `  subgraph ${quoted(`cluster_${at}`)} {`,
    `    label=${quoted(name)}`,
    ...tables.map((id) => `    ${quoted(id)} [label=${names.get(id)}]`),
    '  }',
  ]);
  return `${[
    `digraph ${quoted(picture.project)} {`,
    '  graph [rankdir=LR fontname="Helvetica" color="#c3c9d0" style=rounded]',
    '  node [shape=box style=rounded fontname="Helvetica" fontsize=11]',
    '  edge [fontname="Helvetica" fontsize=9]',
    ...groups.flat(),
    ...picture.references.map(edge),
    '}',
  ].join('\n')}\n`;
}

const edge = (reference: PictureReference): string => {
  const { from, to, columns, state } = reference;
  const words = [columns.join(', '), labelOf(reference)].filter((part) => part !== '');
  return `  ${quoted(from satisfies TableId)} -> ${quoted(to)} [label=${quoted(words.join(': '))} ${looks[lookOf(state).standing]}]`;
};

/** A name above its key; `\n` is how a label of Graphviz begins another line. */
const label = (name: string, key: readonly string[]): string =>
  key.length === 0 ? quoted(name) : `"${inQuotes(name)}\\n${inQuotes(key.join(', '))}"`;

const quoted = (text: string): string => `"${inQuotes(text)}"`;

/** Inside of quotes a backslash begins an escape of the label, and a reference to a character is read as one. */
const inQuotes = (text: string): string =>
  onOneLine(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('&', '&amp;');
