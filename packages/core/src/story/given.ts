import { sourceOf } from '@refint/model';
import { defaultSettings, type ProjectInput, type Settings } from '../input.ts';
import { migrationNamed, type NamedPoint } from './asked.ts';
import type { ProjectStory } from './story.ts';
import { tell } from './tell.ts';

/** What a story is told from, in a few words: the texts of the migrations `m1`, `m2` … and of the schema. */
export interface Given {
  readonly sql: readonly string[];
  readonly schema?: string;
  readonly settings?: Partial<Settings>;
  /** The name of a migration, or the same project as it was at a commit. */
  readonly from?: string | Pick<Given, 'sql' | 'schema'>;
  readonly to?: string;
  readonly runner?: ProjectInput['runner'];
}

/** The story of a project in a few words, for the tests of this folder. No rule is asked. */
export async function storyFrom(given: Given): Promise<ProjectStory> {
  const input = inputOf(given);
  const { settings, from, to } = given;
  const told = await tell({
    input,
    from: typeof from === 'object' ? { kind: 'commit', name: 'v1', input: inputOf(from) } : pointIn(input, from),
    to: pointIn(input, to),
    settings: { ...defaultSettings, ...settings },
    plugins: [],
  });
  if (told.kind === 'unknown') throw new Error(told.sentence);
  return told.story;
}

const inputOf = ({ sql, schema, runner = 'prisma' }: Given): ProjectInput => ({
  name: '.',
  schema:
    schema === undefined ? [] : [sourceOf('schema.prisma', `datasource db {\n  provider = "postgresql"\n}\n${schema}`)],
  migrations: sql.map((text, at) => ({ name: `m${at + 1}`, source: sourceOf(`m${at + 1}.sql`, text) })),
  runner,
  neverRun: [],
  problems: [],
});

function pointIn(input: ProjectInput, asked: string | undefined): NamedPoint | undefined {
  const name = asked === undefined ? undefined : migrationNamed(asked, input);
  return name === undefined ? undefined : { kind: 'migration', name };
}
