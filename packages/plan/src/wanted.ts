import type { ForeignKey, ForeignKeyEvent, Reference, ReferentialAction } from '@refint/model';
import type { Project } from '@refint/rule';
import { allows, policyFor } from '@refint/rule';
import type { ActionEdit } from './plan.ts';

/** How a reference is to be enforced, and what the schema has to say otherwise for that. */
export interface Wanted {
  readonly key: ForeignKey;
  readonly priority: string | undefined;
  readonly edit: ActionEdit | undefined;
  /** What the decision record says, where it decides. */
  readonly decided: string | undefined;
}

/**
 * The foreign key that a reference is to have. The decision record has the last word on what a delete does, then the schema,
 * then the database. Nothing where only a name is known.
 */
export function wantedFor(reference: Reference, { policy }: Project): Wanted | undefined {
  const { relation, foreignKey } = reference;
  const asked = foreignKey ?? askedBy(reference);
  const says = relation ?? asked;
  if (!says) return undefined;
  const entry = policyFor(policy, reference);
  const obeys = (action: ReferentialAction): boolean => !entry || entry.onDelete.includes(action);
  const isBroken = entry !== undefined && !allows(entry, says);
  const made = foreignKey?.onDelete;
  const onDelete = !isBroken ? says.onDelete : made !== undefined && obeys(made) ? made : entry.onDelete[0]!;
  const because = entry?.because ?? 'the decision record says so';
  return {
    priority: entry?.priority,
    decided: entry && because,
    edit: isBroken && relation ? { relation, onDelete, because } : undefined,
    key: {
      ...(asked ?? bare(reference)),
      name: relation?.constraint ?? asked?.name ?? '',
      columns: says.columns,
      referencedColumns: says.referencedColumns,
      onDelete,
      onUpdate: says.onUpdate,
      setColumns: asked?.onDelete === onDelete ? asked.setColumns : undefined,
      validated: true,
    },
  };
}

const bare = ({ table, columns, referencedTable, referencedColumns, origin }: Reference): ForeignKey => ({
  kind: 'foreign-key',
  table,
  name: '',
  columns,
  referencedTable,
  referencedColumns,
  onDelete: 'no-action',
  onUpdate: 'no-action',
  setColumns: undefined,
  match: 'simple',
  deferrable: false,
  initiallyDeferred: false,
  validated: true,
  origin,
});

/** The foreign key that a migration tried to make, as far as its statement says. */
function askedBy(reference: Reference): ForeignKey | undefined {
  const { event, relation } = reference;
  if (!event || event.what === 'dropped') return undefined;
  const written = definitionIn(event);
  if (!written || (!relation && reference.referencedColumns.length === 0)) return undefined;
  return {
    ...bare(reference),
    name: event.name ?? '',
    onDelete: written.onDelete?.value ?? 'no-action',
    onUpdate: written.onUpdate?.value ?? 'no-action',
    setColumns: written.setColumns?.map(({ name }) => name),
    match: written.match,
  };
}

function definitionIn({ moment: { change }, columns }: ForeignKeyEvent) {
  if (change.kind !== 'add') return undefined;
  const isIt = (names: readonly { readonly name: string }[]): boolean =>
    names.length === columns.length && names.every(({ name }) => columns.includes(name));
  const constraints =
    change.entity === 'constraint'
      ? [change.constraint]
      : change.entity === 'table'
        ? [...change.constraints, ...change.columns.flatMap((column) => column.constraints)]
        : change.entity === 'column'
          ? change.column.constraints
          : [];
  for (const one of constraints) if (one.kind === 'foreign-key' && isIt(one.columns)) return one;
  return undefined;
}
