import type { ForeignKey } from './foreign-key.ts';
import type { DeclaredRelations } from './join.ts';
import type { Reference } from './reference.ts';
import type { Relation } from './relation.ts';
import { missed, type Standing, standing, validity } from './standing.ts';
import type { ForeignKeyEvent, Timeline } from './timeline.ts';

export interface Ends {
  readonly table: string;
  readonly columns: readonly string[];
  readonly referencedTable: string;
  readonly referencedColumns: readonly string[];
}

const ends = ({ table, columns, referencedTable, referencedColumns }: Ends): Ends => ({
  table,
  columns,
  referencedTable,
  referencedColumns,
});

export function ofRelation(
  relation: Relation,
  foreignKey: ForeignKey | undefined,
  event: ForeignKeyEvent | undefined,
  declared: DeclaredRelations | undefined,
  timeline: Timeline | undefined,
): Reference {
  const own = standing(relation, foreignKey, event, declared, timeline);
  const last = made.get(relation);
  if (last && last.foreignKey === foreignKey && last.event === event && isSame(last, own)) return last;
  const reference: Reference = {
    kind: 'reference',
    ...ends(relation),
    relation,
    foreignKey,
    event,
    ...own,
    onDelete: foreignKey?.onDelete ?? relation.onDelete,
    onUpdate: foreignKey?.onUpdate ?? relation.onUpdate,
    origin: relation.origin,
    origins: relation.origins,
  };
  made.set(relation, reference);
  return reference;
}

/** What was made last of a relation, a foreign key or an event. After an edit elsewhere it is the same again. */
const made = new WeakMap<Relation | ForeignKey | ForeignKeyEvent, Reference>();

const isSame = (one: Standing, other: Standing): boolean =>
  one.enforcement === other.enforcement &&
  one.because?.text === other.because?.text &&
  one.because?.at === other.because?.at;

export function ofForeignKey(
  foreignKey: ForeignKey,
  event: ForeignKeyEvent | undefined,
  declared: DeclaredRelations | undefined,
): Reference {
  // Without a schema there is nothing that could know of it.
  const own: Standing = declared ? { enforcement: 'database-only', because: undefined } : validity(foreignKey);
  const last = made.get(foreignKey);
  if (last && last.event === event && isSame(last, own)) return last;
  const reference: Reference = {
    kind: 'reference',
    ...ends(foreignKey),
    relation: undefined,
    foreignKey,
    event,
    ...own,
    onDelete: foreignKey.onDelete,
    onUpdate: foreignKey.onUpdate,
    origin: foreignKey.origin,
    origins: foreignKey.origins,
  };
  made.set(foreignKey, reference);
  return reference;
}

export function ofEvent(event: ForeignKeyEvent): Reference {
  const last = made.get(event);
  if (last) return last;
  const reference: Reference = {
    kind: 'reference',
    ...ends(event),
    relation: undefined,
    foreignKey: undefined,
    event,
    ...missed(event),
    onDelete: undefined,
    onUpdate: undefined,
    origin: event.origin,
    origins: event.origins,
  };
  made.set(event, reference);
  return reference;
}
