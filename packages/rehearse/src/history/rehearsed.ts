import {
  catalogOf,
  type Disagreement,
  loadComparison,
  type RefusedStatement,
  type RehearsedHistory,
} from '@refint/core';
import type { Timeline } from '@refint/model';
import { locksCompared } from '../locks/compared.ts';
import type { Timelines } from '../plan/timelines.ts';
import { marker } from '../servers/marker.ts';
import type { Session } from '../servers/session.ts';
import { failuresOf } from './failures.ts';
import { type Running, ran } from './run.ts';

/** Runs a history on an empty database, and compares what came of it with the replay of its files. */
export async function rehearsedHistory(
  session: Session,
  { history: timeline, assumed }: Pick<Timelines, 'history' | 'assumed'>,
  running: Running,
): Promise<RehearsedHistory> {
  const all = await ran(session, timeline, running);
  const { refused, disagreements: told, parted } = failuresOf(all);
  const unknown = timeline.incomplete?.because ?? timeline.doubt?.because;
  const partly = unknown ?? (parted && refusedHere(parted));
  const locks = await locksCompared(all);
  const catalog = await catalogCompared(session, timeline, assumed);
  return {
    migrations: timeline.migrations.length,
    statements: all.length,
    tables: timeline.last.tableCount,
    foreignKeys: timeline.last.tables.reduce((sum, { foreignKeys }) => sum + foreignKeys.length, 0),
    compared: locks.compared,
    refused,
    // Of a history that is not known as a whole nothing is certain that it leads to.
    disagreements: unknown === undefined ? [...told, ...locks.disagreements, ...(parted ? [] : catalog)] : [],
    assumed: assumed.length > 0 ? assumed : undefined,
    partly,
  };
}

const refusedHere = ({ path, line }: RefusedStatement): string =>
  `${path}:${line} was refused, and what comes after it goes another way`;

async function catalogCompared(
  session: Session,
  { last }: Timeline,
  assumed: readonly string[],
): Promise<readonly Disagreement[]> {
  const { catalogIn, comparable, differences } = await loadComparison();
  const there = await catalogIn(session);
  // The mark of a database for rehearsals is nothing that a migration makes.
  const theirs = {
    ...there,
    schemas: there.schemas.filter((name) => name !== marker),
    extensions: there.extensions.filter(({ name }) => !assumed.includes(name)),
  };
  return differences(comparable(catalogOf(last)), comparable(theirs)).map((line) => {
    const [, what = line, refint = '', postgresql = ''] = /^(.*?): (.*) \| (.*)$/s.exec(line) ?? [];
    return { about: 'catalog', at: undefined, what, refint, postgresql };
  });
}
