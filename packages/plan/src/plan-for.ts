import {
  actionInSql,
  columnOf,
  type Enforcement,
  type ForeignKey,
  type Reference,
  type RelationGraph,
  type Snapshot,
  sameNames,
  shownReference,
} from '@refint/model';
import type { Project } from '@refint/rule';
import { Indexes } from './covering-index.ts';
import { obstacleTo } from './obstacles.ts';
import { inOrder } from './order.ts';
import type { ActionEdit, OrphanChoice, Plan, Step, Unplanned } from './plan.ts';
import { isSelected, type Selection } from './selection.ts';
import { type Wanted, wantedFor } from './wanted.ts';

/** There is no foreign key, and there should be one. */
const missing: ReadonlySet<Enforcement> = new Set(['declared-only', 'dropped', 'skipped', 'swallowed', 'failing']);

/**
 * What makes the references of a project hold, from its inventory: no text is written yet. Nothing of a project without
 * migrations, or whose migrations are not for PostgreSQL, can be planned; it is among `unplanned` then.
 */
export function planFor(project: Project, selection: Selection = []): Plan {
  const state = project.timeline?.last;
  const drafts = withoutUsurpers(project.graph.references.map((reference) => draftOf(reference, project, state)));
  const own = drafts.filter((draft) => draft && isSelected(draft, selection, project));
  const indexes = state && new Indexes(state, project.declared?.snapshot);
  const open = own.flatMap((draft) => (draft && 'step' in draft ? [draft] : []));
  const steps = inOrder(
    open.map(({ step }) => step),
    project,
  );
  return {
    project,
    // Names of indexes are given in the order in which they are made.
    steps: steps.map((step) => ({ ...step, index: indexes!.for(step.key.table, step.key.columns) })),
    edits: own.flatMap((draft) => (draft && 'edit' in draft && draft.edit ? [draft.edit] : [])),
    unplanned: own.flatMap((draft) => (draft && 'choices' in draft ? [draft] : [])),
  };
}

/** A step whose index nobody has looked for yet, with what the schema has to say for it; or the edit alone. */
type Draft =
  | {
      readonly reference: Reference;
      readonly does: Step['does'];
      readonly step: Step;
      readonly edit: ActionEdit | undefined;
    }
  | { readonly reference: Reference; readonly does: 'replace'; readonly edit: ActionEdit };

/** What is said of a foreign key that goes because another reference needs its place does not matter any more. */
function withoutUsurpers(
  drafts: readonly (Draft | Unplanned | undefined)[],
): readonly (Draft | Unplanned | undefined)[] {
  const gone = new Set<ForeignKey>();
  for (const draft of drafts) {
    if (!draft || !('step' in draft)) continue;
    const { instead, reference } = draft.step;
    if (instead && instead !== reference.foreignKey) gone.add(instead);
  }
  return drafts.filter((draft) => {
    const { foreignKey } = draft?.reference ?? {};
    return foreignKey === undefined || !gone.has(foreignKey);
  });
}

function draftOf(reference: Reference, project: Project, state: Snapshot | undefined): Draft | Unplanned | undefined {
  const { foreignKey, relation, enforcement } = reference;
  if (!foreignKey && enforcement === 'unknown') return unknown(reference);
  if (!foreignKey && !missing.has(enforcement)) return undefined;
  if (!state) return undefined;
  if (!foreignKey && !relation && project.declared) return undeclared(reference, project);
  const wanted = wantedFor(reference, project);
  if (!wanted) return noColumns(reference);
  const { key, edit } = wanted;
  const instead = foreignKey ? (isAsWanted(foreignKey, key) ? undefined : foreignKey) : usurper(reference, project);
  if (foreignKey && !instead && foreignKey.validated) return edit && { reference, does: 'replace', edit };
  const obstacle = obstacleTo(key, state, foreignKey ?? instead);
  if (obstacle) return { reference, ...obstacle };
  const does = instead ? 'replace' : foreignKey ? 'validate' : 'add';
  return { reference, does, edit, step: stepFor(reference, does, wanted, instead, state, project.graph) };
}

function stepFor(
  reference: Reference,
  does: Step['does'],
  { key, priority, decided }: Wanted,
  instead: ForeignKey | undefined,
  state: Snapshot,
  graph: RelationGraph,
): Step {
  const { foreignKey } = reference;
  const wasKept = foreignKey?.validated === true && foreignKey === instead && joinsSame(foreignKey, key);
  return {
    reference,
    does,
    // A foreign key that is only validated keeps its name: a rename is another matter.
    key: does === 'validate' && foreignKey ? { ...key, name: foreignKey.name } : key,
    instead,
    index: { name: '', columns: key.columns, isThere: false, isDeclared: false },
    priority,
    because: because(reference, key, instead, decided) + tried(reference, graph),
    orphans: wasKept ? [] : choicesFor(key, state),
    notes: notesOn(key, state),
  };
}

