import { analyze, defaultSettings, type ProjectInput, type Settings } from '@refint/core';
import { sourceOf } from '@refint/model';
import type { Project } from '@refint/rule';

/** A project in a few words: the texts of its migrations `20250101000000_m1` … and of its schema. */
export interface Given {
  readonly sql: readonly string[];
  readonly schema?: string;
  readonly deletes?: Settings['deletes'];
  readonly runner?: ProjectInput['runner'];
  readonly postgresql?: Settings['postgresql'];
}

export const inputOf = ({ sql, schema, runner = 'prisma' }: Given): ProjectInput => ({
  name: '.',
  schema:
    schema === undefined
      ? []
      : [sourceOf('prisma/schema.prisma', `datasource db {\n  provider = "postgresql"\n}\n\n${schema}`)],
  migrations: sql.map((text, at) => {
    const name = `2025010100000${at}_m${at + 1}`;
    return { name, source: sourceOf(`prisma/migrations/${name}/migration.sql`, text) };
  }),
  runner,
  neverRun: [],
  problems: [],
});

export const settingsOf = ({ deletes = [], postgresql }: Given): Settings => ({
  ...defaultSettings,
  deletes,
  postgresql,
});

/** The project that it is, for the tests of this package. No rule is asked. */
export async function projectFrom(given: Given): Promise<Project> {
  const { projects } = await analyze([inputOf(given)], settingsOf(given), []);
  return projects[0]!.project;
}
