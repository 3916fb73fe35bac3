import { departureOf } from './departure.ts';
import type { ForeignKey } from './foreign-key.ts';
import type { DeclaredRelations } from './join.ts';
import type { Origin } from './origin.ts';
import { type Enforcement, type Reference, shownTableId } from './reference.ts';
import type { Relation } from './relation.ts';
import type { ForeignKeyEvent, Timeline } from './timeline.ts';

/** Whether a foreign key enforces a reference, and why it is so. */
export type Standing = Pick<Reference, 'enforcement' | 'because'>;

/** Of a foreign key that is there. */
export function validity(foreignKey: ForeignKey): Standing {
  if (foreignKey.validated) return { enforcement: 'enforced', because: undefined };
  const text = 'it was added NOT VALID and never validated';
  return { enforcement: 'not-valid', because: { text, at: foreignKey.origins?.['validated'] ?? foreignKey.origin } };
}

/** Of what an ORM declares. */
export function standing(
  relation: Relation,
  foreignKey: ForeignKey | undefined,
  event: ForeignKeyEvent | undefined,
  declared: DeclaredRelations | undefined,
  timeline: Timeline | undefined,
): Standing {
  if (foreignKey) return validity(foreignKey);
  if (declared?.relationMode === 'prisma') {
    return {
      enforcement: 'emulated',
      because: { text: 'relationMode = "prisma" leaves it to the ORM', at: undefined },
    };
  }
  const view = viewAt(relation, declared, timeline);
  if (view !== undefined) {
    return {
      enforcement: 'emulated',
      because: { text: `${view} is a view, which no foreign key can touch`, at: undefined },
    };
  }
  if (event && isMiss(event)) return missed(event);
  if (event?.what === 'dropped') {
    return { enforcement: 'dropped', because: { text: `${event.moment.migration.name} dropped it`, at: event.origin } };
  }
  return absent(relation, timeline);
}

function absent(relation: Relation, timeline: Timeline | undefined): Standing {
  if (!timeline) return unknown('there are no migrations to read', undefined);
  const table = timeline.last.table(relation.table);
  const doubt = timeline.incomplete ?? timeline.doubt ?? table?.doubt;
  if (doubt) return unknown(doubt.because, doubt.at);
  if (table) return { enforcement: 'declared-only', because: { text: 'no migration creates it', at: undefined } };
  const name = shownTableId(relation.table);
  const gone = departureOf(timeline, relation.table);
  const did = gone?.to === undefined ? 'dropped' : 'renamed';
  const text = gone ? `${gone.migration} ${did} the table ${name}` : `no migration creates the table ${name}`;
  return { enforcement: 'declared-only', because: { text, at: gone?.at } };
}

const unknown = (text: string, at: Origin | undefined): Standing => ({
  enforcement: 'unknown',
  because: { text, at },
});

/** A foreign key that somebody tried to make and that is not there. */
export const isMiss = ({ what }: ForeignKeyEvent): boolean =>
  what === 'skipped' || what === 'swallowed' || what === 'failing';

/** Of a foreign key that somebody tried to make. */
export function missed(event: ForeignKeyEvent): Standing {
  const { outcome } = event.moment;
  const enforcement: Enforcement = event.what === 'skipped' || event.what === 'swallowed' ? event.what : 'failing';
  if (outcome.kind === 'skipped')
    return { enforcement, because: { text: outcome.guard.because, at: outcome.guard.at } };
  if (outcome.kind === 'swallowed')
    return { enforcement, because: { text: outcome.failure.text, at: outcome.handler } };
  if (outcome.kind === 'failed') return { enforcement, because: { text: outcome.failure.text, at: event.origin } };
  return { enforcement, because: undefined };
}

/** The view at either end of a reference, if one is: a view can neither hold nor be the end of a foreign key. */
export function viewAt(
  relation: Pick<Relation, 'table' | 'referencedTable'>,
  declared: DeclaredRelations | undefined,
  timeline: Timeline | undefined,
): string | undefined {
  for (const id of [relation.table, relation.referencedTable]) {
    const table = declared?.snapshot.table(id);
    if (!table) continue;
    const made = timeline?.last.table(id) ? undefined : timeline?.last.holderNamed(table.schema, table.name);
    if (table.form === 'view' || made?.kind === 'view' || made?.kind === 'materialized-view') return shownTableId(id);
  }
  return undefined;
}
