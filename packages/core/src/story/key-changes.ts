import {
  type ForeignKey,
  type ForeignKeyEvent,
  type Migration,
  type Place,
  type Reference,
  type ReferentialAction,
  type Snapshot,
  shownReference,
} from '@refint/model';
import { type DeletePolicy, type Project, policyFor, priorityOrder } from '@refint/rule';
import { type Doing, doingOf, type KeyHistory } from './doings.ts';
import type { Stretch } from './point.ts';
import { placed } from './reference-line.ts';
import { condition } from './shown.ts';

/** A foreign key that came to be within the stretch. */
export interface CreatedKey {
  /** "posts.author_id → users.id". */
  readonly reference: string;
  readonly constraint: string;
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  /** Of the decision record; nothing where it does not decide. */
  readonly priority: string | undefined;
  /** Why a delete does this: what the decision record says. */
  readonly because: string | undefined;
  readonly validated: boolean;
  /** What a delete did before, where a foreign key over the same columns was there. */
  readonly was: ReferentialAction | undefined;
  readonly made: Doing | undefined;
  readonly validatedBy: Doing | undefined;
}

/** The foreign keys of one priority, by name. */
export interface PriorityGroup {
  /** As the decision record has it; nothing for what it does not decide. */
  readonly priority: string | undefined;
  readonly keys: readonly CreatedKey[];
}

/** A foreign key that a migration tried to make, and that is not there at the end. */
export interface MissedKey {
  readonly reference: string;
  readonly constraint: string | undefined;
  /** `skipped`: a condition was false. `swallowed`: an error was caught. `failing`: the statement cannot run. */
  readonly what: 'skipped' | 'swallowed' | 'failing';
  readonly priority: string | undefined;
  /** The missing fact: "approval_policy_stages has no column approval_policy_id at this point". */
  readonly fact: string;
  /** The SQLSTATE of the failure. */
  readonly code: string | undefined;
  /** The condition that was false as it is written, in one line; or where the handler is that ate the error. */
  readonly condition: { readonly text: string | undefined; readonly at: Place } | undefined;
  /** The relation of the schema that it was most likely meant for. */
  readonly meant: { readonly reference: string; readonly at: Place | undefined } | undefined;
  readonly tried: Doing;
}

/**
 * A foreign key that was dropped within the stretch and has no successor at its end: one that was there when it began, or one
 * that came and went while the schema declares it.
 */
export interface DroppedKey {
  readonly reference: string;
  readonly constraint: string | undefined;
  /** What a delete did while it was there, where that is known. */
  readonly onDelete: ReferentialAction | undefined;
  /** What dropped it, where that is known. */
  readonly dropped: Doing | undefined;
  /** Whether the schema still declares it. */
  readonly declared: boolean;
}

/** What became of foreign keys within the stretch. */
export interface KeyChanges {
  /** Those that came to be, by priority: known words such as critical and high first, then as the record has them. */
  readonly created: readonly PriorityGroup[];
  readonly missed: readonly MissedKey[];
  readonly dropped: readonly DroppedKey[];
}

const keyOf = (one: Pick<ForeignKey, 'table' | 'columns' | 'referencedTable' | 'referencedColumns'>): string =>
  [one.table, one.columns.join('\u0000'), one.referencedTable, one.referencedColumns.join('\u0000')].join('\u0001');

/** Compares the foreign keys at both ends of a stretch. Those of partitions are told with the whole they are parts of. */
export function keyChanges(project: Project, stretch: Stretch, history: KeyHistory): KeyChanges {
  const { timeline, policy } = project;
  if (!timeline) return { created: [], missed: [], dropped: [] };
  const within = new Set(stretch.migrations);
  const before = new Map(wholeKeys(stretch.before).map((key) => [keyOf(key), key]));
  const after = wholeKeys(timeline.last);
  const created = after
    .filter((key) => isMadeWithin(key, within, history) && !isOld(key, before.get(keyOf(key)), stretch, history))
    .map((key) => createdKey(key, before.get(keyOf(key)), policy, history))
    .sort((a, b) => (a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0));
  return {
    created: byPriority(created, policy),
    missed: missedKeys(project, within),
    dropped: droppedKeys(project, [...before.values()], after, within),
  };
}

/** Whether a migration whose text was changed makes what it made before. */
function isOld(key: ForeignKey, was: ForeignKey | undefined, { edited }: Stretch, history: KeyHistory): boolean {
  const maker = history.madeBy(key)?.moment.migration;
  return was?.onDelete === key.onDelete && was.onUpdate === key.onUpdate && edited.some((one) => one === maker);
}

