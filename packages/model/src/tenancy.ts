import { components } from './components.ts';
import { acts } from './deletion.ts';
import type { Reference } from './reference.ts';
import type { RelationGraph } from './relation-graph.ts';
import { sameNames } from './snapshot.ts';
import { columnOf, type Table, type TableId } from './table.ts';

/** To whom rows belong, as people say it. */
export interface TenancyNames {
  /** The table with a row for each tenant. */
  readonly root: TableId;
  /** The column by which the rows of other tables say whose they are. */
  readonly column: string;
  /** Whether a table is said to belong to no tenant. */
  readonly isExcepted: (table: TableId) => boolean;
}

/** A table that no way leads from to the root, with those whose ways all end there. */
export interface Stray {
  readonly table: Table;
  readonly behind: readonly TableId[];
}

/** Which tables belong to tenants, and where rows of one tenant may come to those of another. */
export class Tenancy {
  readonly root: TableId;
  readonly column: string;
  readonly #graph: RelationGraph;
  readonly #tables: ReadonlyMap<TableId, Table>;
  readonly #isExcepted: (table: TableId) => boolean;
  readonly #columns = new Map<TableId, string>();
  readonly #belonging: ReadonlySet<TableId>;

  /** Of the tables, views and partitions are left out: what is said of a whole holds for its parts. */
  constructor(graph: RelationGraph, tables: Iterable<Table>, { root, column, isExcepted }: TenancyNames) {
    this.#graph = graph;
    this.root = root;
    this.column = column;
    this.#isExcepted = isExcepted;
    this.#tables = new Map(
      [...tables].filter(({ form, isPartition }) => form !== 'view' && !isPartition).map((table) => [table.id, table]),
    );
    for (const table of this.#tables.values()) {
      const own = table.id === root || isExcepted(table.id) ? undefined : this.#findColumn(table);
      if (own !== undefined) this.#columns.set(table.id, own);
    }
    this.#belonging = this.#findBelonging();
  }

  /** The column by which rows of the table say whose they are; nothing for the root, and where there is none. */
  columnIn(table: TableId): string | undefined {
    return this.#columns.get(table);
  }

  /** Whether rows of the table belong to tenants, by a column of their own or through what they reference. */
  belongs(table: TableId): boolean {
    return this.#belonging.has(table);
  }

  /** Whether a reference pairs the tenant of its row with that of the referenced one, or with the root itself. */
  carriesTenant({ table, columns, referencedTable, referencedColumns }: Reference): boolean {
    const own = columns.indexOf(this.#columns.get(table) ?? '');
    if (own < 0) return false;
    return referencedTable === this.root || referencedColumns[own] === this.#columns.get(referencedTable);
  }

  /** Tables that have the column and do not say that it references a tenant. */
  unreferenced(): readonly Table[] {
    return this.#all().filter((table) => {
      if (!this.#columns.has(table.id)) return false;
      return !this.#graph.referencesFrom(table.id).some((reference) => this.carriesTenant(reference));
    });
  }

  /**
   * Tables without the column whose rows reference rows of tenants by several ways, so that nothing holds their tenants
   * together, with these references. One that may be left out is none of them, since often only one of several is set; nor is a
   * join table that nobody wrote, which can have no column more.
   */
  torn(): ReadonlyMap<Table, readonly Reference[]> {
    const found = new Map<Table, readonly Reference[]>();
    for (const table of this.#all()) {
      if (table.id === this.root || this.#columns.has(table.id) || this.#isExcepted(table.id)) continue;
      const ways = this.#graph
        .referencesFrom(table.id)
        .filter((one) => acts(one) && this.#columns.has(one.referencedTable) && areRequired(table, one.columns));
      if (ways.some(({ relation }) => relation?.implicitManyToMany)) continue;
      if (new Set(ways.map((way) => way.referencedTable)).size > 1) found.set(table, ways);
    }
    return found;
  }

  /**
   * By referencing table, the references between rows of tenants by which one may come to a row of another tenant. A table
   * with rows of nobody, whose column may be null, shares them with all tenants, so that no key could carry it.
   */
  crossing(): ReadonlyMap<Table, readonly Reference[]> {
    const found = new Map<Table, readonly Reference[]>();
    for (const table of this.#all()) {
      if (!this.#hasRequiredColumn(table.id)) continue;
      const all = this.#graph
        .referencesFrom(table.id)
        .filter((one) => acts(one) && this.#hasRequiredColumn(one.referencedTable));
      const carried = all.filter((one) => this.carriesTenant(one));
      const bare = all.filter((one) => !carried.includes(one) && !carried.some((other) => isWithin(one, other)));
      if (bare.length > 0) found.set(table, bare);
    }
    return found;
  }

  #hasRequiredColumn(id: TableId): boolean {
    const [table, column] = [this.#tables.get(id), this.#columns.get(id)];
    return table !== undefined && column !== undefined && areRequired(table, [column]);
  }

  /**
   * Tables that belong to no tenant, though nobody excepted them: no way leads from them to the root, nor to a table that is
   * excepted or that rows of tenants share, such as users or countries. Of several that hang together the last on the way.
   */
  strays(): readonly Stray[] {
    const stray = new Set(this.#strayTables());
    const next = (table: TableId) =>
      this.#graph
        .referencesFrom(table)
        .map(({ referencedTable }) => referencedTable)
        .filter((to) => stray.has(to));
    const ends = components([...stray].sort(), next).filter((group) =>
      group.every((table) => next(table).every((to) => group.includes(to))),
    );
    return ends.flatMap((group) => {
      const [first = ''] = [...group].sort();
      const table = this.#tables.get(first);
      return table ? [{ table, behind: this.#behind(first, stray) }] : [];
    });
  }

  #behind(end: TableId, stray: ReadonlySet<TableId>): readonly TableId[] {
    const found = new Set([end]);
    for (const one of found)
      for (const { table } of this.#graph.referencesTo(one)) if (stray.has(table)) found.add(table);
    found.delete(end);
    return [...found].sort();
  }

  *#strayTables(): Iterable<TableId> {
    const anchored = new Set<TableId>();
    for (const { id } of this.#all()) if (this.#isExcepted(id) || this.#isShared(id)) anchored.add(id);
    for (const id of anchored) for (const { table } of this.#graph.referencesTo(id)) anchored.add(table);
    for (const { id, doubt } of this.#all()) if (!doubt && !this.#belonging.has(id) && !anchored.has(id)) yield id;
  }

  /** A table that rows of tenants reference and that is nobody's. */
  #isShared(table: TableId): boolean {
    if (this.#belonging.has(table)) return false;
    return this.#graph.referencesTo(table).some(({ table: from }) => this.#belonging.has(from));
  }

  #all(): readonly Table[] {
    return [...this.#tables.values()];
  }

  /** The column as it is named, or in another spelling; one that references something else says something else. */
  #findColumn(table: Table): string | undefined {
    const plain = plainName(this.column);
    const named = columnOf(table, this.column) ?? table.columns.find(({ name }) => plainName(name) === plain);
    if (!named) return undefined;
    const ends = this.#graph.referencesFrom(table.id).filter(({ columns }) => columns.includes(named.name));
    const isTenant = ends.some(({ columns, referencedTable, referencedColumns }) => {
      if (referencedTable === this.root) return true;
      return plainName(referencedColumns[columns.indexOf(named.name)] ?? '') === plain;
    });
    return ends.length === 0 || isTenant ? named.name : undefined;
  }

  /** The root, what has the column, what references any of these, and what a row of these has for itself alone. */
  #findBelonging(): ReadonlySet<TableId> {
    const found = new Set([this.root, ...this.#columns.keys()]);
    for (const id of found) {
      for (const { table } of this.#graph.referencesTo(id)) if (!this.#isExcepted(table)) found.add(table);
      if (id === this.root) continue;
      const own = this.#tables.get(id);
      for (const { columns, referencedTable } of this.#graph.referencesFrom(id)) {
        if (own && isUnique(own, columns) && !this.#isExcepted(referencedTable)) found.add(referencedTable);
      }
    }
    return found;
  }
}

/** Names that differ in their spelling only: `organization_id`, `organizationId`. */
export const plainName = (name: string): string => name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

const isUnique = ({ primaryKey, uniques, indexes }: Table, columns: readonly string[]): boolean =>
  [...(primaryKey ? [primaryKey] : []), ...uniques, ...indexes.filter(isWholeUnique)].some((key) =>
    sameNames(key.columns, columns),
  );

const isWholeUnique = (index: Table['indexes'][number]): boolean =>
  index.unique && !index.expressions && index.predicate === undefined;

const areRequired = (table: Table, columns: readonly string[]): boolean =>
  columns.every((name) => columnOf(table, name)?.nullable === false);

/** Whether a wider reference to the same table makes a reference superfluous. */
const isWithin = (one: Reference, wider: Reference): boolean =>
  one.referencedTable === wider.referencedTable && one.columns.every((column) => wider.columns.includes(column));
