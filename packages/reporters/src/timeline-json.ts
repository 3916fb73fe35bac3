import type { Chapter, Entry } from '@refint/core';
import { shownTableId, type TableId } from '@refint/model';
import { placeAsJson, problemAsJson } from './json.ts';
import { jsonText } from './json-text.ts';
import type { Told } from './timeline.ts';

const transactions: Readonly<Record<Chapter['commits'], string>> = {
  one: 'one',
  each: 'each-statement',
  shared: 'shared',
  explicit: 'explicit',
};

/** What each migration did, for programs. */
export function timelineJson({ report, chronicle, story, problems }: Told): string {
  const migrations = chronicle.migrations.filter(({ entries }) => !story || entries.length > 0).map(chapterAsJson);
  const value = {
    project: report.project.name,
    table: story ? storyAsJson(story) : null,
    migrations,
    notes: report.notes,
    problems: problems.map(problemAsJson),
  };
  return jsonText(value);
}

const storyAsJson = ({ id, today, names }: NonNullable<Told['story']>) => ({
  name: shownTableId(id),
  today: shownOrNull(today),
  names: names.map((naming) => ({ name: shownTableId(naming.id), migration: naming.migration ?? null })),
});

const shownOrNull = (id: TableId | undefined) => (id === undefined ? null : shownTableId(id));

const chapterAsJson = ({ name, path, commits, entries, quiet }: Chapter) => ({
  name,
  path,
  transaction: transactions[commits],
  changes: entries.map(entryAsJson),
  otherStatements: Object.fromEntries(quiet),
});

function entryAsJson({ kind, entity, name, table, text, reference, consequence, outcome, because, at }: Entry) {
  return {
    kind,
    entity,
    name,
    table: shownOrNull(table),
    text,
    outcome,
    because: because ? { text: because.text, code: because.code ?? null, ...placeAsJson(because.at) } : null,
    consequence,
    reference: reference
      ? {
          columns: reference.columns,
          referencedTable: shownTableId(reference.referencedTable),
          referencedColumns: reference.referencedColumns,
          onDelete: reference.onDelete,
          onUpdate: reference.onUpdate,
        }
      : null,
    ...placeAsJson(at),
  };
}
