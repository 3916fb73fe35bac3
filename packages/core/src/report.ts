import type { Enforcement, Place, Problem } from '@refint/model';
import type { Finding, Project } from '@refint/rule';
import type { KnownFindings } from './baseline/known.ts';

/** What is said of one project, besides what is wrong with it. */
export interface CheckedProject {
  readonly project: Pick<Project, 'name'>;
  readonly counts: ProjectCounts;
  /** Whether its migrations were replayed; those of a dialect that is not read are only counted. */
  readonly hasHistory: boolean;
  /** The paths of what it was read from. */
  readonly files: readonly string[];
  /** Sentences about the project as a whole: an unknown beginning, files that are never run. */
  readonly notes: readonly string[];
}

/** What is true of one project, besides what is wrong with it. */
export interface ProjectReport extends CheckedProject {
  readonly project: Project;
}

export interface ProjectCounts {
  /** Schema files and migration files that were read. */
  readonly schemaFiles: number;
  readonly migrationFiles: number;
  readonly statements: number;
  /** Migrations that no rule about their running was asked about, although there are such rules. */
  readonly quiet: number;
  readonly models: number;
  readonly tables: number;
  readonly references: number;
  /** References that a foreign key enforces, validated or not. */
  readonly enforced: number;
  readonly byEnforcement: Readonly<Partial<Record<Enforcement, number>>>;
}

/** A finding that is not shown, and why. */
export interface Suppressed {
  readonly finding: Finding;
  /** `in-source`: a comment says so; `external`: the baseline does. */
  readonly kind: 'in-source' | 'external';
  readonly because: string;
  /** The comment; nothing for what the baseline knows. */
  readonly at: Place | undefined;
}

/** The list of known findings that was used. */
export interface BaselineUse {
  /** The path that people know it by. */
  readonly path: string;
  /** How many of the findings that it knows are not there any more. */
  readonly gone: number;
  /** What it would know if it were written anew, and what is left of it without what is gone. */
  readonly now: KnownFindings;
  readonly kept: KnownFindings;
}

/** What is spoken of is a change, and what else there is. */
export interface ChangeReport {
  /** What is staged, or what came since a commit. */
  readonly kind: 'staged' | 'since';
  /** It has nothing that refint reads, so nothing was analysed. */
  readonly isIdle: boolean;
  /** How many findings and problems were there before and are not shown. */
  readonly findings: number;
  readonly problems: number;
}

/** What is said of projects: plain data, without the graphs that it was found in. It can be kept, and told again in any form. */
export interface Checked {
  readonly projects: readonly CheckedProject[];
  /** In the order of their places. */
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** Findings that are true and not shown, in the order of their places; nothing where there are none. */
  readonly suppressed?: readonly Suppressed[] | undefined;
  /** Nothing where there is none. */
  readonly baseline?: Pick<BaselineUse, 'path' | 'gone'> | undefined;
  /** Set where only a change is spoken of. */
  readonly change?: ChangeReport | undefined;
}

/** The answer to everything that was asked: the same for the same texts and settings. */
export interface Report extends Checked {
  readonly projects: readonly ProjectReport[];
  readonly baseline?: BaselineUse | undefined;
}
