import {
  type Declared,
  type Dialect,
  type Doubt,
  defaultSchema,
  departureOf,
  dialectName,
  type Problem,
  RelationGraph,
  shownTable,
  type Table,
  type Timeline,
  written,
} from '@refint/model';
import { intentionFor, type Project } from '@refint/rule';
import type { ProjectInput, Settings } from './input.ts';
import { referenceCounts } from './reference-counts.ts';
import { replayHistory } from './replay/index.ts';
import type { ProjectCounts, ProjectReport } from './report.ts';

interface Built {
  readonly report: ProjectReport;
  readonly problems: readonly Problem[];
}

/**
 * Replays a project's migrations and joins them with what its schema declares into one relation graph.
 *
 * @param replayed histories that may begin as its own does
 */
export function buildProject(
  input: ProjectInput,
  settings: Settings,
  declared: Declared | undefined,
  replayed: readonly Timeline[] = [],
): Built {
  const dialect = input.dialect ?? declared?.dialect ?? 'postgresql';
  const history =
    readsMigrationsOf(dialect) && input.migrations && !areStrangers(declared, dialect)
      ? replayHistory(input.migrations, {
          runner: input.runner,
          dialect,
          declared: declared?.snapshot,
          version: settings.postgresql,
          replayed: replayed.filter(({ last }) => last.dialect === dialect),
        })
      : undefined;
  const timeline = history && doubted(history.timeline, input, declared);
  const graph = RelationGraph.of(declared, timeline);
  const { intended } = settings;
  const project: Project = {
    name: input.name,
    declared,
    timeline,
    graph: intended ? graph.intending((one) => intentionFor(intended, one)?.because) : graph,
    runner: input.runner,
    external: input.external,
    policy: settings.deletes,
    facts: settings.tables,
    tenancy: settings.tenancy,
    notReferences: settings.notReferences,
  };
  return {
    report: {
      project,
      counts: countsOf(project, input, history?.statements ?? 0),
      hasHistory: timeline !== undefined,
      files: filesOf(input),
      notes: notesOf(input, dialect, project, history?.timeline.incomplete === undefined),
    },
    problems: [
      ...input.problems,
      ...(declared?.problems ?? []),
      ...(history?.problems ?? []),
      ...unchecked(input, dialect, project),
    ],
  };
}

const filesOf = ({ schema, migrations = [] }: ProjectInput): readonly string[] => [
  ...schema.map(({ path }) => path),
  ...migrations.map(({ source }) => source.path),
];

/** A project of which nothing at all could be checked: that it has no finding must not look like praise. */
function unchecked({ name, migrations }: ProjectInput, dialect: Dialect, { declared, timeline }: Project): Problem[] {
  if (declared || timeline || !migrations || migrations.length === 0) return [];
  const where = name === '.' ? '' : `${name}: `;
  const text = `${where}the migrations are ${dialectName[dialect]}, which is not read yet, and there is no schema: nothing was checked`;
  return [{ kind: 'not-understood', text, fatal: true }];
}

/** Whether there is a reader for the SQL of a dialect. */
const readsMigrationsOf = (dialect: Dialect): boolean => dialect === 'postgresql';

/** Whether schema and migrations are for different databases, as where a script changes the provider: their tables are not the same. */
const areStrangers = (declared: Declared | undefined, dialect: Dialect): boolean =>
  declared !== undefined && defaultSchema(declared.dialect) !== defaultSchema(dialect);

/** What the history leaves open, besides what it shows by itself: a file of it that could not be read may have made anything. */
function doubted(timeline: Timeline, { migrations, problems }: ProjectInput, declared: Declared | undefined): Timeline {
  const incomplete = timeline.incomplete ?? partial(timeline, declared);
  const lost = problems.find(isLost);
  const source = migrations?.[0]?.source;
  const doubt = lost && source && { because: lost.text, at: written(source, { start: 0, end: 0 }) };
  // The very same history is known for the same by who has worked something out of it.
  const isPlain = incomplete === timeline.incomplete && (timeline.doubt !== undefined || !doubt);
  return isPlain ? timeline : { ...timeline, incomplete, doubt: timeline.doubt ?? doubt };
}

/**
 * A history that makes fewer than half of the tables that the schema declares is a part of one: somebody who forgets to
 * migrate forgets a few tables, and not most of them.
 */
function partial(timeline: Timeline, declared: Declared | undefined): Doubt | undefined {
  const tables = declared?.snapshot.tables.filter(({ form }) => form !== 'view') ?? [];
  const absent: Table[] = [];
  for (const table of tables)
    if (!timeline.last.table(table.id) && !timeline.last.holderNamed(table.schema, table.name)) absent.push(table);
  if (absent.length * 2 <= tables.length) return undefined;
  const never = absent.filter(({ id }) => !departureOf(timeline, id));
  const created = tables.length - never.length;
  const [first] = never;
  if (!first || created * 2 >= tables.length) return undefined;
  const because = `no migration creates the table ${shownTable(first)}, and only ${created} of ${tables.length} tables of the schema are created`;
  return { because, at: first.origin };
}

const isLost = ({ kind, fatal }: Problem): boolean => kind === 'unusable' && fatal;

function countsOf({ declared, timeline, graph }: Project, input: ProjectInput, statements: number): ProjectCounts {
  return {
    quiet: 0,
    schemaFiles: input.schema.length,
    migrationFiles: input.migrations?.length ?? 0,
    statements,
    models: declared?.modelCount ?? 0,
    tables: timeline?.last.tableCount ?? 0,
    ...referenceCounts(graph),
  };
}

/** @param isWhole whether the migrations ask for nothing that they do not make */
function notesOf(
  input: ProjectInput,
  dialect: Dialect,
  { declared, timeline }: Project,
  isWhole: boolean,
): readonly string[] {
  const notes: string[] = [];
  if (input.migrations && input.migrations.length > 0 && declared && areStrangers(declared, dialect)) {
    notes.push(
      `the schema is for ${dialectName[declared.dialect]} and the migrations are for ${dialectName[dialect]}: only the schema was checked`,
    );
  } else if (input.migrations && input.migrations.length > 0 && declared && !timeline) {
    notes.push(`the migrations are ${dialectName[dialect]}, which is not read yet: only the schema was checked`);
  }
  if (!input.migrations) notes.push('no migrations were found: whether a foreign key enforces a relation is not known');
  if (timeline?.incomplete) {
    notes.push(
      `the migrations ${isWhole ? 'make a part of the database only' : 'do not start from an empty database'} (${timeline.incomplete.because}): what is missing may exist, so rules about absence are silent`,
    );
  }
  if (timeline?.doubt) {
    const why = input.problems.some(isLost)
      ? 'not all files could be read'
      : `some SQL is not understood (${timeline.doubt.because})`;
    notes.push(`${why}: rules about absence are silent`);
  }
  if (input.neverRun.length > 0) {
    const files = input.neverRun.length === 1 ? 'this file is' : `these ${input.neverRun.length} files are`;
    notes.push(`${files} never run by ${input.runner} and not part of the history: ${input.neverRun.join(', ')}`);
  }
  return [...notes, ...(input.notes ?? [])];
}
