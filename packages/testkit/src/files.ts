import {
  analyze,
  defaultSettings,
  type MigrationInput,
  type Override,
  type ProjectInput,
  type Report,
  type Since,
} from '@refint/core';
import { type Dialect, sourceOf } from '@refint/model';
import type {
  AnyRule,
  DeletePolicy,
  GivenOptions,
  IntendedReference,
  NotReference,
  Plugin,
  Runner,
  TableFact,
  TenancySettings,
} from '@refint/rule';

/** Texts by path. `*.prisma` is the schema; `*.sql` are migrations, taken in the order of their paths. */
export type Files = Readonly<Record<string, string>>;

export interface World {
  readonly deletes?: DeletePolicy;
  readonly tables?: readonly TableFact[];
  readonly notReferences?: readonly NotReference[];
  /** References that are meant to have no foreign key. */
  readonly intended?: readonly IntendedReference[];
  readonly tenancy?: TenancySettings;
  /** What is given for the options of the rule; each of the others has its default. */
  readonly options?: GivenOptions;
  /** What holds for some files and tables instead. */
  readonly overrides?: readonly Override[];
  readonly runner?: Runner;
  readonly dialect?: Dialect;
  /** Tables and enums that the ORM leaves to others to migrate. */
  readonly external?: ProjectInput['external'];
  /** Which migrations are asked how they run; all of them when left out. */
  readonly since?: Since;
  /** With a commit: the migrations that are gone since then, by path. */
  readonly removed?: Readonly<Record<string, string>>;
  /** With a commit: the migrations that are new since then, by path, with what they said, or nothing for what was not there. */
  readonly was?: Readonly<Record<string, string | undefined>>;
  /** Plugins whose rules are asked as well, for a rule about what others find. */
  readonly beside?: readonly Plugin[];
}

/** What a rule says about a project made of these texts. A project without any `.sql` file has no migrations. */
export async function examineFiles(
  rule: AnyRule,
  files: Files,
  {
    deletes = [],
    tables = [],
    notReferences = [],
    intended,
    tenancy,
    options,
    overrides,
    runner = 'prisma',
    dialect,
    external,
    since = { kind: 'beginning' },
    was = {},
    removed = {},
    beside = [],
  }: World = {},
): Promise<Report> {
  const paths = Object.keys(files);
  const sources = (ending: string) =>
    paths.filter((path) => path.endsWith(ending)).map((path) => sourceOf(path, files[path] ?? ''));
  const migrations = sources('.sql')
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((source) => ({ name: nameOfMigration(source.path), source, change: changeOf(source.path, was) }));
  const input: ProjectInput = {
    name: '.',
    schema: sources('.prisma'),
    migrations: migrations.length > 0 ? migrations : undefined,
    removed: Object.entries(removed).map(([path, text]) => {
      const at = migrations.filter(({ source }) => source.path < path).length;
      return { name: nameOfMigration(path), source: sourceOf(`before:${path}`, text), at };
    }),
    runner,
    dialect,
    external,
    neverRun: [],
    problems: [],
  };
  const own = { name: rule.id.split('/')[0] ?? '', rules: [rule] };
  const others = beside.map(({ name, rules }) => ({ name, rules: rules.filter(({ id }) => id !== rule.id) }));
  const settings = {
    ...defaultSettings,
    strict: true,
    deletes,
    tables,
    notReferences,
    intended,
    tenancy,
    since,
    overrides,
  };
  const report = await analyze([input], options ? { ...settings, options: { [rule.id]: options } } : settings, [
    own,
    ...others,
  ]);
  return beside.length === 0 ? report : { ...report, findings: report.findings.filter((one) => one.rule === rule.id) };
}

function changeOf(path: string, was: NonNullable<World['was']>): MigrationInput['change'] {
  if (!Object.hasOwn(was, path)) return undefined;
  const text = was[path];
  return { was: text === undefined ? undefined : sourceOf(`before:${path}`, text) };
}

/** `migrations/1_init/migration.sql` is the migration `1_init`; a loose file goes by its own name. */
function nameOfMigration(path: string): string {
  const parts = path.split('/');
  return (parts.at(-1) === 'migration.sql' ? parts.at(-2) : parts.at(-1)) ?? path;
}
