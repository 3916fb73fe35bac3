import {
  columnOf,
  type Enforcement,
  type ForeignKey,
  findsRows,
  isEnforced,
  type Origin,
  type Place,
  placeOf,
  type Reference,
  type ReferentialAction,
  type Snapshot,
  shownReference,
  shownTableId,
} from '@refint/model';
import type { Project } from '@refint/rule';
import { type DeleteStory, deleteStoryOf } from './delete-story.ts';
import type { Doing } from './doings.ts';

/** One reference as it is at the end of a story: what declares it, what enforces it, and who made that. */
export interface ReferenceLine {
  /** "posts.author_id → users.id". */
  readonly reference: string;
  /** Tables by the names that people read, `posts` or `audit.posts`: those of `shownTableId`. */
  readonly table: string;
  readonly columns: readonly string[];
  readonly referencedTable: string;
  readonly referencedColumns: readonly string[];
  /** Its foreign key, or the name that the schema gives one. */
  readonly constraint: string | undefined;
  readonly enforcement: Enforcement;
  /** Whether a foreign key is there, validated or not. */
  readonly enforced: boolean;
  /** Why none is, or why it is not validated. */
  readonly because: { readonly text: string; readonly at: Place | undefined } | undefined;
  readonly onDelete: DeleteStory;
  readonly onUpdate: ReferentialAction | undefined;
  /** Whether a row must reference something. */
  readonly required: boolean;
  /** Whether an index finds the rows that reference a row; nothing where the table is not known. */
  readonly indexed: boolean | undefined;
  /** Where the schema declares it, with the model and the field. */
  readonly declared: { readonly model: string; readonly field: string; readonly at: Place } | undefined;
  /** What made the foreign key. */
  readonly made: Doing | undefined;
  /** What validated it after it was made. */
  readonly validated: Doing | undefined;
  /** Whether it was made within the stretch that is told. */
  readonly isNew: boolean;
}

/** What is known besides the reference itself. */
export interface ReferenceContext {
  readonly project: Project;
  readonly makerOf: (key: ForeignKey) => Doing | undefined;
  readonly validatorOf: (key: ForeignKey) => Doing | undefined;
  readonly isNew: (key: ForeignKey) => boolean;
}

export function referenceLine(reference: Reference, context: ReferenceContext): ReferenceLine {
  const { relation, foreignKey, because } = reference;
  const { project, makerOf, validatorOf, isNew } = context;
  return {
    reference: shownReference(reference),
    table: shownTableId(reference.table),
    columns: reference.columns,
    referencedTable: shownTableId(reference.referencedTable),
    referencedColumns: reference.referencedColumns,
    constraint: foreignKey?.name ?? relation?.constraint ?? reference.event?.name,
    enforcement: reference.enforcement,
    enforced: isEnforced(reference),
    because: because && { text: because.text, at: placed(because.at) },
    onDelete: deleteStoryOf(reference, project.policy),
    onUpdate: reference.onUpdate,
    required: isRequired(reference, project),
    indexed: isIndexed(reference, project),
    declared: relation && { model: relation.model, field: relation.field, at: placeOf(relation.origin) },
    made: foreignKey && makerOf(foreignKey),
    validated: foreignKey && validatorOf(foreignKey),
    isNew: foreignKey !== undefined && isNew(foreignKey),
  };
}

export const placed = (origin: Origin | undefined): Place | undefined => origin && placeOf(origin);

/** The state that knows the columns of a reference: the database's, or what the schema declares. */
function stateOf({ table, foreignKey }: Reference, { declared, timeline }: Project): Snapshot | undefined {
  if (foreignKey) return timeline?.last;
  return [timeline?.last, declared?.snapshot].find((state) => state?.table(table));
}

function isRequired(reference: Reference, project: Project): boolean {
  const table = stateOf(reference, project)?.table(reference.table);
  return table !== undefined && reference.columns.every((name) => columnOf(table, name)?.nullable === false);
}

function isIndexed(reference: Reference, project: Project): boolean | undefined {
  const table = stateOf(reference, project)?.table(reference.table);
  return table?.indexes.some((index) => findsRows(index, reference.columns));
}
