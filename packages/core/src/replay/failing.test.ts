import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { sourceOf, textAt } from '@refint/model';
import { startPostgres } from '@refint/postgres';
import { readSql } from '@refint/sql';
import { beforeAll, describe, expect, test } from 'vitest';
import { casesIn } from '../testing/cases.ts';
import { refusedStatements } from '../testing/refused.ts';
import { replayHistory } from './index.ts';

/**
 * Statements that PostgreSQL refuses, by the SQLSTATE with which it does. Each script runs statement by statement on an
 * empty database; the replay has to refuse the same statements for the same reason, and its words have to begin with
 * PostgreSQL's own.
 */
const folder = join(import.meta.dirname, 'failing');

const scripts = readdirSync(folder).flatMap((file) => casesIn(readFileSync(join(folder, file), 'utf8')));

const kinds =
  `42P01 42703 42704 42710 42701 42P07 42P06 42P16 42804 42830 42P10 42809 2BP01 3F000 0A000 42601 22P02 22023
  55000`.split(/\s+/);

interface Refused {
  readonly statement: string;
  readonly code: string;
  readonly text: string;
}

let postgres: PGlite;
const counted = new Map<string, number>();

beforeAll(async () => {
  postgres = await startPostgres();
});

describe('a statement fails where PostgreSQL refuses it', () => {
  test.each(scripts)('$title', async ({ title, sql }) => {
    const { statements } = readSql(sourceOf(title, sql), 'postgresql');
    const oracle = await refusedBy(statements.map((statement) => textAt(statement)));
    for (const { code } of oracle) counted.set(code, (counted.get(code) ?? 0) + 1);
    expect(oracle.some(({ code }) => title.startsWith(code))).toBe(true);
    expect(shown(said(title, sql), oracle)).toEqual(shown(oracle, oracle));
  });

  test('there are cases of every kind', () => {
    const missing = kinds.filter((code) => !counted.has(code));
    expect(missing).toEqual([]);
    expect([...counted.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(220);
  });
});

/** Each on a line. The text is PostgreSQL's where ours begins with it; a syntax error is described in words of our own. */
function shown(refused: readonly Refused[], oracle: readonly Refused[]): string[] {
  return refused.map(({ statement, code, text }) => {
    const own = oracle.find((other) => other.statement === statement)?.text ?? '';
    const isOwn = text === own || text.startsWith(`${own}: `) || (text.startsWith('syntax error') && code === '42601');
    return `${code} ${statement} -- ${isOwn ? own : text}`;
  });
}

async function refusedBy(statements: readonly string[]): Promise<Refused[]> {
  const { rows } = await postgres.query<{ nspname: string }>(
    `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
  );
  await postgres.exec('DROP PUBLICATION IF EXISTS pub; RESET ALL');
  for (const { nspname } of rows) await postgres.exec(`DROP SCHEMA "${nspname}" CASCADE`);
  await postgres.exec('CREATE SCHEMA public');
  const refused: Refused[] = [];
  for (const statement of statements) {
    try {
      await postgres.exec(statement);
    } catch (error) {
      const { code, message } = error as { code: string; message: string };
      refused.push({ statement, code, text: message });
    }
  }
  return refused;
}

function said(title: string, sql: string): Refused[] {
  const source = sourceOf(title, sql);
  const { timeline } = replayHistory([{ name: title, source }], { runner: 'psql', dialect: 'postgresql' });
  return refusedStatements(timeline).map(({ statement, code, text }) => ({ statement: textAt(statement), code, text }));
}
