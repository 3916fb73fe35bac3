import type {
  Declared,
  Edited,
  Entity,
  ForeignKey,
  Ignore,
  MigrationRun,
  Moment,
  Origin,
  Reference,
  Relation,
  RelationGraph,
  Runner,
  Snapshot,
  Timeline,
} from '@refint/model';
import type { Fix, Severity } from './finding.ts';
import type { Options, OptionsOf } from './options.ts';
import type { DeletePolicy } from './policy.ts';
import type { TableFact } from './table-facts.ts';
import type { TenancySettings } from './tenancy.ts';
import type { NotReference } from './undeclared.ts';

/** Intent next to reality: what the ORM declares, what the migrations do, and the graph that joins both. */
export interface Project {
  /** How people call it: the folder that holds it, `.` for the one they stand in. */
  readonly name: string;
  readonly declared: Declared | undefined;
  readonly timeline: Timeline | undefined;
  /** Migrations that others may have applied as they were; known only since a commit that somebody named. */
  readonly edited?: Edited | undefined;
  readonly graph: RelationGraph;
  readonly runner: Runner;
  /** Tables and enums that the ORM leaves to others to migrate, as `auth.users`; `unknown` where only a program knows. */
  readonly external?: readonly string[] | 'unknown' | undefined;
  readonly policy: DeletePolicy;
  /** What the configuration says of single tables. */
  readonly facts: readonly TableFact[];
  /** To whom rows belong; nothing where the configuration does not say. */
  readonly tenancy?: TenancySettings | undefined;
  /** What the configuration says of columns that look like references. */
  readonly notReferences: readonly NotReference[];
}

export type { Runner };

/** What one side says of a reference, next to the state in which it says so. */
export interface Side {
  readonly says: Relation | ForeignKey;
  readonly state: Snapshot;
}

/** The sides of a reference: the schema's, where people mend it, before the database's. */
export function sidesOf({ relation, foreignKey }: Reference, { declared, timeline }: Project): readonly Side[] {
  const sides: Side[] = [];
  if (relation && declared) sides.push({ says: relation, state: declared.snapshot });
  if (foreignKey && timeline) sides.push({ says: foreignKey, state: timeline.last });
  return sides;
}

/**
 * What a rule may look at: one state (what is declared, or what all migrations made), one change, one migration as it is
 * run, or a whole project. Rules about migrations are asked only about those that are new, see `migrations.since`.
 */
export interface Subjects {
  readonly state: Snapshot;
  readonly change: Moment;
  readonly migration: MigrationRun;
  readonly project: Project;
  /** A comment that asks other rules for silence; once all of them have spoken. */
  readonly ignore: Ignore;
}

/**
 * What a rule has nothing to say without: `history`, migrations that are known as a whole; `tenancy` and `deletes` of the configuration; `since`, a commit that somebody named.
 */
export type Need = 'history' | 'tenancy' | 'deletes' | 'since';

// biome-ignore lint/suspicious/noExplicitAny: every message takes data of its own shape
export type Messages = Readonly<Record<string, (data: any) => string>>;

export interface Note {
  readonly text: string;
  /** Left out for what holds without a place, such as advice. */
  readonly at?: Origin | undefined;
}

/** What a rule yields: which message, about what, and where. It becomes a finding once it is placed and weighed. */
export interface Claim {
  readonly message: string;
  readonly text: string;
  readonly at: Entity;
  /** The fact of the entity that it is about: its place is shown (`onDelete`, `columns`, `type` …). */
  readonly fact?: string | undefined;
  /** Shown instead of the entity's own place when the trouble is written elsewhere. */
  readonly place?: Origin | undefined;
  readonly severity?: Severity | undefined;
  readonly notes?: readonly Note[] | undefined;
  /** What takes a while is given as a function: in an editor, most fixes are never asked for before the next letter is typed. */
  readonly fix?: Fix | (() => Fix | undefined) | undefined;
}

/** One function per message, so that a rule reads `yield say.missing(relation, { … })`. */
export type Say<M extends Messages> = {
  readonly [Id in keyof M]: (
    at: Entity,
    data: Parameters<M[Id]>[0],
    more?: Pick<Claim, 'fact' | 'place' | 'severity' | 'notes' | 'fix'>,
  ) => Claim;
};

/**
 * A rule is a value. It finds and yields claims; its messages speak; its fixes edit. It sees values of the model only,
 * never text. Its id is `<plugin>/<rule>`, the second part being the name of its file.
 */
export interface Rule<
  On extends keyof Subjects = keyof Subjects,
  M extends Messages = Messages,
  O extends Options = Options,
> {
  readonly id: string;
  readonly on: On;
  /** One sentence that says what should be so. */
  readonly summary: string;
  readonly severity: Severity;
  /** Why people must ask for it: a rule with such a reason belongs to the preset `strict` only, all others to `recommended`. */
  readonly strict?: string;
  /** Without one of these its silence means nothing: what it could have found is neither mended nor ignored in vain. */
  readonly needs?: readonly Need[];
  /** What a configuration may choose: `['warning', { … }]`. */
  readonly options?: O;
  /** Where its page is, in Markdown, which `refint explain` shows: `new URL('./tidy.md', import.meta.url)`. */
  readonly docs?: { readonly href: string };
  readonly messages: M;
  check(subject: Subjects[On], say: Say<NoInfer<M>>, options: OptionsOf<NoInfer<O>>): Iterable<Claim>;
}

export const defineRule = <
  const On extends keyof Subjects,
  M extends Messages,
  const O extends Options = Readonly<Record<never, never>>,
>(
  rule: Rule<On, M, O>,
): Rule<On, M, O> => rule;

// biome-ignore lint/suspicious/noExplicitAny: a list of rules over different subjects, messages and options
export type AnyRule = Rule<any, any, any>;

export interface Plugin {
  /** The first part of its rules' ids. */
  readonly name: string;
  readonly rules: readonly AnyRule[];
  /** The version of this contract that it was written against; `definePlugin` says so. */
  readonly contract?: number;
}

/** The version of all that plugins rely on. It grows when a plugin that was written before would not work any more. */
export const contract = 1;

export const definePlugin = (plugin: Plugin): Plugin => ({ contract, ...plugin });
