import type { Dialect, Problem, ServerVersion, Source } from '@refint/model';
import type {
  DeletePolicy,
  GivenOptions,
  IntendedReference,
  NotReference,
  Runner,
  Severity,
  TableFact,
  TenancySettings,
} from '@refint/rule';
import type { Baseline } from './baseline/known.ts';
import type { Targets } from './story/targets.ts';

/** One file of a history, in the order in which the runner takes it. */
export interface MigrationInput {
  /** How the runner calls it: the folder's name for Prisma, the tag for drizzle. */
  readonly name: string;
  readonly source: Source;
  /** Set when it is new or changed since a point that somebody named, with what it said there; see `Settings.since`. */
  readonly change?: { readonly was: Source | undefined } | undefined;
}

/** A project as it was found on disk: texts only, read by whoever calls. */
export interface ProjectInput {
  /** The folder that holds it, relative to where people stand; `.` for that place itself. */
  readonly name: string;
  /** The name under which a list of known findings keeps it, which does not depend on where people stand; `name` when left out. */
  readonly key?: string | undefined;
  /** The files of the ORM's schema; empty when there is none. */
  readonly schema: readonly Source[];
  /** Nothing when the project has no migrations at all, as one that is kept by `prisma db push`. */
  readonly migrations: readonly MigrationInput[] | undefined;
  /** Migrations that are gone since a point that somebody named, each with the index of the one before which it stood. */
  readonly removed?: readonly (MigrationInput & { readonly at: number })[] | undefined;
  readonly runner: Runner;
  /** Tables and enums that the ORM's migrations leave to others, see `Project.external`. */
  readonly external?: readonly string[] | 'unknown' | undefined;
  /** The dialect of the migrations; the schema's own when left out. */
  readonly dialect?: Dialect | undefined;
  /** `.sql` files beside the migrations that the runner never runs. */
  readonly neverRun: readonly string[];
  /** Sentences about where things lie that whoever looked for them has to say. */
  readonly notes?: readonly string[] | undefined;
  /** What could not be read while looking for it. */
  readonly problems: readonly Problem[];
}

/**
 * The migrations that rules about their running are asked about: all of them, those after one with a certain name, or those
 * that are changed since a commit, as `MigrationInput.change` says. The latter are applied together.
 */
export type Since =
  | { readonly kind: 'beginning' }
  | { readonly kind: 'migration'; readonly name: string }
  | { readonly kind: 'commit'; readonly name: string };

/** What is decided of a rule: a severity for all that it finds, that it runs with its own severities, or not at all. */
export type RuleLevel = Severity | 'on' | 'off';

/** What is decided of single rules, by their id. */
export interface RuleDecisions {
  readonly rules: Readonly<Record<string, RuleLevel>>;
  /** What is given for the options of rules, checked. */
  readonly options?: Readonly<Record<string, GivenOptions>> | undefined;
}

/** What holds for some files or some tables instead: where both are named, for what is in one and about the other. */
export interface Override extends RuleDecisions {
  /** The paths of sources as they are shown; any when left out. */
  readonly paths?: readonly string[] | undefined;
  /** Names of tables; `*` stands for any letters. Any, and what belongs to no table, when left out. */
  readonly tables?: readonly string[] | undefined;
}

export interface Settings extends RuleDecisions {
  /** Whether rules run that are not in `recommended`; one that `rules` names runs in any case. */
  readonly strict: boolean;
  /** What holds for some files and tables: the last one that matches a finding and names its rule decides. */
  readonly overrides?: readonly Override[] | undefined;
  readonly deletes: DeletePolicy;
  /** What is said of single tables. */
  readonly tables: readonly TableFact[];
  /** To whom rows belong. */
  readonly tenancy?: TenancySettings | undefined;
  /** References that are meant to have no foreign key. */
  readonly intended?: readonly IntendedReference[] | undefined;
  /** What is said of columns that look like references. */
  readonly notReferences: readonly NotReference[];
  /** What the figures of a report must be for a release; the usual ones when left out. */
  readonly targets?: Targets | undefined;
  /** The version of PostgreSQL that the migrations run on; the newest when left out. */
  readonly postgresql?: ServerVersion | undefined;
  /** Findings that are known and not to be shown. */
  readonly baseline?: Baseline | undefined;
  /** Without it history is quiet: no migration is asked how it runs. */
  readonly since?: Since | undefined;
}

export const defaultSettings: Settings = { strict: false, rules: {}, deletes: [], tables: [], notReferences: [] };
