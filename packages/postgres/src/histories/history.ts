import { emptied } from '../emptied.ts';
import { ranOn } from '../ran.ts';
import type { Server } from '../server.ts';
import { columnWriters } from './columns.ts';
import { constraintWriters } from './constraints.ts';
import { familyWriters } from './families.ts';
import { foreignKeyWriters } from './foreign-keys.ts';
import { guarded, guardWriters, transaction } from './guards.ts';
import { indexWriters } from './indexes.ts';
import { typeWriters } from './made-types.ts';
import { randomOf } from './random.ts';
import { type State, stateOf } from './state.ts';
import { tableWriters } from './tables.ts';
import { thingWriters } from './things.ts';
import { widerWriters } from './wider.ts';
import type { Weighted, Writer } from './writer.ts';

const plain: readonly Weighted[] = [
  ...tableWriters,
  ...columnWriters,
  ...constraintWriters,
  ...foreignKeyWriters,
  ...indexWriters,
  ...typeWriters,
  ...thingWriters,
  ...familyWriters,
  ...guardWriters,
];
const inside = [...tableWriters, ...columnWriters, ...constraintWriters, ...foreignKeyWriters, ...indexWriters].map(
  ([, write]) => write,
);
const all: readonly Weighted[] = [...plain, [8, guarded(inside)], [4, transaction(plain.map(([, write]) => write))]];
const byWeight = (list: readonly Weighted[]): readonly Writer[] =>
  list.flatMap(([weight, write]) => Array<Writer>(weight).fill(write));

/** What may be in a history. The wider ones have statements that came later, see `wider.ts`. */
export type Kind = 'plain' | 'wider';
const asked: Readonly<Record<Kind, readonly Writer[]>> = {
  plain: byWeight(all),
  wider: byWeight([...all, ...widerWriters]),
};

export interface History {
  readonly statements: readonly string[];
  /** Those that fail, each as `SQLSTATE statement`. */
  readonly failed: readonly string[];
}

/** How many statements a history has, more or less: one that is begun is ended. */
const size = 50;

/**
 * The history of that number under that seed, as its statements, written on an empty database that is asked after each
 * statement what it holds. Most of them work; some of those that fail are kept, outside of transactions only, where
 * PostgreSQL would refuse everything after them. The history ends before a statement after which PostgreSQL cannot say
 * what it holds.
 */
export async function writeHistory(
  server: Server,
  seed: number,
  number: number,
  kind: Kind = 'plain',
): Promise<History> {
  const random = randomOf(seed, number);
  const history: string[] = [];
  const failed: string[] = [];
  await emptied(server);
  let state = await stateOf(server);
  let hasChanged = false;
  let told = 0;
  while (history.length < size || hasChanged) {
    if (hasChanged) {
      const now = await stateUnlessBroken(server);
      if (!now) return { statements: history.slice(0, told), failed: await ranOn(server, history.slice(0, told)) };
      state = now;
    }
    told = history.length;
    hasChanged = false;
    if (history.length >= size) break;
    // A database without tables has little to say, so the first statements make some.
    const write = history.length < 4 ? random.pick(tableWriters)[1] : random.pick(asked[kind]);
    const written = write(state, random);
    if (written?.[0] === 'BEGIN') {
      hasChanged = true;
      history.push(...(await inTransaction(server, written)));
    } else {
      for (const statement of written ?? []) {
        const code = await errorOf(server, statement);
        hasChanged ||= code === undefined;
        if (code !== undefined && (random.chance(0.6) || isUnfollowed(code, statement))) continue;
        history.push(statement);
        if (code !== undefined) failed.push(`${code} ${statement}`);
      }
    }
  }
  return { statements: history, failed };
}

/** PostgreSQL may stumble over what it made itself: "cache lookup failed for attribute" says that its catalog is wrong. */
const internal = 'XX000';

async function stateUnlessBroken(server: Server): Promise<State | undefined> {
  try {
    return await stateOf(server);
  } catch (error) {
    if ((error as { code?: string }).code === internal) return undefined;
    throw error;
  }
}

/** Errors that the replay does not know by design: it looks into no expression, has no rows, and no faults of a server. */
const isUnfollowed = (code: string, statement: string): boolean =>
  code === internal ||
  code === '23505' ||
  code === '42883' ||
  code === '42P17' ||
  (code === '42703' && /CHECK|VIEW|INDEX|GENERATED/.test(statement));

/** The SQLSTATE with which a statement fails; nothing when it works. */
async function errorOf(server: Server, statement: string): Promise<string | undefined> {
  try {
    await server.exec(statement);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

/** Those statements of a transaction that work, each tried behind a savepoint of its own. */
async function inTransaction(server: Server, written: readonly string[]): Promise<string[]> {
  const kept: string[] = [];
  for (const statement of written) {
    if (/^(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)/.test(statement)) {
      await server.exec(statement);
      kept.push(statement);
      continue;
    }
    await server.exec('SAVEPOINT tried');
    if ((await errorOf(server, statement)) === undefined) kept.push(statement);
    else await server.exec('ROLLBACK TO SAVEPOINT tried');
    await server.exec('RELEASE SAVEPOINT tried');
  }
  return kept;
}
