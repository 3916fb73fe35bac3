import type { Change, ColumnAlteration, ColumnDefinition } from '../change.ts';
import { columnOf, type Table, type TableId } from '../table.ts';
import { tableMeant } from '../tables-of.ts';
import type { Moment } from '../timeline.ts';
import { type Lock, lock, lockBelow, reachOf } from './lock.ts';
import { proves } from './proof.ts';
import { changesCase, rewritesType } from './type-rewrite.ts';
import { volatileCallIn } from './volatile.ts';

type ChangeOf<Kind, Entity> = Extract<Change, { readonly kind: Kind; readonly entity: Entity }>;

/** ADD COLUMN. A foreign key in it is validated only where a default gives rows a value (parse_utilcmd.c, transformFKConstraints). */
export function locksOfAdded(moment: Moment, { table, column, only }: ChangeOf<'add', 'column'>): readonly Lock[] {
  const { before } = moment;
  const id = tableMeant(moment, table);
  const why = rewriteOf(moment, id, column);
  const check = column.constraints.find(({ kind, notValid }) => kind === 'check' && !notValid);
  const key = column.constraints.find(({ kind }) => kind === 'unique' || kind === 'primary-key');
  const hasValue = column.default !== undefined && column.default.value.kind !== 'null';
  const reference = column.constraints.find(({ kind }) => kind === 'foreign-key');
  const scan = check
    ? 'check every row'
    : key
      ? 'build an index'
      : reference && hasValue
        ? 'look up every row in the referenced table'
        : column.notNull?.value && !hasValue && !why
          ? 'find rows without a value'
          : undefined;
  const because = why ?? scan ?? 'add the column';
  const work = { scans: why !== undefined || scan !== undefined, rewrites: why !== undefined };
  const referenced = newReferences(moment, id).map((to) => lock(to, 'SHARE ROW EXCLUSIVE', 'add the foreign key'));
  return [...lockBelow(before, id, 'ACCESS EXCLUSIVE', because, work, reachOf(only)), ...referenced];
}

/** Why each row must be written with a value of its own. */
function rewriteOf({ before, after }: Moment, id: TableId, column: ColumnDefinition): string | undefined {
  const call = volatileCallIn(column.default?.value);
  if (call !== undefined) return `call ${call}() for every row`;
  if (column.type?.serial || column.identity) return 'number every row';
  if (column.generated && !column.isVirtual) return 'compute the column for every row';
  const type = after.column(id, column.name.name)?.type;
  const domain = type?.schema === undefined ? undefined : before.typeNamed(type.schema, type.name);
  if (domain?.kind === 'domain' && (domain.checked || domain.notNull)) return 'check the domain for every row';
  return undefined;
}

/** Tables that a table references after a moment and did not before. */
export function newReferences({ before, after }: Moment, id: TableId): readonly TableId[] {
  const old = before.table(id)?.foreignKeys ?? [];
  const added = (after.table(id)?.foreignKeys ?? []).filter(({ name }) => !old.some((key) => key.name === name));
  return added.map(({ referencedTable }) => referencedTable);
}

export function locksOfAltered(moment: Moment, change: ChangeOf<'alter', 'column'>): readonly Lock[] {
  const { before } = moment;
  const id = tableMeant(moment, change.table);
  const { alteration, column, only } = change;
  const found = before.table(id);
  if (alteration.to === 'type') return locksOfType(moment, found, id, column.name, alteration);
  const [because, work] = workOf(alteration, found, column.name);
  return lockBelow(before, id, 'ACCESS EXCLUSIVE', because, work, reachOf(only));
}

function workOf(
  alteration: Exclude<ColumnAlteration, { readonly to: 'type' }>,
  table: Table | undefined,
  name: string,
): readonly [string, { readonly scans?: boolean; readonly rewrites?: boolean }] {
  if (alteration.to === 'not-null' && alteration.value) {
    const isProven =
      columnOf(table ?? nothing, name)?.nullable === false || alteration.notValid || provenIn(table, name);
    return isProven ? ['require a value', {}] : ['look for rows without a value', { scans: true }];
  }
  if (alteration.to === 'generated' && alteration.value !== undefined)
    return ['compute the column for every row', { rewrites: true }];
  return ['change the column', {}];
}

const nothing = { columns: [] } as unknown as Table;

/** Whether a validated CHECK says already that no row lacks a value, so that nobody has to look (PostgreSQL 12 and later). */
const provenIn = (table: Table | undefined, column: string): boolean =>
  table?.checks.some((check) => check.validated && proves(check, column)) ?? false;

/** ALTER COLUMN … TYPE, which makes the foreign keys on both sides of the column anew, and all that is checked of it. */
function locksOfType(
  { before, after }: Moment,
  table: Table | undefined,
  id: TableId,
  name: string,
  { using }: Extract<ColumnAlteration, { readonly to: 'type' }>,
): readonly Lock[] {
  const from = before.column(id, name)?.type;
  const to = after.column(id, name)?.type;
  const rewrites = using === 'other' || (from !== undefined && to !== undefined && rewritesType(before, from, to));
  const regroups = from !== undefined && to !== undefined && changesCase(before, from, to);
  const scans =
    rewrites || (table !== undefined && (isLookedAtAgain(table, name) || (regroups && isSorted(table, name))));
  const because = rewrites
    ? 'write every row anew'
    : scans
      ? 'check what depends on the column again'
      : 'change the type';
  const outgoing = (table?.foreignKeys ?? []).filter(({ columns }) => columns.includes(name));
  const incoming = before.foreignKeysTo(id).filter(({ referencedColumns }) => referencedColumns.includes(name));
  return [
    ...lockBelow(before, id, 'ACCESS EXCLUSIVE', because, { scans, rewrites, retyped: rewrites }),
    ...outgoing.map((key) => lock(key.referencedTable, 'ACCESS EXCLUSIVE', 'make the foreign key anew')),
    ...incoming.map((key) =>
      lock(key.table, 'ACCESS EXCLUSIVE', 'make the foreign key anew', { scans: rewrites || regroups, readWith: id }),
    ),
  ];
}

/** Whether an index or a foreign key compares the column with others. */
const isSorted = ({ indexes, foreignKeys }: Table, name: string): boolean =>
  [...indexes, ...foreignKeys].some(({ columns }) => columns.includes(name));

/** Checks are made anew, and so are indexes over expressions or with a condition, which PostgreSQL does not compare. */
const isLookedAtAgain = ({ checks, indexes }: Table, name: string): boolean =>
  checks.some(({ columns, validated }) => validated && columns.includes(name)) ||
  indexes.some(
    ({ expressions, predicate, columns, mentions }) =>
      (expressions || predicate !== undefined) && (columns.includes(name) || mentions?.includes(name)),
  );
