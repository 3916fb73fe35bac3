import type { ProjectInput, Settings } from '@refint/core';
import { type Edit, type Reference, type RelationGraph, shownReference } from '@refint/model';
import type { Project } from '@refint/rule';
import type { NewMigration } from './migrations/write.ts';
import { planFor } from './plan-for.ts';
import { schemaEditsOf } from './schema/edits.ts';
import { writePlan } from './write-plan.ts';

/** New files that make one reference hold, in the steps that lock least, and what the schema has to say of them. */
export interface SafeMigrations {
  /** For a menu: what is written. */
  readonly title: string;
  readonly migrations: readonly NewMigration[];
  readonly schema: readonly Edit[];
}

/**
 * What `refint plan --for REFERENCE` writes among the migrations, for who asks where the reference stands. Nothing where the
 * reference is not known, needs nothing, or needs what nothing can be written for.
 *
 * @param entity the name of a reference, as findings have it: `posts.author_id → users.id`
 * @param input the project that `project` was made of
 */
export async function safeMigrations(
  entity: string,
  project: Project,
  input: ProjectInput,
  settings: Settings,
): Promise<SafeMigrations | undefined> {
  const reference = meantBy(entity, project.graph);
  if (!reference) return undefined;
  const plan = planFor(project, [shownReference(reference)]);
  if (plan.steps.length === 0) return undefined;
  const { migrations, plan: left } = await writePlan(plan, input, { ...settings, since: undefined });
  if (migrations.length === 0) return undefined;
  const files = migrations.length === 1 ? '1 file' : `${migrations.length} files`;
  return {
    title: `write the safe migrations for ${shownReference(reference)}, ${files}`,
    migrations,
    schema: schemaEditsOf(left).edits,
  };
}

/** The reference of that name; and where a migration tried it on the wrong columns, the one that was meant. */
function meantBy(entity: string, graph: RelationGraph): Reference | undefined {
  const named = graph.references.find((reference) => shownReference(reference) === entity);
  return (named?.event && !named.relation && graph.meantBy(named.event)) || named;
}
