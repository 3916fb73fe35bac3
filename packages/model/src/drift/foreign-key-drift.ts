import type { ForeignKey } from '../foreign-key.ts';
import type { Relation } from '../relation.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Table } from '../table.ts';
import type { Declaration } from './declaration.ts';
import type { DifferenceOf } from './difference.ts';

/**
 * Foreign keys that one side lacks, that have other actions, or another name. Whether one is validated, deferrable or
 * limited to some columns, Prisma does not ask. `columns` are the differences of the columns of the table.
 */
export function foreignKeyDrift(
  declared: Table,
  made: Table,
  { snapshot, relationMode }: Pick<Declaration, 'snapshot' | 'relationMode'>,
  columns: readonly DifferenceOf<'column'>[],
): readonly DifferenceOf<'foreign-key'>[] {
  const { foreignKeys } = made;
  const relations = relationMode === 'prisma' ? none : enforceable(declared, snapshot);
  if (areAlike(relations, foreignKeys)) return none;
  const drift: DifferenceOf<'foreign-key'>[] = [];
  const table = declared.id;
  const paired = new Set<Relation>();
  const unknown: ForeignKey[] = [];
  // Of two that are the same, Prisma takes the first by name.
  for (const key of foreignKeys.length > 1 ? [...foreignKeys].sort(byName) : foreignKeys) {
    const own = relations.find((relation) => isSameKey(relation, key) && !paired.has(relation));
    if (own) {
      paired.add(own);
      if (own.constraint === key.name || isOfJoinTable(made, declared)) continue;
      drift.push({ what: 'foreign-key', table, declared: own, made: key, change: 'renamed', along: false });
    } else if (!relations.some((relation) => isSameKey(relation, key))) unknown.push(key);
  }
  for (const key of unknown) {
    const own = relations.find((relation) => !paired.has(relation) && isSameReference(relation, key));
    if (own) paired.add(own);
    const along = !own && isDroppedAlong(key, columns, snapshot);
    drift.push({ what: 'foreign-key', table, declared: own, made: key, change: own ? 'replaced' : undefined, along });
  }
  for (const own of relations) {
    if (paired.has(own)) continue;
    drift.push({ what: 'foreign-key', table, declared: own, made: undefined, change: undefined, along: false });
  }
  return drift;
}

const none: readonly never[] = [];

/** Whether each relation has the foreign key of its name, and no other one is there, which is so in most tables. */
function areAlike(relations: readonly Relation[], keys: readonly ForeignKey[]): boolean {
  if (relations.length !== keys.length) return false;
  for (const relation of relations) {
    let own: ForeignKey | undefined;
    for (const key of keys) if (key.name === relation.constraint) own = key;
    if (!own || !isSameKey(relation, own)) return false;
  }
  return true;
}

/** The relations that Prisma asks a foreign key for. */
const enforceable = ({ relations }: Table, snapshot: Snapshot): readonly Relation[] =>
  relations.some(({ referencedTable }) => snapshot.table(referencedTable)?.form === 'view')
    ? relations.filter(({ referencedTable }) => snapshot.table(referencedTable)?.form !== 'view')
    : relations;

const isSameKey = (relation: Relation, key: ForeignKey): boolean =>
  relation.onDelete === key.onDelete && relation.onUpdate === key.onUpdate && isSameReference(relation, key);

/** The order of the columns counts here: `(a, b)` and `(b, a)` are two foreign keys to Prisma. */
function isSameReference(relation: Relation, key: ForeignKey): boolean {
  return (
    relation.referencedTable === key.referencedTable &&
    relation.columns.length === key.columns.length &&
    relation.columns.every(
      (column, at) => column === key.columns[at] && relation.referencedColumns[at] === key.referencedColumns[at],
    )
  );
}

/** Foreign keys of the tables that Prisma makes for many-to-many relations may have any name. */
const isOfJoinTable = (...tables: readonly Table[]): boolean =>
  tables.every(({ columns }) => columns.length === 2 && columns.every(({ name }) => name === 'A' || name === 'B'));

const isDroppedAlong = (key: ForeignKey, columns: readonly DifferenceOf<'column'>[], snapshot: Snapshot): boolean =>
  !snapshot.table(key.referencedTable) ||
  columns.some(({ declared, made }) => !declared && made && key.columns.includes(made.name));

const byName = (a: ForeignKey, b: ForeignKey): number => (a.name < b.name ? -1 : 1);
