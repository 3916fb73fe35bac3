import {
  failingForReferences,
  failingStatements,
  knownEnd,
  type Migration,
  type Place,
  placeOf,
  positionAt,
} from '@refint/model';
import type { Finding, Project } from '@refint/rule';

/**
 * The first statement that cannot run: the runner stops there. What rules speak of needs no note, and neither do the other
 * statements of its migration; foreign keys that cannot be made are counted among the references.
 */
export function stopNotes({ timeline, graph }: Project, findings: readonly Finding[]): readonly string[] {
  if (!timeline || !knownEnd(timeline)) return [];
  const all = failingStatements(timeline);
  if (all.length === 0) return [];
  const ofReferences = failingForReferences(graph.references);
  const told = new Set<Migration>();
  for (const { at, moment } of all) if (isTold(findings, placeOf(at))) told.add(moment.migration);
  const untold = all.filter(({ moment }) => !ofReferences.has(moment.within) && !told.has(moment.migration));
  const [first] = untold;
  if (!first) return [];
  const { source, span } = placeOf(first.at);
  const place = `${source.path}:${positionAt(source, span.start).line}: ${first.failure.text}`;
  return [
    untold.length === 1
      ? `a statement cannot run, and the migration stops there: ${place}`
      : `${untold.length} statements cannot run, and the migration stops at the first: ${place}`,
  ];
}

function isTold(findings: readonly Finding[], at: Place): boolean {
  for (const finding of findings) if (isAt(finding.at, at)) return true;
  return false;
}

const isAt = (one: Place, other: Place): boolean =>
  one.source === other.source && one.span.start < other.span.end && other.span.start < one.span.end;
