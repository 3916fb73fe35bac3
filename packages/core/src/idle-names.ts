import {
  knownEnd,
  nearest,
  type Problem,
  shownTableId,
  splitTableId,
  type TableId,
  tablesOfEntity,
} from '@refint/model';
import { matchesColumns, matchesTable, type Project, policyFor } from '@refint/rule';
import type { Settings } from './input.ts';
import type { ProjectReport } from './report.ts';

/**
 * Names in `overrides`, `tables` and `deletes` that no table has, and never had: a slip there would leave the entry without effect,
 * and nobody would know. A name with `*` may mean what is still to come, but an override whose names all mean nothing is said.
 */
export function idleNames(settings: Settings, reports: readonly ProjectReport[]): readonly Problem[] {
  const projects = reports.map(({ project }) => project);
  if (projects.some(isPartial) || projects.every(({ graph }) => graph.tables.length === 0)) return [];
  const known = knownIn(projects);
  const references = projects.flatMap(({ graph }) => graph.references);
  return [
    ...(settings.overrides ?? []).flatMap(({ tables = [], paths }, at) =>
      paths?.length === 0 ? [] : unknownIn(tables, `overrides[${at}]`, 'tables', known.isTable, known),
    ),
    ...settings.tables.flatMap(({ table }, at) => unknownIn(table, `tables[${at}]`, 'table', known.isTable, known)),
    ...settings.deletes.flatMap((entry, at) =>
      // One that is about nothing as a whole is said already.
      references.some((reference) => policyFor([entry], reference))
        ? [
            ...unknownIn(exact(entry.from), `deletes[${at}]`, 'from', known.isTableOrColumn, known),
            ...unknownIn(exact(entry.to), `deletes[${at}]`, 'to', known.isTable, known),
          ]
        : [],
    ),
  ];
}

/** What is not there may be in a part of the history that is kept elsewhere. */
const isPartial = ({ timeline, declared }: Project): boolean =>
  timeline !== undefined && declared === undefined && !knownEnd(timeline);

const exact = (names: readonly string[] = []): readonly string[] => names.filter((name) => !name.includes('*'));

interface Known {
  isTable(pattern: string): boolean;
  isTableOrColumn(pattern: string): boolean;
  /** The name that was probably meant. */
  meant(name: string): string | undefined;
}

function knownIn(projects: readonly Project[]): Known {
  const today = new Set(projects.flatMap(({ graph }) => graph.tables));
  let past: ReadonlySet<TableId> | undefined;
  const isTable = (pattern: string): boolean => {
    const has = (ids: ReadonlySet<TableId>) => [...ids].some((id) => matchesTable(pattern, id));
    return has(today) || has((past ??= pastIn(projects)));
  };
  const columns = () => projects.flatMap(columnsIn);
  return {
    isTable,
    isTableOrColumn: (pattern) =>
      isTable(pattern) || columns().some(({ table, names }) => matchesColumns([pattern], table, names)),
    meant(name) {
      const tables = [...today].flatMap((id) => [shownTableId(id), splitTableId(id).name]);
      const near = nearest(name, tables);
      if (near !== undefined || !name.includes('.')) return near;
      return nearest(
        name,
        columns().flatMap(({ table, names }) => names.map((column) => `${splitTableId(table).name}.${column}`)),
      );
    },
  };
}

const columnsIn = ({ declared, timeline }: Project) =>
  [declared?.snapshot, timeline?.last].flatMap((state) =>
    (state?.tables ?? []).map(({ id, columns }) => ({ table: id, names: columns.map(({ name }) => name) })),
  );

/** The tables that migrations ever named. What is found in an old migration may be about one that is gone. */
const pastIn = (projects: readonly Project[]): ReadonlySet<TableId> =>
  new Set(projects.flatMap(({ timeline }) => timeline?.moments.flatMap(tablesOfEntity) ?? []));

function unknownIn(
  names: readonly string[],
  setting: string,
  key: string,
  isKnown: (name: string) => boolean,
  { meant }: Known,
): readonly Problem[] {
  const problem = (text: string): Problem => ({
    kind: 'unusable',
    text: `${setting}.${key} ${text}`,
    setting,
    fatal: false,
  });
  const unknown = names.filter((name) => !isKnown(name));
  const what = key === 'from' ? 'no table and no column' : 'no table';
  const slips = exact(unknown);
  if (slips.length === 0 && unknown.length > 0 && unknown.length === names.length)
    return key === 'tables' ? [problem(`(${names.join(', ')}) matches ${what} here`)] : [];
  return slips.map((name) => {
    const near = meant(name);
    const instead = near === undefined ? 'names are those of the database' : `did you mean ${near}?`;
    return problem(`(${name}) is ${what} here; ${instead}`);
  });
}
