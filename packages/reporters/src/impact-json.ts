import { type ImpactStory, loadImpact } from '@refint/core';
import { type Effect, placeOf, shownTableId, type TableId } from '@refint/model';
import type { ImpactTold } from './impact.ts';
import { placeAsJson, problemAsJson } from './json.ts';
import { jsonText } from './json-text.ts';

/** The consequences of a delete for programs: a list in which each one names the one that it comes of by its place. */
export async function impactJson({ report, story, problems }: ImpactTold): Promise<string> {
  const { shownEffect } = await loadImpact();
  const shown = (tables: readonly TableId[]) => tables.map(shownTableId);
  const parents = parentsOf(story);
  return jsonText({
    project: report.project.name,
    table: shownTableId(story.table),
    tableNotes: story.notes,
    impacts: story.steps.map(({ impact, notes }, at) => ({
      parent: parents[at] ?? null,
      depth: impact.depth,
      table: shownTableId(impact.reference.table),
      columns: impact.reference.columns,
      referencedTable: shownTableId(impact.reference.referencedTable),
      referencedColumns: impact.reference.referencedColumns,
      event: impact.event,
      action: impact.action ?? null,
      effect: impact.effect,
      text: shownEffect(impact),
      writes: impact.columns,
      required: impact.required,
      enforcement: impact.reference.enforcement,
      told: impact.told ?? null,
      notes,
      ...placeAsJson(placeOf(impact.reference.origin)),
    })),
    tables: Object.fromEntries(Object.entries(story.tables).map(([effect, ids]) => [effect as Effect, shown(ids)])),
    depth: story.depth,
    circles: story.circles.map(shown),
    notes: report.notes,
    problems: problems.map(problemAsJson),
  });
}

/** Of each step the place of the one that it comes of; nothing for those that come of the delete itself. */
export function parentsOf({ steps }: ImpactStory): readonly (number | undefined)[] {
  const last: number[] = [];
  return steps.map(({ impact: { depth } }, at) => {
    last[depth] = at;
    return last[depth - 1];
  });
}