const joinsSame = (one: ForeignKey, other: ForeignKey): boolean =>
  one.referencedTable === other.referencedTable && sameNames(one.columns, other.columns);

const isAsWanted = (made: ForeignKey, key: ForeignKey): boolean =>
  made.onDelete === key.onDelete && made.onUpdate === key.onUpdate;

/** A foreign key over the same columns that nobody declares and that references something else: it is the wrong one. */
function usurper({ table, columns, relation }: Reference, { graph }: Project): ForeignKey | undefined {
  if (!relation) return undefined;
  const others = graph
    .referencesFrom(table)
    .filter(({ relation, foreignKey }) => !relation && foreignKey && sameNames(foreignKey.columns, columns));
  return others[0]?.foreignKey;
}

function because(
  reference: Reference,
  key: ForeignKey,
  instead: ForeignKey | undefined,
  decided: string | undefined,
): string {
  const { foreignKey, relation } = reference;
  if (instead && !foreignKey) return `${instead.name} references something else: ${shownReference(instead)}`;
  if (instead) {
    const what = (['onDelete', 'onUpdate'] as const)
      .filter((fact) => instead[fact] !== key[fact])
      .map((fact) => `${fact === 'onDelete' ? 'ON DELETE' : 'ON UPDATE'} ${actionInSql(instead[fact])}`);
    const who =
      decided !== undefined && instead.onDelete !== key.onDelete && relation?.onDelete !== key.onDelete
        ? `the decision record says ${actionInSql(key.onDelete)} (${decided})`
        : `the schema says ${actionInSql(instead.onDelete !== key.onDelete ? key.onDelete : key.onUpdate)}`;
    return `it has ${what.join(' and ')}, and ${who}`;
  }
  return reference.because?.text ?? 'no foreign key enforces it';
}

/** That a migration tried it on other columns, which the schema does not have. */
function tried(reference: Reference, graph: RelationGraph): string {
  if (reference.foreignKey || !reference.relation) return '';
  const attempt = graph
    .referencesFrom(reference.table)
    .find(({ relation, event }) => !relation && event && graph.meantBy(event) === reference);
  if (!attempt?.event) return '';
  const why = attempt.because === undefined ? '' : `, but ${attempt.because.text}`;
  return `; ${attempt.event.moment.migration.name} tries it as ${shownReference(attempt)}${why}`;
}

/** Columns that may hold nothing can be set to null; with MATCH SIMPLE one of them is enough. */
function choicesFor({ table, columns, match }: ForeignKey, state: Snapshot): readonly OrphanChoice[] {
  const found = state.table(table);
  const nullable = columns.filter((name) => found && columnOf(found, name)?.nullable);
  const canBeNull = match === 'simple' ? nullable.length > 0 : nullable.length === columns.length;
  return ['delete', ...(canBeNull ? ['null' as const] : []), 're-point', 'quarantine'];
}

function notesOn(key: ForeignKey, state: Snapshot): readonly string[] {
  const notes: string[] = [];
  for (const when of ['onDelete', 'onUpdate'] as const) {
    const stuck = state
      .columnsSetBy(key, when)
      .filter((column) => !column.nullable && (key[when] === 'set-null' || !column.default));
    const [first] = stuck;
    if (!first) continue;
    const what = when === 'onDelete' ? 'delete' : 'change of the key';
    notes.push(`${actionInSql(key[when])} fails at each ${what}: ${first.name} is NOT NULL`);
  }
  return notes;
}

const unknown = (reference: Reference): Unplanned => ({
  reference,
  because: reference.because?.text ?? 'whether it is enforced is not known',
  choices: ['complete the history, so that it begins with an empty database (`prisma migrate diff --from-empty`)'],
});

/**
 * A migration tried it, and the schema does not declare it. Nothing where what it meant is declared, and planned itself, and
 * where it names what is not there: nobody can want that.
 */
function undeclared(reference: Reference, { graph, timeline }: Project): Unplanned | undefined {
  const { event, table, columns, because } = reference;
  const made = timeline?.last.table(table);
  if ((event && graph.meantBy(event)) || !made || !columns.every((name) => columnOf(made, name))) return undefined;
  return {
    reference,
    because: `a migration tried it${because === undefined ? '' : ` (${because.text})`}, and the schema does not declare it`,
    choices: ['declare the relation', 'leave it: no statement of the next migrations has to try it'],
  };
}

const noColumns = (reference: Reference): Unplanned => ({
  reference,
  because: reference.because?.text ?? 'what it references is not known',
  choices: ['write out which columns it references'],
});
