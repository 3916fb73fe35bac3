import { loadImpact } from '@refint/core';
import { type Effect, type Impact, shownTableId, type TableId } from '@refint/model';
import type { ImpactTold } from './impact.ts';
import { parentsOf } from './impact-json.ts';
import { inMermaid } from './mermaid-text.ts';

const arrows: Readonly<Record<Effect, string>> = {
  deletes: '-->',
  nulls: '-.->',
  defaults: '-.->',
  follows: '-.->',
  refuses: '--x',
  nothing: '--o',
};

/** The consequences of a delete as a picture, for Markdown that is rendered: full lines are ways by which rows go. */
export async function impactMermaid({ story }: ImpactTold): Promise<string> {
  const { shownAnswer } = await loadImpact();
  const nodes = new Map<TableId, string>();
  const node = (table: TableId): string => {
    const known = nodes.get(table) ?? `t${nodes.size}`;
    nodes.set(table, known);
    return known;
  };
  const start = node(story.table);
  const parents = parentsOf(story);
  const edges = story.steps.map(({ impact }, at) => {
    const parent = parents[at];
    const from = parent === undefined ? story.table : (story.steps[parent]?.impact.reference.table ?? story.table);
    const label = inMermaid(`${impact.reference.columns.join(', ')}: ${shownAnswer(impact)}`);
    return `  ${node(from)} ${arrows[impact.effect]}|"${label}"| ${node(impact.reference.table)}`;
  });
  return [
    'flowchart LR',
    ...[...nodes].map(([table, id]) => `  ${id}["${inMermaid(shownTableId(table))}"]`),
    ...edges,
    '  classDef goes stroke:#d1242f,stroke-width:2px',
    '  classDef refuses stroke:#bf8700,stroke-width:2px,stroke-dasharray:4',
    `  class ${[start, ...classOf('deletes', story.steps, nodes)].join(',')} goes`,
    ...listIn('refuses', classOf('refuses', story.steps, nodes)),
    '',
  ].join('\n');
}

const listIn = (name: string, ids: readonly string[]): readonly string[] =>
  ids.length > 0 ? [`  class ${ids.join(',')} ${name}`] : [];

function classOf(
  effect: Effect,
  steps: readonly { readonly impact: Impact }[],
  nodes: ReadonlyMap<TableId, string>,
): readonly string[] {
  const tables = steps.flatMap(({ impact }) => (impact.effect === effect ? impact.reference.table : []));
  return [...new Set(tables)].flatMap((table) => nodes.get(table) ?? []);
}
