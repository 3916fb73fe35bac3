import {
  type Place,
  placeOf,
  proposedTenancy,
  type Reference,
  shownReference,
  shownTableId,
  type Table,
  Tenancy,
} from '@refint/model';
import { namesTable, type Project, tenancyIn } from '@refint/rule';

/** Whose rows are whose, and where nothing in the database keeps tenants apart. */
export interface TenancyStory {
  /** `configured`: the configuration says it. `proposed`: the references look like it, and nobody has said so. */
  readonly from: 'configured' | 'proposed';
  /** The table with a row for each tenant, and the column by which rows of others say whose they are. */
  readonly root: string;
  readonly column: string;
  /** How many tables there are, how many of them belong to tenants, and how many of these say so by the column itself. */
  readonly tables: number;
  readonly belonging: number;
  readonly withColumn: number;
  /** Tables with the column and without a reference that says whose row it is. */
  readonly unreferenced: readonly TableAt[];
  /** Tables that no reference connects with a tenant, so that their rows belong to nobody by all that is known. */
  readonly strays: readonly TableAt[];
  /** Tables whose rows can reference rows of several tenants at once, with the references by which they do. */
  readonly torn: readonly TableWays[];
  /** References between rows of tenants that do not carry the tenant, by table. */
  readonly crossing: readonly TableWays[];
}

export interface TableAt {
  readonly table: string;
  readonly at: Place;
}

export interface TableWays extends TableAt {
  /** "posts.author_id → users.id". */
  readonly references: readonly string[];
}

/** Tells of the tenants that the configuration names, or of those that the graph shows; nothing where it shows none. */
export function tenancyStory(project: Project): TenancyStory | undefined {
  const configured = tenancyIn(project);
  const tables = tablesOf(project);
  if (configured) return told('configured', configured, tables);
  if (project.tenancy) return undefined;
  const proposed = proposedTenancy(project.graph, tables);
  if (!proposed) return undefined;
  const except = proposed.except.map(shownTableId);
  const isExcepted = (table: string) => except.some((name) => namesTable(name, table));
  return told('proposed', new Tenancy(project.graph, tables, { ...proposed, isExcepted }), tables);
}

/** What the schema declares, where people mend it, and what only the database has. */
function tablesOf({ declared, timeline }: Project): readonly Table[] {
  const tables = new Map((timeline?.last.tables ?? []).map((table) => [table.id, table]));
  for (const table of declared?.snapshot.tables ?? []) tables.set(table.id, table);
  return [...tables.values()].filter(({ form, isPartition }) => form !== 'view' && !isPartition);
}

const told = (from: TenancyStory['from'], tenancy: Tenancy, tables: readonly Table[]): TenancyStory => ({
  from,
  root: shownTableId(tenancy.root),
  column: tenancy.column,
  tables: tables.length,
  belonging: tables.filter(({ id }) => tenancy.belongs(id)).length,
  withColumn: tables.filter(({ id }) => tenancy.columnIn(id) !== undefined).length,
  unreferenced: tenancy.unreferenced().map(tableAt),
  strays: tenancy.strays().map(({ table }) => tableAt(table)),
  torn: waysOf(tenancy.torn()),
  crossing: waysOf(tenancy.crossing()),
});

const tableAt = ({ id, origin }: Table): TableAt => ({ table: shownTableId(id), at: placeOf(origin) });

const waysOf = (found: ReadonlyMap<Table, readonly Reference[]>): readonly TableWays[] =>
  [...found].map(([table, references]) => ({ ...tableAt(table), references: references.map(shownReference) }));
