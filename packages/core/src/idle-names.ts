import {
  knownEnd,
  nearest,
  type Problem,
  shownTableId,
  splitTableId,
  type TableId,
  tablesOfEntity,
} from '@refint/model';
import { type AnyRule, matchesColumns, matchesTable, type Options, type Project, policyFor } from '@refint/rule';
import type { RuleDecisions, Settings } from './input.ts';
import type { ProjectReport } from './report.ts';

/**
 * Names in `overrides`, `tables`, `deletes` and options of rules that no table has, and never had: a slip there would leave the entry
 * without effect, and nobody would know. A name with `*` may mean what is still to come, but an override whose names all mean nothing is said.
 */
export function idleNames(
  settings: Settings,
  reports: readonly ProjectReport[],
  rules: readonly AnyRule[] = [],
): readonly Problem[] {
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
    ...inOptions(settings, 'rules', rules, known),
    ...(settings.overrides ?? []).flatMap((override, at) =>
      inOptions(override, `overrides[${at}].rules`, rules, known),
    ),
  ];
}

/** Names in the options that one place gives to rules. */
const inOptions = (
  { options = {} }: RuleDecisions,
  setting: string,
  rules: readonly AnyRule[],
  known: Known,
): readonly Problem[] =>
  rules.flatMap(({ id, options: declared }) =>
    Object.entries(options[id] ?? {}).flatMap(([name, given]) => {
      const option = (declared as Options | undefined)?.[name];
      if (option?.kind !== 'texts' || !option.names) return [];
      const isKnown = option.names === 'tables' ? known.isTable : known.isColumn;
      return unknownIn(exact(given as readonly string[]), `${setting}.${id}.1`, name, isKnown, known, option.names);
    }),
  );

/** What is not there may be in a part of the history that is kept elsewhere. */
const isPartial = ({ timeline, declared }: Project): boolean =>
  timeline !== undefined && declared === undefined && !knownEnd(timeline);

const exact = (names: readonly string[] = []): readonly string[] => names.filter((name) => !name.includes('*'));

type Kind = 'tables' | 'columns' | 'both';

interface Known {
  isTable(pattern: string): boolean;
  isColumn(pattern: string): boolean;
  isTableOrColumn(pattern: string): boolean;
  /** The name that was probably meant. */
  meant(name: string, kind: Kind): string | undefined;
}

function knownIn(projects: readonly Project[]): Known {
  const today = new Set(projects.flatMap(({ graph }) => graph.tables));
  let past: ReadonlySet<TableId> | undefined;
  const isTable = (pattern: string): boolean => {
    const has = (ids: ReadonlySet<TableId>) => [...ids].some((id) => matchesTable(pattern, id));
    return has(today) || has((past ??= pastIn(projects)));
  };
  const columns = () => projects.flatMap(columnsIn);
  const isColumn = (pattern: string): boolean =>
    columns().some(({ table, names }) => matchesColumns([pattern], table, names));
  return {
    isTable,
    isColumn,
    isTableOrColumn: (pattern) => isTable(pattern) || isColumn(pattern),
    meant(name, kind) {
      const tables = [...today].flatMap((id) => [shownTableId(id), splitTableId(id).name]);
      const near = kind === 'columns' ? undefined : nearest(name, tables);
      if (near !== undefined || kind === 'tables' || !name.includes('.')) return near;
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
  kind: Kind = key === 'from' ? 'both' : 'tables',
): readonly Problem[] {
  const whole = `${setting}.${key}`;
  const problem = (text: string): Problem => ({
    kind: 'unusable',
    text: `${whole} ${text}`,
    setting: whole,
    fatal: false,
  });
  const unknown = names.filter((name) => !isKnown(name));
  const what = { tables: 'no table', columns: 'no column', both: 'no table and no column' }[kind];
  const slips = exact(unknown);
  if (slips.length === 0 && unknown.length > 0 && unknown.length === names.length)
    return key === 'tables' ? [problem(`(${names.join(', ')}) matches ${what} here`)] : [];
  return slips.map((name) => {
    const near = meant(name, kind);
    const instead = near === undefined ? 'names are those of the database' : `did you mean ${near}?`;
    return problem(`(${name}) is ${what} here; ${instead}`);
  });
}
