import {
  catalogOf,
  type Disagreement,
  loadComparison,
  type RefusedStatement,
  type RehearsedHistory,
} from '@refint/core';
import type { Moment, Timeline } from '@refint/model';
import { locksCompared } from '../locks/compared.ts';
import { marker } from '../servers/marker.ts';
import type { Session } from '../servers/session.ts';
import { placeOf } from './place.ts';
import { type Ran, type Running, ran } from './run.ts';

/** Runs a history on an empty database, and compares what came of it with the replay of its files. */
export async function rehearsedHistory(
  session: Session,
  timeline: Timeline,
  running: Running,
): Promise<RehearsedHistory> {
  const all = await ran(session, timeline, running);
  const partly = timeline.incomplete?.because ?? timeline.doubt?.because;
  const failures = all.map(failureOf);
  const locks = await locksCompared(all);
  const catalog = await catalogCompared(session, timeline);
  const told = failures.flatMap(({ disagreement }) => disagreement ?? []);
  return {
    migrations: timeline.migrations.length,
    statements: all.length,
    tables: timeline.last.tableCount,
    foreignKeys: timeline.last.tables.reduce((sum, { foreignKeys }) => sum + foreignKeys.length, 0),
    compared: locks.compared,
    refused: failures.flatMap(({ refused }) => refused ?? []),
    // Of a history that is not known as a whole nothing is certain that it leads to.
    disagreements: partly === undefined ? [...told, ...locks.disagreements, ...catalog] : [],
    partly,
  };
}

/** What failed, and whether the files say so. */
function failureOf(one: Ran): { readonly refused?: RefusedStatement; readonly disagreement?: Disagreement } {
  const { failure, moments, statement } = one;
  const at = placeOf(one);
  const said = moments.find(isFailed)?.outcome.failure;
  const disagreement = (refint: string, postgresql: string): Disagreement => ({
    about: 'failure',
    at,
    what: statement.verb,
    refint,
    postgresql,
  });
  if (!failure) return said ? { disagreement: disagreement(`fails: ${said.code} ${said.text}`, 'works') } : {};
  const refused = { ...at, code: failure.code, text: failure.text };
  if (said?.code === failure.code) return { refused: { ...refused, foreseen: 'yes' } };
  const isAboutRows = !said && (statement.changes.length === 0 || aboutRows.test(failure.code));
  if (isAboutRows) return { refused: { ...refused, foreseen: 'rows' } };
  return {
    refused: { ...refused, foreseen: 'no' },
    disagreement: disagreement(said ? `fails: ${said.code}` : 'works', `fails: ${failure.code} ${failure.text}`),
  };
}

/** What rows, roles, extensions and the limits of a server decide, of which files say nothing. */
const aboutRows = /^(?:22|23|42501|0A|28|53|54|55|58)/;

type Failed = Moment & { readonly outcome: Extract<Moment['outcome'], { kind: 'failed' }> };
const isFailed = (moment: Moment): moment is Failed => moment.outcome.kind === 'failed';

async function catalogCompared(session: Session, { last }: Timeline): Promise<readonly Disagreement[]> {
  const { catalogIn, comparable, differences } = await loadComparison();
  const there = await catalogIn(session);
  // The mark of a database for rehearsals is nothing that a migration makes.
  const theirs = { ...there, schemas: there.schemas.filter((name) => name !== marker) };
  return differences(comparable(catalogOf(last)), comparable(theirs)).map((line) => {
    const [, what = line, refint = '', postgresql = ''] = /^(.*?): (.*) \| (.*)$/s.exec(line) ?? [];
    return { about: 'catalog', at: undefined, what, refint, postgresql };
  });
}
