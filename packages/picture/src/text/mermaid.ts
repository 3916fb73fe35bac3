import type { TableId } from '@refint/model';
import { inMermaid } from '@refint/reporters';
import { groupsOf, hubsOf } from '../graph/groups.ts';
import type { Picture } from '../graph/picture.ts';
import { labelOf, lookOf, type Standing } from '../graph/standing.ts';

const colors: Readonly<Record<Exclude<Standing, 'quiet'>, string>> = {
  missing: '#d1242f',
  partly: '#bf8700',
  open: '#8250df',
};

/** The picture for Markdown that is rendered: full lines are enforced, broken ones are not, or not wholly. */
export function mermaid(picture: Picture): string {
  const ids = new Map(picture.tables.map(({ id }, at) => [id, `t${at}`]));
  const names = new Map(picture.tables.map(({ id, name }) => [id, name]));
  const node = (id: TableId) => `${ids.get(id)}["${inMermaid(names.get(id) ?? '')}"]`;
  const groups = groupsOf(picture, hubsOf(picture)).map(({ name, tables }, at) => [
    `  subgraph g${at}["${inMermaid(name)}"]`,
    ...tables.map((id) => `    ${node(id)}`),
    '  end',
  ]);
  const edges = picture.references.map((reference) => {
    const label = [reference.columns.join(', '), labelOf(reference)].filter((part) => part !== '').join(': ');
    const arrow = lookOf(reference.state).standing === 'quiet' ? '-->' : '-.->';
    return `  ${ids.get(reference.from)} ${arrow}|"${inMermaid(label)}"| ${ids.get(reference.to)}`;
  });
  const styles = Object.entries(colors).flatMap(([standing, color]) => {
    const own = picture.references.flatMap(({ state }, at) => (lookOf(state).standing === standing ? [at] : []));
    return own.length > 0 ? [`  linkStyle ${own.join(',')} stroke:${color},stroke-width:2px`] : [];
  });
  return `${['flowchart LR', ...groups.flat(), ...edges, ...styles].join('\n')}\n`;
}
