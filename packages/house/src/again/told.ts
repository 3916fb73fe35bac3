import type { Report } from '@refint/core';
import type { ForeignKey, Origin, Place, Reference, Relation } from '@refint/model';
import type { Finding } from '@refint/rule';

/** All that a report tells, as data: of places the file, the lines and the columns, in the text that is there now. */
export const told = ({ findings, suppressed = [], problems, projects }: Report): unknown => ({
  findings: findings.map(ofFinding),
  suppressed: suppressed.map(({ finding, because }) => [ofFinding(finding), because]),
  problems: problems.map(({ kind, text, fatal, at }) => [kind, text, fatal, at && ofPlace(at)]),
  projects: projects.map(({ counts, notes, project }) => ({
    counts,
    notes,
    references: project.graph.references.map(ofReference),
  })),
});

const ofFinding = ({ rule, message, severity, text, at, entity, fingerprint, notes, fix }: Finding) => ({
  rule,
  message,
  severity,
  text,
  at: ofPlace(at),
  entity,
  fingerprint,
  notes: notes.map((note) => [note.text, note.at && ofPlace(note.at)]),
  fix: fix && [fix.title, fix.safe, fix.edits.map((edit) => [ofPlace(edit), edit.text])],
});

const ofReference = (reference: Reference) => {
  const { enforcement, because, onDelete, onUpdate, origin, relation, foreignKey, event } = reference;
  return {
    ends: endsOf(reference),
    standing: [enforcement, because?.text, because?.at && ofOrigin(because.at)],
    actions: [onDelete, onUpdate],
    at: ofOrigin(origin),
    relation: relation && { ...endsOf(relation), field: relation.field, ...placesOf(relation) },
    foreignKey: foreignKey && { ...endsOf(foreignKey), name: foreignKey.name, ...placesOf(foreignKey) },
    event: event && [event.what, event.failure?.text, ofOrigin(event.origin)],
  };
};

const endsOf = ({ table, columns, referencedTable, referencedColumns }: Reference | Relation | ForeignKey) => ({
  from: `${table}(${columns})`,
  to: `${referencedTable}(${referencedColumns})`,
});

const placesOf = ({ origin, origins = {} }: Relation | ForeignKey) => ({
  at: ofOrigin(origin),
  parts: Object.entries(origins).map(([part, at]) => [part, at && ofOrigin(at)]),
});

const ofOrigin = (origin: Origin): unknown =>
  origin.kind === 'written' ? ofPlace(origin) : [origin.because, ofOrigin(origin.by)];

const ofPlace = ({ source: { path, text }, span: { start, end } }: Place): string =>
  `${path}:${positionIn(text, start)}-${positionIn(text, end)}`;

/** Counted out each time: nothing that is remembered of a text may hide a mistake. */
function positionIn(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `${lines.length}:${lines.at(-1)?.length}`;
}
