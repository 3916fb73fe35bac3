import type { Dialect, Domain, UserType } from './data-type.ts';
import type { ForeignKey } from './foreign-key.ts';
import { findsRows, namesIndexesBySchema } from './index-use.ts';
import { emptyListings, type Holder, heldIndexes, type Listings, list, listedUnder, listHolder } from './listings.ts';
import { emptyMap, type PersistentMap } from './persistent-map.ts';
import type { Relation } from './relation.ts';
import { remembered } from './remembered.ts';
import { type Column, columnOf, type Index, type Key, type Table, type TableId, tableId } from './table.ts';

/** What CREATE EXTENSION made, and where its types and functions are. */
export interface Extension {
  readonly name: string;
  readonly schema: string;
}

/**
 * One state of the world, declared by an ORM or made by migrations. It is never changed: `with…` and `without…` give a
 * new one that shares its structure. Every question a rule may ask about a state is a method here.
 */
export class Snapshot {
  readonly dialect: Dialect;
  /** Names of schemas, in the order of their creation. */
  readonly schemas: readonly string[];
  /** Extensions that were made, with the schema that holds what they bring. */
  readonly extensions: readonly Extension[];
  readonly #tables: PersistentMap<Table>;
  readonly #types: PersistentMap<UserType>;
  readonly #holders: PersistentMap<Holder>;
  readonly #listings: Listings;

  private constructor(
    dialect: Dialect,
    schemas: readonly string[],
    extensions: readonly Extension[],
    tables: PersistentMap<Table>,
    types: PersistentMap<UserType>,
    holders: PersistentMap<Holder>,
    listings: Listings,
  ) {
    this.dialect = dialect;
    this.schemas = schemas;
    this.extensions = extensions;
    this.#tables = tables;
    this.#types = types;
    this.#holders = holders;
    this.#listings = listings;
  }

  /** A database in which nothing was made yet: it has the schema `public`, or the one nameless schema of other dialects. */
  static empty(dialect: Dialect): Snapshot {
    return new Snapshot(dialect, [defaultSchema(dialect)], [], emptyMap(), emptyMap(), emptyMap(), emptyListings());
  }

  /** A state made of whole tables and types, in any order. */
  static of(
    dialect: Dialect,
    made: {
      readonly tables: Iterable<Table>;
      readonly types?: Iterable<UserType>;
      readonly schemas?: Iterable<string>;
    },
  ): Snapshot {
    let snapshot = Snapshot.empty(dialect);
    for (const schema of made.schemas ?? []) snapshot = snapshot.withSchema(schema);
    for (const type of made.types ?? []) snapshot = snapshot.withType(type);
    for (const table of made.tables) snapshot = snapshot.withTable(table);
    return snapshot;
  }

  /** All tables, by id: the very same list in every state that has the same tables, so that whatever was worked out of them holds. */
  get tables(): readonly Table[] {
    return this.#tables.values();
  }

  get types(): readonly UserType[] {
    return this.#types.values();
  }

  /** The same object in every state whose types are the same: whatever was worked out of them holds. */
  get typesAsOne(): object {
    return this.#types;
  }

  /** The same object in every state whose holders are the same. */
  get holdersAsOne(): object {
    return this.#holders;
  }

  /** Views, sequences and indexes: what shares its namespace with tables. */
  get holders(): readonly Holder[] {
    return this.#holders.values();
  }

  get foreignKeys(): readonly ForeignKey[] {
    return foreignKeysOf(this.tables);
  }

  get relations(): readonly Relation[] {
    return relationsOf(this.tables);
  }

  /** How many tables there are, without listing them. */
  get tableCount(): number {
    return this.#tables.size;
  }

  table(id: TableId): Table | undefined {
    return this.#tables.get(id);
  }

  tableNamed(schema: string, name: string): Table | undefined {
    return this.#tables.get(tableId(schema, name));
  }

  column(table: TableId, name: string): Column | undefined {
    const found = this.table(table);
    return found && columnOf(found, name);
  }

  typeNamed(schema: string, name: string): UserType | undefined {
    return this.#types.get(tableId(schema, name));
  }

  /** The index, view or sequence of that name. */
  holderNamed(schema: string, name: string): Holder | undefined {
    return this.#holders.get(tableId(schema, name));
  }

  /** The table, or else the index, view or sequence, that has a name in the namespace of tables. */
  relationNamed(schema: string, name: string): Table | Holder | undefined {
    const id = tableId(schema, name);
    return this.#tables.get(id) ?? this.#holders.get(id);
  }

  /** Whether anything may be in a schema: in most histories nothing is ever made in that of temporary tables. */
  mayHold(schema: string): boolean {
    return this.#listings.schemas.has(schema);
  }

