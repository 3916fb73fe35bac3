import { type Moment, type TableId, type Timeline, tablesNamed } from '@refint/model';
import type { Project } from '@refint/rule';
import { type Asked, tableAmong } from '../asked.ts';

/**
 * Finds the table that a person asks for: as it is called today, by the name of its model, by a name that a table once
 * had, or by one that a statement gives to a table that never came to be.
 */
export function tableAsked(asked: string, { declared }: Project, timeline: Timeline): Asked {
  const today = timeline.last.tables.map(({ id }) => id);
  return tableAmong(asked, today, declared, namesIn(timeline.moments));
}

/** Every name that a statement gives to a table, done or not, in the order of their first use. */
const namesIn = (moments: readonly Moment[]): readonly TableId[] => [...new Set(moments.flatMap(tablesNamed))];
