import { knownEnd, type MigrationRun, type Source } from '@refint/model';
import type { AnyRule, Finding, Need, Project } from '@refint/rule';
import type { ProjectInput, Settings } from './input.ts';

/** A project with what the rules were asked about. */
export interface Inquiry {
  readonly input: ProjectInput;
  readonly project: Project;
  /** The migrations that rules about their running were asked about. */
  readonly runs: readonly MigrationRun[];
  /** What they found, whether it is shown or not. */
  readonly findings: readonly Finding[];
  /** Fingerprints of what they found where an override switches them off. */
  readonly silenced?: ReadonlySet<string> | undefined;
}

/**
 * Whether the silence of a rule means that all is well: it was asked about all of a project, or of one file of it, and had what it
 * goes by.
 */
export function speaksOf(
  rule: AnyRule,
  { input, project, runs }: Inquiry,
  { since }: Settings,
  source?: Source,
): boolean {
  const { timeline } = project;
  if (rule.on === 'migration') {
    return (
      runs.some(({ migration }) => migration.source === source) || runs.length === (input.migrations?.length ?? -1)
    );
  }
  // What is absent may be elsewhere, and rules are silent about it.
  if (timeline && !knownEnd(timeline)) return false;
  const has: Readonly<Record<Need, boolean>> = {
    history: timeline !== undefined,
    tenancy: project.tenancy !== undefined,
    deletes: project.policy.length > 0,
    since: since?.kind === 'commit',
  };
  return (rule.needs ?? []).every((need: Need) => has[need]);
}
