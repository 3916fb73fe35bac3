// Written by `pnpm fix` from packages/workspace/src/config/shape.ts
// biome-ignore-all format: each key stays on one line
import type { RuleSettings } from './rule-settings.ts';

export interface DeleteConfig {
  /** Referencing tables or columns; `*` stands for any letters. Any when left out. */
  readonly from?: string | readonly string[];
  /** Referenced tables. Any when left out. */
  readonly to?: string | readonly string[];
  /** What a delete of a referenced row may do. */
  readonly onDelete: 'restrict' | 'cascade' | 'set-null' | 'no-action' | 'set-default' | readonly ('restrict' | 'cascade' | 'set-null' | 'no-action' | 'set-default')[];
  /** How much it matters, in your words. */
  readonly priority?: string;
  /** Why, in your words: findings repeat it. */
  readonly because?: string;
}

export interface IntendedConfig {
  /** Referencing tables or columns; `*` stands for any letters. Any when left out. */
  readonly from?: string | readonly string[];
  /** Referenced tables. Any when left out. */
  readonly to?: string | readonly string[];
  /** Why there is no foreign key. */
  readonly because: string;
}

export interface MigrationsConfig {
  /** The name of a migration: those after it are asked how they run. `beginning`: all are. */
  readonly since?: string;
}

export interface NotReferenceConfig {
  /** Columns with their table, `posts.external_id`; `*` stands for any letters. */
  readonly column: string | readonly string[];
  /** What they hold instead. */
  readonly because: string;
}

export interface OverrideConfig {
  /** Patterns of paths, relative to the configuration: `legacy/**`. Any file when left out. */
  readonly files?: string | readonly string[];
  /** Names of tables; `*` stands for any letters. Any table, and what belongs to none, when left out. */
  readonly tables?: string | readonly string[];
  /** What holds there instead. */
  readonly rules: RuleSettings;
}

export interface ProjectConfig {
  /** A schema file or folder, relative to the configuration. */
  readonly schema?: string;
  /** The folder of its migrations. */
  readonly migrations?: string;
  /** Who runs them, which decides what is one transaction. Found out when left out. */
  readonly runner?: 'prisma' | 'drizzle' | 'psql';
  /** How reports call it. */
  readonly name?: string;
}

export interface RelationsConfig {
  /** References that are meant to have no foreign key. */
  readonly intended?: readonly IntendedConfig[];
}

export interface Config {
  /** For editors: where the schema of this file is. */
  readonly $schema?: string;
  /** What holds beneath this: `recommended` (in any case), `strict`, and configurations by their path or package. */
  readonly extends?: readonly string[];
  /** The projects, where they are not to be looked for. */
  readonly projects?: readonly ProjectConfig[];
  /** By rule id: a severity, `on` for its own severities, or `off`; or one of these with the options of the rule. */
  readonly rules?: RuleSettings;
  /** What holds for some files or tables instead. The last one that matches decides. */
  readonly overrides?: readonly OverrideConfig[];
  /** The decision record, as data: the first entry that matches a reference decides. */
  readonly deletes?: readonly DeleteConfig[];
  /** What only you can know of single tables. */
  readonly tables?: readonly TableConfig[];
  /** What is meant so although it does not look so. */
  readonly relations?: RelationsConfig;
  /** Columns that look like references and are none. */
  readonly notReferences?: readonly NotReferenceConfig[];
  /** To whom rows belong. */
  readonly tenancy?: TenancyConfig;
  /** What the figures of a report must be for a release. */
  readonly targets?: TargetsConfig;
  /** The version of the server, where what it accepts depends on that. */
  readonly postgresql?: 15 | 16 | 17 | 18;
  /** Which migrations are asked how they run; none when left out, see `--since`. */
  readonly migrations?: MigrationsConfig;
  /** The list of known findings, relative to the configuration; `false` for none. `refint.baseline.json` beside it when left out. */
  readonly baseline?: string | false;
  /** Plugins besides the ones that come along: names of packages, or paths. */
  readonly plugins?: readonly string[];
}

export interface TableConfig {
  /** Names of tables; `*` stands for any letters. */
  readonly table: string | readonly string[];
  /** Reading all of its rows hurts. */
  readonly large?: boolean;
  /** No row of it is ever deleted, and no key changed. */
  readonly neverDeleted?: boolean;
  /** How you know. */
  readonly because: string;
}

export interface TargetsConfig {
  /** At least so many tables at the end. */
  readonly tables?: number;
  /** At least so many foreign keys at the end. */
  readonly foreignKeys?: number;
  /** At least so many checks at the end. */
  readonly checks?: number;
  /** At least so many unique constraints and unique indexes at the end. */
  readonly uniques?: number;
  /** At least so many unique indexes over some rows only at the end. */
  readonly partialUniqueIndexes?: number;
  /** At least so many indexes at the end. */
  readonly indexes?: number;
  /** At least so many percent of the references whose state is known are enforced by a foreign key. */
  readonly coverage?: number;
  /** At least so many percent of the referenced keys have one type in all columns that reference them. */
  readonly typeConsistency?: number;
  /** At most so many foreign keys that a guard skipped. */
  readonly skipped?: number;
  /** At most so many foreign keys whose failure a handler swallowed. */
  readonly swallowed?: number;
  /** At most so many foreign keys in statements that fail. */
  readonly failing?: number;
  /** At most so many foreign keys that were dropped and have no successor. */
  readonly dropped?: number;
  /** At most so many foreign keys that are not validated at the end. */
  readonly notValid?: number;
  /** At most so many relations that the schema declares and no foreign key enforces, though one could. */
  readonly missing?: number;
  /** At most so many foreign keys that are made or validated while others wait as long as all rows are read. */
  readonly unsafe?: number;
  /** At most so many references of which schema or database do what the decision record does not allow. */
  readonly policyBroken?: number;
  /** At most so many invariants that were dropped or are missing. */
  readonly invariantsBroken?: number;
  /** At most so many errors. */
  readonly errors?: number;
  /** At most so many warnings. */
  readonly warnings?: number;
  /** At most so many milliseconds for a write with the foreign keys, as `refint rehearse` measures it. */
  readonly writeMilliseconds?: number;
}

export interface TenancyConfig {
  /** The table with a row for each tenant. */
  readonly root: string;
  /** The column by which the rows of other tables say whose they are. */
  readonly column: string;
  /** Tables that belong to no tenant; `*` stands for any letters. */
  readonly except?: string | readonly string[];
}
