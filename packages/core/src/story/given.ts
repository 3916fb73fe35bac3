import { sourceOf } from '@refint/model';
import { analyze } from '../analyze.ts';
import { defaultSettings, type ProjectInput, type Settings } from '../input.ts';
import { stretchAsked } from './asked.ts';
import { type ProjectStory, storyOf } from './story.ts';

/** What a story is told from, in a few words: the texts of the migrations `m1`, `m2` … and of the schema. */
export interface Given {
  readonly sql: readonly string[];
  readonly schema?: string;
  readonly settings?: Partial<Settings>;
  readonly from?: string;
  readonly to?: string;
  readonly runner?: ProjectInput['runner'];
}

/** The story of a project in a few words, for the tests of this folder. No rule is asked. */
export async function storyFrom({
  sql,
  schema,
  settings = {},
  from,
  to,
  runner = 'prisma',
}: Given): Promise<ProjectStory> {
  const project: ProjectInput = {
    name: '.',
    schema:
      schema === undefined
        ? []
        : [sourceOf('schema.prisma', `datasource db {\n  provider = "postgresql"\n}\n${schema}`)],
    migrations: sql.map((text, at) => ({ name: `m${at + 1}`, source: sourceOf(`m${at + 1}.sql`, text) })),
    runner,
    neverRun: [],
    problems: [],
  };
  const asked = stretchAsked(project, from, to, settings.since);
  if (asked.kind === 'unknown') throw new Error(asked.sentence);
  const all = { ...defaultSettings, ...settings };
  const { projects, findings, problems } = await analyze([asked.input], all, []);
  const told = { findings, problems, from: asked.start, to: asked.end, targets: all.targets, summaries: new Map() };
  return storyOf({ report: projects[0]!, ...told });
}
