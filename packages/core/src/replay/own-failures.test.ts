import type { PGlite } from '@electric-sql/pglite';
import { sourceOf } from '@refint/model';
import { emptied, startPostgres } from '@refint/postgres';
import { beforeAll, expect, test } from 'vitest';
import { replayHistory } from './index.ts';

/** Of all foreign keys that one statement would make, each has the failure that PostgreSQL gives when it is the only one. */
let postgres: PGlite;

beforeAll(async () => {
  postgres = await startPostgres();
});

const base = 'CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT); CREATE TABLE old (a INTEGER, b UUID, c TEXT);';
const keys = [
  'FOREIGN KEY (a) REFERENCES users',
  'FOREIGN KEY (a) REFERENCES nobody',
  'FOREIGN KEY (z) REFERENCES users',
  'FOREIGN KEY (b) REFERENCES users',
  'FOREIGN KEY (c) REFERENCES users (mail)',
  'FOREIGN KEY (a) REFERENCES users (nothing)',
  'FOREIGN KEY (a, c) REFERENCES users',
  'FOREIGN KEY (c) REFERENCES users (mail)',
];

async function codeOf(statement: string): Promise<string | undefined> {
  await emptied(postgres);
  await postgres.exec(base);
  return postgres.exec(statement).then(
    () => undefined,
    (error: { readonly code: string }) => error.code,
  );
}

test.each([
  ['CREATE TABLE', (parts: readonly string[]) => `CREATE TABLE posts (a INTEGER, b UUID, c TEXT, ${parts.join(', ')})`],
  ['ALTER TABLE', (parts: readonly string[]) => `ALTER TABLE old ${parts.map((part) => `ADD ${part}`).join(', ')}`],
])('%s', async (_, statementOf) => {
  const source = sourceOf('own.sql', `${base} ${statementOf(keys)};`);
  const { foreignKeyEvents } = replayHistory([{ name: 'own', source }], {
    runner: 'psql',
    dialect: 'postgresql',
  }).timeline;
  const codes: (string | undefined)[] = [];
  for (const key of keys) codes.push(await codeOf(statementOf([key])));
  expect(codes.filter((code) => code !== undefined)).toHaveLength(7);
  expect(foreignKeyEvents.map(({ failure }) => failure?.code)).toEqual(codes);
});
