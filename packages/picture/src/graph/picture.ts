import {
  actionInSql,
  type Enforcement,
  type Place,
  placeOf,
  type Reference,
  shownTableId,
  splitTableId,
  type TableId,
} from '@refint/model';
import type { Project } from '@refint/rule';

/** A table as a picture shows it: its name, its key, and where it is written. */
export interface PictureTable {
  readonly id: TableId;
  /** For people: with its schema only where that is not the usual one. */
  readonly name: string;
  readonly schema: string;
  /** What the ORM calls it; nothing where it is not declared. */
  readonly model: string | undefined;
  /** The columns of its primary key. */
  readonly key: readonly string[];
  /** Nothing for a table that only a foreign key names. */
  readonly at: Place | undefined;
}

/** A reference as a picture shows it. */
export interface PictureReference {
  readonly reference: Reference;
  readonly from: TableId;
  readonly to: TableId;
  readonly columns: readonly string[];
  readonly state: Enforcement;
  /** What a delete does, as SQL says it; empty where nobody knows. */
  readonly onDelete: string;
  readonly at: Place;
}

/** What is in a picture, in an order that depends on names only. */
export interface Picture {
  readonly project: string;
  readonly tables: readonly PictureTable[];
  readonly references: readonly PictureReference[];
  /** The table that somebody asked for, and how many references away others may be. */
  readonly around: { readonly table: TableId; readonly depth: number } | undefined;
}

/** Everything that the relation graph of a project holds. */
export function pictureOf(project: Project): Picture {
  const { graph } = project;
  return {
    project: project.name,
    tables: graph.tables.map((id) => tableIn(project, id)).sort(by(({ id }) => id)),
    references: graph.references.map(asShown).sort(by(orderOf)),
    around: undefined,
  };
}

/** The part of a picture that is at most so many references away from a table, in whichever direction they point. */
export function around(picture: Picture, table: TableId, depth: number): Picture {
  const near = new Set([table]);
  let border = near;
  for (let step = 0; step < depth && border.size > 0; step++) {
    const next = new Set<TableId>();
    for (const { from, to } of picture.references) {
      if (border.has(from) && !near.has(to)) next.add(to);
      if (border.has(to) && !near.has(from)) next.add(from);
    }
    for (const id of next) near.add(id);
    border = next;
  }
  return {
    project: picture.project,
    tables: picture.tables.filter(({ id }) => near.has(id)),
    references: picture.references.filter(({ from, to }) => near.has(from) && near.has(to)),
    around: { table, depth },
  };
}

function tableIn({ declared, timeline }: Project, id: TableId): PictureTable {
  const written = declared?.snapshot.table(id);
  const made = timeline?.last.table(id);
  const table = written ?? made;
  return {
    id,
    name: shownTableId(id),
    schema: splitTableId(id).schema,
    model: written?.model,
    key: (made?.primaryKey ?? written?.primaryKey)?.columns ?? [],
    at: table && placeOf(table.origin),
  };
}

const asShown = (reference: Reference): PictureReference => ({
  reference,
  from: reference.table,
  to: reference.referencedTable,
  columns: reference.columns,
  state: reference.enforcement,
  onDelete: reference.onDelete ? actionInSql(reference.onDelete) : '',
  at: placeOf(reference.origin),
});

const orderOf = ({ from, to, columns, reference }: PictureReference): string =>
  [from, columns.join('\u0000'), to, reference.referencedColumns.join('\u0000')].join('\u0001');

const by =
  <T>(key: (of: T) => string) =>
  (a: T, b: T): number =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
