import type { RehearsedLock, RehearsedStep, RehearsedWait } from '@refint/core';
import { type Lock, loadMigrationRuns, shownTable, stops, type TableId, tableId, textAt } from '@refint/model';
import { placeOf } from '../history/place.ts';
import type { Ran } from '../history/run.ts';
import { always, spreadOf, sumOf, withMillion } from './estimate.ts';

/** The statements of a plan, as they ran on tables that held so many rows. */
export interface Round {
  readonly ran: readonly Ran[];
  readonly counts: ReadonlyMap<TableId, number>;
}

/** What each statement took, and how long others had to wait for it. */
export async function stepsOf(
  few: Round,
  many: Round,
): Promise<{ readonly steps: readonly RehearsedStep[]; readonly waits: readonly RehearsedWait[] }> {
  const { locksOf, merged } = await loadMigrationRuns();
  const steps = many.ran.map((ran, at) => {
    const claims = merged(ran.moments.filter(({ outcome }) => outcome.kind === 'done').flatMap(locksOf));
    return stepOf(few.ran[at] ?? ran, ran, { claims, few: few.counts, many: many.counts });
  });
  return { steps: steps.filter((_, at) => isWork(many.ran[at])), waits: waitsOf(many.ran, steps) };
}

/** SET and its kin take no time that anybody would miss. */
const isWork = (ran: Ran | undefined): boolean =>
  ran !== undefined && !/^(?:SET|RESET|SELECT)\b/.test(ran.statement.verb);

interface About {
  readonly claims: readonly Lock[];
  readonly few: ReadonlyMap<TableId, number>;
  readonly many: ReadonlyMap<TableId, number>;
}

function stepOf(few: Ran, many: Ran, { claims, ...counts }: About): RehearsedStep {
  const locks = newLocks(many);
  const seen = workOf(many);
  const [one, other] = [spreadOf(few.times), spreadOf(many.times)];
  const touched = [...claims.map(({ table }) => table), ...seen.ids];
  const rows = (of: ReadonlyMap<TableId, number>): number => Math.max(0, ...touched.map((id) => of.get(id) ?? 0));
  // Of what runs in no transaction nothing was seen.
  const grows = !many.sight || seen.ids.length > 0 || claims.some(({ scans, rewrites }) => scans || rewrites);
  const million = grows
    ? withMillion({ rows: rows(counts.few), took: one }, { rows: rows(counts.many), took: other })
    : always(one, other);
  const { source, span } = many.statement;
  return {
    ...placeOf(many),
    statement: textAt({ source, span }).replace(/\s+/g, ' '),
    locks,
    scans: seen.scans,
    rewrites: seen.rewrites,
    few: one,
    many: other,
    million,
  };
}

function newLocks({ sight }: Ran): readonly RehearsedLock[] {
  if (!sight) return [];
  const { first, before, after } = sight;
  return [...first.tables].flatMap(([oid, table]) => {
    const mode = after.locks.get(oid);
    return mode && before.locks.get(oid) !== mode ? [{ table: shownTable(table), mode, stops: stops(mode) }] : [];
  });
}

/** Tables whose rows were read from end to end, or written anew, by their names and by their ids. */
function workOf({ sight }: Ran): { scans: readonly string[]; rewrites: readonly string[]; ids: readonly TableId[] } {
  const [scans, rewrites, ids]: [string[], string[], TableId[]] = [[], [], []];
  for (const [oid, was] of sight?.before.tables ?? []) {
    const is = sight?.after.tables.get(oid);
    if (!is || !sight?.first.tables.has(oid)) continue;
    const [scanned, rewritten] = [is.scans > was.scans, is.file !== was.file];
    if (scanned && !rewritten) scans.push(shownTable(is));
    if (rewritten) rewrites.push(shownTable(is));
    if (scanned || rewritten) ids.push(tableId(was.schema, was.name));
  }
  return { scans, rewrites, ids };
}

/** For each transaction and table: from the first statement that stops others to the last statement. */
function waitsOf(all: readonly Ran[], steps: readonly RehearsedStep[]): readonly RehearsedWait[] {
  const waits: RehearsedWait[] = [];
  const transactions = new Set(all.map(({ transaction }) => transaction));
  for (const transaction of transactions) {
    const members = all.flatMap((ran, at) => (ran.transaction === transaction ? [{ ran, step: steps[at]! }] : []));
    const end = members.at(-1)?.ran.sight;
    for (const [oid, table] of end?.first.tables ?? []) {
      const what = stops(end?.after.locks.get(oid) ?? 'ROW SHARE');
      if (what === 'nothing') continue;
      const from = members.findIndex(({ ran }) => stops(ran.sight?.after.locks.get(oid) ?? 'ROW SHARE') !== 'nothing');
      const held = members.slice(from).map(({ step }) => step);
      waits.push({
        migration: held[0]?.migration ?? '',
        table: shownTable(table),
        stops: what,
        few: total(held.map(({ few }) => few.median)),
        many: total(held.map(({ many }) => many.median)),
        million: sumOf(held.map(({ million }) => million)),
      });
    }
  }
  return waits;
}

const total = (times: readonly number[]): number =>
  Math.round(times.reduce((sum, time) => sum + time, 0) * 1000) / 1000;
