import { type Problem, shownTableId, type TableId } from '@refint/model';
import { jsonText, placeAsJson, problemAsJson, referenceAsJson } from '@refint/reporters';
import { groupsOf, hubsOf } from '../graph/groups.ts';
import type { Picture } from '../graph/picture.ts';

/** The picture for programs: the same tables, references and groups, without places on a page. */
export function json(picture: Picture, notes: readonly string[], problems: readonly Problem[]): string {
  const groups = groupsOf(picture, hubsOf(picture));
  const home = new Map<TableId, string>(groups.flatMap(({ name, tables }) => tables.map((id) => [id, name] as const)));
  return jsonText({
    project: picture.project,
    around: picture.around ? { table: shownTableId(picture.around.table), depth: picture.around.depth } : null,
    groups: groups.map(({ name, tables }) => ({ name, tables: tables.map(shownTableId) })),
    tables: picture.tables.map(({ id, name, model, key, at }) => ({
      table: name,
      model: model ?? null,
      primaryKey: key,
      group: home.get(id) ?? null,
      ...placeAsJson(at),
    })),
    references: picture.references.map(({ reference }) => referenceAsJson(reference)),
    notes,
    problems: problems.map(problemAsJson),
  });
}
