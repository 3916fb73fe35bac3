import { serverVersions } from '@refint/model';
import * as v from 'valibot';

const severity = v.picklist(['error', 'warning', 'hint', 'on', 'off']);
const severityWithOptions = v.strictTuple([severity, v.record(v.string(), v.unknown())]);
/** A lazy choice tells what is wrong with the form that was tried, where a union tells what is wrong with each. */
const ruleSetting = v.lazy((input): typeof severity | typeof severityWithOptions =>
  Array.isArray(input) ? severityWithOptions : severity,
);
const runner = v.picklist(['prisma', 'drizzle', 'psql']);
const action = v.picklist(['restrict', 'cascade', 'set-null', 'no-action', 'set-default']);
const text = v.pipe(v.string(), v.nonEmpty());
/** By rule id. The schema for editors has each rule with its options instead. */
export const rulesShape = v.record(text, ruleSetting);

const oneOrMore = <const S extends v.GenericSchema>(schema: S) =>
  v.union([schema, v.pipe(v.array(schema), v.nonEmpty())]);

export const projectShape = v.strictObject({
  /** A schema file or folder, relative to the configuration. */
  schema: v.optional(text),
  /** The folder of its migrations. */
  migrations: v.optional(text),
  /** Who runs them, which decides what is one transaction. Found out when left out. */
  runner: v.optional(runner),
  /** How reports call it. */
  name: v.optional(text),
});

export const deleteShape = v.strictObject({
  /** Referencing tables or columns; `*` stands for any letters. Any when left out. */
  from: v.optional(oneOrMore(text)),
  /** Referenced tables. Any when left out. */
  to: v.optional(oneOrMore(text)),
  /** What a delete of a referenced row may do. */
  onDelete: oneOrMore(action),
  /** How much it matters, in your words. */
  priority: v.optional(text),
  /** Why, in your words: findings repeat it. */
  because: v.optional(text),
});

export const tableShape = v.strictObject({
  /** Names of tables; `*` stands for any letters. */
  table: oneOrMore(text),
  /** Reading all of its rows hurts. */
  large: v.optional(v.boolean()),
  /** No row of it is ever deleted, and no key changed. */
  neverDeleted: v.optional(v.boolean()),
  /** How you know. */
  because: text,
});

export const notReferenceShape = v.strictObject({
  /** Columns with their table, `posts.external_id`; `*` stands for any letters. */
  column: oneOrMore(text),
  /** What they hold instead. */
  because: text,
});

export const intendedShape = v.strictObject({
  /** Referencing tables or columns; `*` stands for any letters. Any when left out. */
  from: v.optional(oneOrMore(text)),
  /** Referenced tables. Any when left out. */
  to: v.optional(oneOrMore(text)),
  /** Why there is no foreign key. */
  because: text,
});

export const relationsShape = v.strictObject({
  /** References that are meant to have no foreign key. */
  intended: v.optional(v.array(intendedShape)),
});

export const migrationsShape = v.strictObject({
  /** The name of a migration: those after it are asked how they run. `beginning`: all are. */
  since: v.optional(text),
});

export const tenancyShape = v.strictObject({
  /** The table with a row for each tenant. */
  root: text,
  /** The column by which the rows of other tables say whose they are. */
  column: text,
  /** Tables that belong to no tenant; `*` stands for any letters. */
  except: v.optional(v.union([text, v.array(text)])),
});

export const overrideShape = v.strictObject({
  /** Patterns of paths, relative to the configuration: `legacy/**`. Any file when left out. */
  files: v.optional(oneOrMore(text)),
  /** Names of tables; `*` stands for any letters. Any table, and what belongs to none, when left out. */
  tables: v.optional(oneOrMore(text)),
  /** What holds there instead. */
  rules: rulesShape,
});

const percent = () => v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100)));
const count = () => v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)));

/** What the figures of `refint report` must be for a release. */
export const targetsShape = v.strictObject({
  /** At least so many tables at the end. */
  tables: count(),
  /** At least so many foreign keys at the end. */
  foreignKeys: count(),
  /** At least so many checks at the end. */
  checks: count(),
  /** At least so many unique constraints and unique indexes at the end. */
  uniques: count(),
  /** At least so many unique indexes over some rows only at the end. */
  partialUniqueIndexes: count(),
  /** At least so many indexes at the end. */
  indexes: count(),
  /** At least so many percent of the references whose state is known are enforced by a foreign key. */
  coverage: percent(),
  /** At least so many percent of the referenced keys have one type in all columns that reference them. */
  typeConsistency: percent(),
  /** At most so many foreign keys that a guard skipped. */
  skipped: count(),
  /** At most so many foreign keys whose failure a handler swallowed. */
  swallowed: count(),
  /** At most so many foreign keys in statements that fail. */
  failing: count(),
  /** At most so many foreign keys that were dropped and have no successor. */
  dropped: count(),
  /** At most so many foreign keys that are not validated at the end. */
  notValid: count(),
  /** At most so many relations that the schema declares and no foreign key enforces, though one could. */
  missing: count(),
  /** At most so many foreign keys that are made or validated while others wait as long as all rows are read. */
  unsafe: count(),
  /** At most so many references of which schema or database do what the decision record does not allow. */
  policyBroken: count(),
  /** At most so many invariants that were dropped or are missing. */
  invariantsBroken: count(),
  /** At most so many errors. */
  errors: count(),
  /** At most so many warnings. */
  warnings: count(),
  /** At most so many milliseconds for a write with the foreign keys, as `refint rehearse` measures it. */
  writeMilliseconds: count(),
});

/** What a configuration may say. A key that is not here is a mistake. */
export const shape = v.strictObject({
  /** For editors: where the schema of this file is. */
  $schema: v.optional(v.string()),
  /** What holds beneath this: `recommended` (in any case), `strict`, and configurations by their path or package. */
  extends: v.optional(v.array(text)),
  /** The projects, where they are not to be looked for. */
  projects: v.optional(v.pipe(v.array(projectShape), v.nonEmpty())),
  /** By rule id: a severity, `on` for its own severities, or `off`; or one of these with the options of the rule. */
  rules: v.optional(rulesShape),
  /** What holds for some files or tables instead. The last one that matches decides. */
  overrides: v.optional(v.pipe(v.array(overrideShape), v.nonEmpty())),
  /** The decision record, as data: the first entry that matches a reference decides. */
  deletes: v.optional(v.array(deleteShape)),
  /** What only you can know of single tables. */
  tables: v.optional(v.array(tableShape)),
  /** What is meant so although it does not look so. */
  relations: v.optional(relationsShape),
  /** Columns that look like references and are none. */
  notReferences: v.optional(v.array(notReferenceShape)),
  /** To whom rows belong. */
  tenancy: v.optional(tenancyShape),
  /** What the figures of a report must be for a release. */
  targets: v.optional(targetsShape),
  /** The version of the server, where what it accepts depends on that. */
  postgresql: v.optional(v.picklist(serverVersions)),
  /** Which migrations are asked how they run; none when left out, see `--since`. */
  migrations: v.optional(migrationsShape),
  /** The list of known findings, relative to the configuration; `false` for none. `refint.baseline.json` beside it when left out. */
  baseline: v.optional(v.union([text, v.literal(false)])),
  /** Plugins besides the ones that come along: names of packages, or paths. */
  plugins: v.optional(v.array(text)),
});

export type Config = v.InferOutput<typeof shape>;