  /** Tables of that schema with a constraint of that name: PostgreSQL wants it to be unique only within its table. */
  tablesWithConstraint(schema: string, name: string): readonly Table[] {
    return this.#listed('constrained', name).filter(
      (table) => table.schema === schema && hasConstraintNamed(table, name),
    );
  }

  /** Domains over a type, by id. */
  domainsOver(schema: string, name: string): readonly Domain[] {
    const found: Domain[] = [];
    for (const id of [...this.#listings.domains].sort()) {
      const type = this.#types.get(id);
      if (type?.kind === 'domain' && type.base.schema === schema && type.base.name === name) found.push(type);
    }
    return found;
  }

  /** Tables that have a column of a type that somebody made, or of an array of it. */
  tablesWithType(schema: string, name: string): readonly Table[] {
    return this.#listed('typed', tableId(schema, name)).filter((table) =>
      table.columns.some(({ type }) => type?.schema === schema && type.name === name),
    );
  }

  #listed(by: 'constrained' | 'typed', key: string): readonly Table[] {
    return listedUnder(this.#listings[by], key).flatMap((id) => this.table(id) ?? []);
  }

  /** Foreign keys that other tables, or the table itself, point at it with. */
  foreignKeysTo(id: TableId): readonly ForeignKey[] {
    const to: ForeignKey[] = [];
    for (const other of listedUnder(this.#listings.referencing, id)) {
      for (const key of this.table(other)?.foreignKeys ?? []) if (key.referencedTable === id) to.push(key);
    }
    return to;
  }

  /** Views that read a table or another view. */
  viewsOn(id: TableId): readonly Holder[] {
    return this.#held(id).filter(({ reads }) => reads?.some((read) => read.id === id));
  }

  /** Sequences that a table owns through one of its columns. */
  sequencesOf(id: TableId): readonly Holder[] {
    return this.#held(id).filter(({ kind, table }) => kind === 'sequence' && table === id);
  }

  /** Tables with a default that asks the sequence of that number. */
  tablesAsking(sequence: number): readonly Table[] {
    return this.#tablesListed(listedUnder(this.#listings.asking, String(sequence))).filter(({ columns }) =>
      columns.some((column) => column.default?.sequence === sequence),
    );
  }

  /** A number for a new sequence, that no other one has in any state that comes from the same beginning. */
  newNumber(): number {
    return ++this.#listings.numbers.last;
  }

  #tablesListed(ids: readonly TableId[]): readonly Table[] {
    return ids.flatMap((id) => this.table(id) ?? none);
  }

  #held(id: TableId): readonly Holder[] {
    if (this.#listings.holders.size === 0) return none;
    return listedUnder(this.#listings.holders, id).flatMap((holder) => this.#holders.get(holder) ?? none);
  }

  /** Partitions of a table, or tables that inherit from it. */
  heirsOf(id: TableId): readonly Table[] {
    if (this.#listings.heirs.size === 0) return none;
    const ids = listedUnder(this.#listings.heirs, id);
    return ids.flatMap((heir) => this.table(heir) ?? none).filter(({ parents }) => parents?.includes(id));
  }

  /** The index that finds the rows which hold given values in these columns; that of a key counts. */
  indexCovering(table: TableId, columns: readonly string[]): Index | undefined {
    return this.table(table)?.indexes.find((index) => findsRows(index, columns));
  }

  /**
   * What makes these columns, in any order, fit to be referenced by a foreign key: a primary key, a unique constraint, or
   * a unique index that is neither partial nor over expressions (PostgreSQL, CREATE TABLE, REFERENCES). Deferrable keys
   * do not count.
   */
  keyOn(table: TableId, columns: readonly string[]): Key | Index | undefined {
    const found = this.table(table);
    if (!found) return undefined;
    const keys = found.primaryKey ? [found.primaryKey, ...found.uniques] : found.uniques;
    return (
      keys.find((key) => !key.deferrable && sameNames(key.columns, columns)) ??
      found.indexes.find(
        (index) =>
          index.unique &&
          index.constraint === undefined &&
          !index.expressions &&
          index.predicate === undefined &&
          sameNames(index.columns, columns),
      )
    );
  }

  /** The columns that a referential action writes when it sets them to null or to their default. */
  columnsSetBy(reference: Relation | ForeignKey, when: 'onDelete' | 'onUpdate'): readonly Column[] {
    if (reference[when] !== 'set-null' && reference[when] !== 'set-default') return [];
    const limited = reference.kind === 'foreign-key' && when === 'onDelete' ? reference.setColumns : undefined;
    const table = this.table(reference.table);
    if (!table) return [];
    return (limited ?? reference.columns).map((name) => columnOf(table, name)).filter((column) => column !== undefined);
  }

  /** The table is put in place of the one with its id, if any. */
  withTable(table: Table): Snapshot {
    const old = this.#tables.get(table.id);
    if (old === table) return this;
    list(this.#listings, old, table);
    return this.#with(this.#tables.set(table.id, table), this.#types, this.#holdersWith(old, table));
  }

  withoutTable(id: TableId): Snapshot {
    const old = this.#tables.get(id);
    if (!old) return this;
    return this.#with(this.#tables.delete(id), this.#types, this.#holdersWith(old, undefined));
  }

  #holdersWith(old: Table | undefined, table: Table | undefined): PersistentMap<Holder> {
    const isSame = old?.indexes === table?.indexes || !namesIndexesBySchema(this.dialect);
    return isSame ? this.#holders : heldIndexes(this.#holders, old, table);
  }

  withType(type: UserType): Snapshot {
    this.#listings.schemas.add(type.schema);
    if (type.kind === 'domain') this.#listings.domains.add(tableId(type.schema, type.name));
    return this.#with(this.#tables, this.#types.set(tableId(type.schema, type.name), type), this.#holders);
  }

  withoutType(schema: string, name: string): Snapshot {
    return this.#with(this.#tables, this.#types.delete(tableId(schema, name)), this.#holders);
  }

  withHolder(holder: Holder): Snapshot {
    const { schema, name } = holder;
    this.#listings.schemas.add(schema);
    listHolder(this.#listings, holder);
    return this.#with(this.#tables, this.#types, this.#holders.set(tableId(schema, name), holder));
  }

  withoutHolder(schema: string, name: string): Snapshot {
    return this.#with(this.#tables, this.#types, this.#holders.delete(tableId(schema, name)));
  }

  withSchema(name: string): Snapshot {
    return this.schemas.includes(name) ? this : this.#withNames([...this.schemas, name], this.extensions);
  }

  withoutSchema(name: string): Snapshot {
    return this.#withNames(
      this.schemas.filter((known) => known !== name),
      this.extensions,
    );
  }

  withExtension(extension: Extension): Snapshot {
    const others = this.extensions.filter(({ name }) => name !== extension.name);
    return this.#withNames(this.schemas, [...others, extension]);
  }

  withoutExtension(name: string): Snapshot {
    return this.#withNames(
      this.schemas,
      this.extensions.filter((known) => known.name !== name),
    );
  }

  #with(tables: PersistentMap<Table>, types: PersistentMap<UserType>, holders: PersistentMap<Holder>): Snapshot {
    return new Snapshot(this.dialect, this.schemas, this.extensions, tables, types, holders, this.#listings);
  }

  #withNames(schemas: readonly string[], extensions: readonly Extension[]): Snapshot {
    return new Snapshot(this.dialect, schemas, extensions, this.#tables, this.#types, this.#holders, this.#listings);
  }
}

const none: readonly never[] = [];

/** What `flatMap` gives, in less than a tenth of its time: it is asked at each letter in an editor. */
function allOf<T>(tables: readonly Table[], of: (table: Table) => readonly T[]): readonly T[] {
  const all: T[] = [];
  for (const table of tables) for (const one of of(table)) all.push(one);
  return all;
}

// Few of all states are asked for these, and so the others have no room for them.
const foreignKeysOf = remembered((tables: readonly Table[]) => allOf(tables, ({ foreignKeys }) => foreignKeys));
const relationsOf = remembered((tables: readonly Table[]) => allOf(tables, ({ relations }) => relations));

const namesOf = new WeakMap<Table, ReadonlySet<string>>();

/** Looking through a list is quicker than keeping a set, but for tables that hold more constraints than people write. */
function hasConstraintNamed(table: Table, name: string): boolean {
  const { primaryKey, uniques, foreignKeys, checks } = table;
  if (primaryKey?.name === name) return true;
  if (table.indexes.some((index) => index.constraint === 'exclude' && index.name === name)) return true;
  if (foreignKeys.some(({ behind }) => behind?.some((key) => key.name === name))) return true;
  const lists = [uniques, foreignKeys, checks];
  if (foreignKeys.length < 100) return lists.some((list) => list.some((held) => held.name === name));
  let names = namesOf.get(table);
  if (!names) namesOf.set(table, (names = new Set(lists.flatMap((list) => list.map((held) => held.name)))));
  return names.has(name);
}

/** The schema in which things are made when nobody names one. */
export const defaultSchema = (dialect: Dialect): string =>
  dialect === 'postgresql' || dialect === 'cockroachdb' ? 'public' : dialect === 'sqlserver' ? 'dbo' : '';

/** Whether both hold the same names, in any order. */
export function sameNames(some: readonly string[], others: readonly string[]): boolean {
  if (some.length === 1 && others.length === 1) return some[0] === others[0];
  return (
    some.length === others.length &&
    some.every((name) => others.includes(name)) &&
    others.every((name) => some.includes(name))
  );
}
