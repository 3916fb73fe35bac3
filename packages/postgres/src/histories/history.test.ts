import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Server } from '../server.ts';
import { startPostgres } from '../start.ts';
import { writeHistory } from './history.ts';
import { answersIn } from './kept.ts';

let postgres: Server;
beforeAll(async () => {
  postgres = await startPostgres();
});

/** A server that cannot say what it holds when it is asked for that often, as where its own catalog is wrong. */
const stumbling = (after: number, code: string): Server => {
  let asked = 0;
  return {
    exec: (sql) => postgres.exec(sql),
    query: async <Row>(sql: string) => {
      if (sql === 'EXECUTE state' && ++asked > after) {
        throw Object.assign(new Error('it stumbled'), { code });
      }
      return postgres.query<Row>(sql);
    },
  };
};

test('a history ends before the statement after which PostgreSQL cannot say what it holds', async () => {
  const whole = await writeHistory(postgres, 1, 1);
  await postgres.exec('DEALLOCATE state');
  const { statements, failed } = await writeHistory(stumbling(10, 'XX000'), 1, 1);
  expect(statements.length).toBeGreaterThan(5);
  expect(statements.length).toBeLessThan(20);
  expect(statements).toEqual(whole.statements.slice(0, statements.length));
  expect(failed).toEqual(whole.failed.slice(0, failed.length));
});

test('any other error is told', async () => {
  await postgres.exec('DEALLOCATE state');
  await expect(writeHistory(stumbling(10, '53200'), 1, 1)).rejects.toThrow('it stumbled');
});

test('an answer is asked once, as long as the question is the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'refint-answers-'));
  let asked = 0;
  const ask = () => Promise.resolve({ asked: ++asked });
  try {
    const one = answersIn(folder, [import.meta.filename]);
    expect([await one('1-1', ask), await one('1-1', ask), await one('1-2', ask)]).toEqual([
      { asked: 1 },
      { asked: 1 },
      { asked: 2 },
    ]);
    const other = answersIn(folder, []);
    expect(await other('1-1', ask)).toEqual({ asked: 3 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