const wholeKeys = (state: Snapshot | undefined): readonly ForeignKey[] =>
  (state?.foreignKeys ?? []).filter(({ partOf }) => partOf === undefined);

/** Whether a migration of the stretch made a foreign key. */
export function isMadeWithin(key: ForeignKey, within: ReadonlySet<Migration>, history: KeyHistory): boolean {
  const made = history.madeBy(key);
  return made !== undefined && within.has(made.moment.migration);
}

function createdKey(
  key: ForeignKey,
  before: ForeignKey | undefined,
  policy: DeletePolicy,
  history: KeyHistory,
): CreatedKey {
  const entry = policyFor(policy, key);
  const [made, validated] = [history.madeBy(key), history.validatedBy(key)];
  return {
    reference: shownReference(key),
    constraint: key.name,
    onDelete: key.onDelete,
    onUpdate: key.onUpdate,
    priority: entry?.priority,
    because: entry?.because,
    validated: key.validated,
    was: before?.onDelete,
    made: made && doingOf(made),
    validatedBy: validated && doingOf(validated),
  };
}

function byPriority(keys: readonly CreatedKey[], policy: DeletePolicy): readonly PriorityGroup[] {
  return [...priorityOrder(policy), undefined]
    .map((priority) => ({ priority, keys: keys.filter((key) => key.priority === priority) }))
    .filter((group) => group.keys.length > 0);
}

function missedKeys(project: Project, within: ReadonlySet<Migration>): readonly MissedKey[] {
  return project.graph.references.flatMap((reference) => {
    const { event, foreignKey } = reference;
    if (foreignKey || !event || !within.has(event.moment.migration)) return [];
    const { what } = event;
    return what === 'skipped' || what === 'swallowed' || what === 'failing'
      ? [missedKey(reference, event, what, project)]
      : [];
  });
}

function missedKey(
  reference: Reference,
  event: ForeignKeyEvent,
  what: MissedKey['what'],
  { graph, policy }: Project,
): MissedKey {
  const { outcome } = event.moment;
  const failure = outcome.kind === 'swallowed' || outcome.kind === 'failed' ? outcome.failure : event.failure;
  const meant = reference.relation ? undefined : graph.meantBy(event);
  const decided = policyFor(policy, meant ?? reference) ?? policyFor(policy, reference);
  const guard = outcome.kind === 'skipped' ? outcome.guard : undefined;
  const handler = outcome.kind === 'swallowed' ? placed(outcome.handler) : undefined;
  const at = placed(guard?.at);
  return {
    reference: shownReference(reference),
    constraint: event.name,
    what,
    priority: decided?.priority,
    fact: guard?.because ?? failure?.text ?? reference.because?.text ?? '',
    code: failure?.code,
    condition: at ? { text: condition(at), at } : handler && { text: undefined, at: handler },
    meant: meant && { reference: shownReference(meant), at: placed(meant.relation?.origin) },
    tried: doingOf(event),
  };
}

function droppedKeys(
  { timeline, graph }: Project,
  before: readonly ForeignKey[],
  after: readonly ForeignKey[],
  within: ReadonlySet<Migration>,
): readonly DroppedKey[] {
  const ends = new Set(after.map(keyOf));
  const origins = new Set(after.map(({ origin }) => origin));
  const drops = new Map<string, ForeignKeyEvent>();
  for (const event of timeline?.foreignKeyEvents ?? []) {
    if (event.what === 'dropped' && within.has(event.moment.migration)) drops.set(keyOf(event), event);
  }
  const declared = new Set(graph.references.flatMap(({ relation }) => (relation ? keyOf(relation) : [])));
  const lost = before
    .filter((key) => !ends.has(keyOf(key)) && !origins.has(key.origin))
    .map((key) => {
      const event = drops.get(keyOf(key));
      return {
        reference: shownReference(key),
        constraint: key.name,
        onDelete: key.onDelete,
        dropped: event && doingOf(event),
        declared: declared.has(keyOf(key)),
      };
    });
  const known = new Set(before.map(keyOf));
  const passing = graph.references.flatMap((one): DroppedKey[] => {
    const { event, enforcement } = one;
    if (enforcement !== 'dropped' || !event || !within.has(event.moment.migration) || known.has(keyOf(one))) return [];
    return [
      {
        reference: shownReference(one),
        constraint: event.name,
        onDelete: event.foreignKey?.onDelete,
        dropped: doingOf(event),
        declared: true,
      },
    ];
  });
  return [...lost, ...passing].sort((a, b) => (a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0));
}
