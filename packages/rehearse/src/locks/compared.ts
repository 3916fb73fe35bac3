import type { Disagreement } from '@refint/core';
import {
  isStronger,
  type Lock,
  type LockMode,
  loadMigrationRuns,
  shownTable,
  type TableId,
  tableId,
} from '@refint/model';
import { placeOf } from '../history/place.ts';
import type { Ran } from '../history/run.ts';
import type { SeenTable } from './seen.ts';

interface Compared {
  /** How many statements could be compared. */
  readonly compared: number;
  readonly disagreements: readonly Disagreement[];
}

/**
 * What refint says that statements lock, read and write anew, next to what the server did. A table that the transaction made is
 * seen by nobody else, so no lock on it matters.
 */
export async function locksCompared(all: readonly Ran[]): Promise<Compared> {
  const { locksOf, merged } = await loadMigrationRuns();
  const disagreements: Disagreement[] = [];
  let compared = 0;
  let transaction = -1;
  /** The strongest lock that the statements of this transaction are said to hold, by the number of the table. */
  let said = new Map<number, LockMode>();
  let isInDoubt = false;
  for (const ran of all) {
    if (ran.transaction !== transaction) [transaction, said, isInDoubt] = [ran.transaction, new Map(), false];
    const { sight, moments, failure } = ran;
    if (moments.some(({ outcome }) => outcome.kind === 'doubtful')) isInDoubt = true;
    if (!sight || failure || isInDoubt) continue;
    const done = moments.filter(({ outcome }) => outcome.kind === 'done');
    const claims = merged(done.flatMap(locksOf));
    if (claims.length > 0) compared++;
    const facts = factsOf(ran, claims, said, done.length === moments.length);
    const at = placeOf(ran);
    for (const fact of facts) disagreements.push({ about: 'lock', at, ...fact });
  }
  return { compared, disagreements };
}

type Fact = Pick<Disagreement, 'what' | 'refint' | 'postgresql'>;

function factsOf(
  { sight, statement, moments }: Ran,
  claims: readonly Lock[],
  said: Map<number, LockMode>,
  isAll: boolean,
): Fact[] {
  if (!sight) return [];
  const { first, before, after } = sight;
  const oids = new Map<TableId, number>();
  for (const [oid, { schema, name }] of before.tables) oids.set(tableId(schema, name), oid);
  const claimed = new Map<number, Lock>();
  for (const claim of claims) {
    const oid = oids.get(claim.table);
    if (oid === undefined) continue;
    claimed.set(oid, claim);
    const known = said.get(oid);
    if (!known || isStronger(claim.mode, known)) said.set(oid, claim.mode);
  }
  // Code of a block may do anything with rows, and what is not done may have locked all the same.
  const isPlain = isAll && moments.length > 0 && /^(?:ALTER|CREATE|DROP)\b/.test(statement.verb);
  const state = moments.at(-1)?.after;
  return [...first.tables].flatMap(([oid, table]): Fact[] => {
    const claim = claimed.get(oid);
    const held = after.locks.get(oid);
    const facts: Fact[] = [];
    const fact = (refint: string, postgresql: string): void =>
      void facts.push({ what: shownTable(table), refint, postgresql });
    const isNew = held !== before.locks.get(oid);
    const expected = said.get(oid);
    if (claim && !held) fact(claim.mode, 'no lock');
    else if (held && expected && isStronger(expected, held)) fact(expected, held);
    else if (held && isPlain && isNew && stopsDdl(held) && (!expected || isStronger(held, expected))) {
      fact(expected ?? 'no lock', held);
      // It is told once, and held until the transaction ends.
      said.set(oid, held);
    }
    const [was, is] = [before.tables.get(oid), after.tables.get(oid)];
    if (!was || !is) return facts;
    const rewrites = was.file !== is.file;
    if (claim && claim.rewrites !== rewrites && (rewrites ? isPlain : true))
      fact(worked(claim.rewrites, 'rewrites'), worked(rewrites, 'rewrites'));
    else if (!claim && rewrites && isPlain) fact(worked(false, 'rewrites'), worked(true, 'rewrites'));
    const scans = scansBetween(was, is);
    const isLookedUp = (state?.foreignKeysTo(tableId(table.schema, table.name)).length ?? 0) > 0;
    if (claim?.scans && scans === 'none') fact(worked(true, 'scans'), worked(false, 'scans'));
    // A query that is kept, as a view that is materialized, reads what it wants, and stops nobody.
    else if (isPlain && (claim || isNew) && !claim?.scans && scans === 'all' && !isLookedUp)
      fact(worked(false, 'scans'), worked(true, 'scans'));
    return facts;
  });
}

const stopsDdl = (mode: LockMode): boolean => isStronger(mode, 'ROW EXCLUSIVE');

/** Whether a table was read from end to end, or by an index, which a planner may do instead. */
const scansBetween = (was: SeenTable, is: SeenTable): 'all' | 'by index' | 'none' =>
  is.scans > was.scans ? 'all' : is.indexScans > was.indexScans ? 'by index' : 'none';

const worked = (does: boolean, what: 'scans' | 'rewrites'): string =>
  what === 'scans'
    ? does
      ? 'all rows are read'
      : 'no rows are read'
    : does
      ? 'all rows are written anew'
      : 'rows stay where they are';
