import { type Enforcement, isEnforced } from '@refint/model';
import type { Project } from '@refint/rule';
import { referenceCounts } from '../reference-counts.ts';
import type { ProjectCounts } from '../report.ts';
import type { Start, Stretch } from './point.ts';

/** How far references are enforced by foreign keys. */
export interface Coverage {
  readonly references: number;
  /** Those with a foreign key, validated or not. */
  readonly enforced: number;
  /** Those of which it is not known, which the percentage leaves out. */
  readonly unknown: number;
  /** Cut after one decimal, so that only all are 100; nothing where there is no reference whose state is known. */
  readonly percent: number | undefined;
  readonly byEnforcement: Readonly<Partial<Record<Enforcement, number>>>;
}

export function coverageOf({
  references,
  enforced,
  byEnforcement,
}: Pick<ProjectCounts, 'references' | 'enforced' | 'byEnforcement'>): Coverage {
  const unknown = byEnforcement.unknown ?? 0;
  // Those that are meant to have none are not missing.
  const known = references - unknown - (byEnforcement.intended ?? 0);
  const percent = known > 0 ? Math.floor((enforced * 1000) / known) / 10 : undefined;
  return { references, enforced, unknown, percent, byEnforcement };
}

/**
 * How far references were enforced when the stretch began: those of the end whose columns were there by then, for what comes later
 * was not missing. Of a commit its own references are counted, since its schema is known.
 */
export function coverageBefore({ graph }: Project, start: Start, { before }: Stretch): Coverage | undefined {
  if (start.kind === 'commit') return coverageOf(referenceCounts(start.project.graph));
  if (!before) return undefined;
  const keys = new Set(before.foreignKeys.map(ends));
  const wasThere = ({ table, columns }: (typeof graph.references)[number]) =>
    columns.every((name) => before.column(table, name));
  const references = graph.references.filter(wasThere);
  const unknown = references.filter(({ enforcement }) => enforcement === 'unknown').length;
  const enforced = references.filter((one) => isEnforced(one) && keys.has(ends(one))).length;
  return coverageOf({ references: references.length, enforced, byEnforcement: { unknown } });
}

const ends = (one: { readonly table: string; readonly columns: readonly string[]; readonly referencedTable: string }) =>
  `${one.table} ${one.columns.join(' ')} ${one.referencedTable}`;
