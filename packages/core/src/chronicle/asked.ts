import {
  type Moment,
  nearest,
  shownTableId,
  splitTableId,
  type TableId,
  type Timeline,
  tablesNamed,
} from '@refint/model';
import type { Project } from '@refint/rule';

/** The table that a name stands for, or what it may have been meant to be. */
export type Asked =
  | { readonly kind: 'found'; readonly id: TableId }
  | { readonly kind: 'several'; readonly ids: readonly TableId[] }
  | { readonly kind: 'unknown'; readonly meant: string | undefined };

/**
 * Finds the table that a person asks for: by `name` or `schema.name` as it is today, by the name of its model, by a name
 * that a table once had, or by one that a statement gives to a table that never came to be.
 */
export function tableAsked(asked: string, { declared }: Project, timeline: Timeline): Asked {
  const today = timeline.last.tables.map(({ id }) => id);
  const past = namesIn(timeline.moments);
  const models = declared?.models ?? [];
  const called = (ids: readonly TableId[]): readonly TableId[] => {
    const whole = ids.filter((id) => wholeName(id) === asked);
    return whole.length > 0 ? whole : ids.filter((id) => splitTableId(id).name === asked);
  };
  const ofModel = models.filter(({ name }) => name === asked).flatMap(({ table }) => table ?? []);
  for (const ids of [called(today), ofModel, called(past)]) {
    const [id] = ids;
    if (id !== undefined) return ids.length === 1 ? { kind: 'found', id } : { kind: 'several', ids };
  }
  const names = new Set([...today, ...past].map(shownTableId));
  for (const { name } of models) names.add(name);
  return { kind: 'unknown', meant: nearest(asked, names) };
}

function wholeName(id: TableId): string {
  const { schema, name } = splitTableId(id);
  return `${schema}.${name}`;
}

/** Every name that a statement gives to a table, done or not, in the order of their first use. */
const namesIn = (moments: readonly Moment[]): readonly TableId[] => [...new Set(moments.flatMap(tablesNamed))];
