import { analyze, defaultSettings } from '@refint/core';
import { type Declared, type Source, sourceOf, type Timeline } from '@refint/model';

/** What refint reads of a schema and of one migration beside it. It throws where anything is not understood. */
export async function projectOf(
  schema: readonly Source[],
  sql: string,
): Promise<{ readonly declared: Declared; readonly timeline: Timeline }> {
  const migrations = [{ name: '1', source: sourceOf('1/migration.sql', sql) }];
  const input = { name: '.', schema, migrations, runner: 'prisma', neverRun: [], problems: [] } as const;
  const { projects, problems } = await analyze([input], defaultSettings, []);
  const { declared, timeline } = projects[0]?.project ?? {};
  if (!declared || !timeline || problems.length > 0) throw new Error(`not understood: ${JSON.stringify(problems)}`);
  const failed = timeline.moments.find(({ outcome }) => outcome.kind !== 'done' && outcome.kind !== 'unchanged');
  if (failed) throw new Error(`not done: ${JSON.stringify(failed.outcome)}`);
  return { declared, timeline };
}
