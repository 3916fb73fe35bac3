import { nearest, type Problem, shownTableId } from '@refint/model';
import { namesTable, type Project, type TenancySettings } from '@refint/rule';
import type { ProjectReport } from './report.ts';

/** Names in the tenancy that no project knows: a slip there would switch its rules off, and nobody would know. */
export function unknownTenancy(
  tenancy: TenancySettings | undefined,
  reports: readonly ProjectReport[],
): readonly Problem[] {
  const projects = reports.map(({ project }) => project);
  const tables = projects.flatMap(({ graph }) => graph.tables);
  if (!tenancy || tables.length === 0) return [];
  const { root, column, except } = tenancy;
  const shown = tables.map(shownTableId);
  const problems: Problem[] = [];
  const say = (key: string, what: string, name: string, meant: string | undefined) => {
    const instead = meant === undefined ? '; names are those of the database' : `; did you mean ${meant}?`;
    problems.push({
      kind: 'unusable',
      text: `${key}: no ${what} is called "${name}"${instead}`,
      setting: key,
      fatal: false,
    });
  };
  if (!tables.some((table) => namesTable(root, table))) say('tenancy.root', 'table', root, nearest(root, shown));
  const columns = new Set(projects.flatMap(columnsIn));
  if (!columns.has(column)) say('tenancy.column', 'column', column, nearest(column, columns));
  for (const [at, name] of except.entries()) {
    if (name.includes('*') || tables.some((table) => namesTable(name, table))) continue;
    say(`tenancy.except[${at}]`, 'table', name, nearest(name, shown));
  }
  return problems;
}

const columnsIn = ({ declared, timeline }: Project): readonly string[] =>
  [declared?.snapshot, timeline?.last].flatMap((state) =>
    (state?.tables ?? []).flatMap(({ columns }) => columns.map(({ name }) => name)),
  );
