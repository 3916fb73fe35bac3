import { type TableId, Tenancy } from '@refint/model';
import { matchesTable, namesOf } from './patterns.ts';
import type { Project } from './rule.ts';
import { knownState } from './searched.ts';

/** To whom rows belong, as the configuration says it. Names are those of the database. */
export interface TenancySettings {
  /** The table with a row for each tenant. */
  readonly root: string;
  /** The column by which the rows of other tables say whose they are. */
  readonly column: string;
  /** Tables that belong to no tenant; `*` stands for any letters. */
  readonly except: readonly string[];
}

/** Whether a name, alone or with its schema, is that of a table. */
export const namesTable = (name: string, table: TableId): boolean => namesOf(table).includes(name);

const known = new WeakMap<Project, Tenancy>();

/** Which tables of a project belong to tenants; nothing where nobody says so, or where it has no such table. */
export function tenancyIn(project: Project): Tenancy | undefined {
  const { tenancy: settings, graph, declared, timeline } = project;
  if (!settings) return undefined;
  const before = known.get(project);
  if (before) return before;
  const root = graph.tables.find((table) => namesTable(settings.root, table));
  if (root === undefined) return undefined;
  // The schema is what people mend; what it does not know of is in the database all the same.
  const tables = new Map((timeline?.last.tables ?? []).map((table) => [table.id, table]));
  for (const table of declared?.snapshot.tables ?? []) tables.set(table.id, table);
  const { column, except } = settings;
  const isExcepted = (table: string) => except.some((pattern) => matchesTable(pattern, table));
  const tenancy = new Tenancy(graph, tables.values(), { root, column, isExcepted });
  known.set(project, tenancy);
  return tenancy;
}

/** The same, where what is absent is known to be absent. */
export const wholeTenancyIn = (project: Project): Tenancy | undefined =>
  project.timeline && !knownState(project) ? undefined : tenancyIn(project);
