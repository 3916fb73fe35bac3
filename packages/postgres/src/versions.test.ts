import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite as Sixteen } from 'pglite-16';
import { PGlite as Seventeen } from 'pglite-17';
import { describe, expect, test } from 'vitest';
import { differences } from './differences.ts';
import { codesOnFifteen, fifteen } from './fifteen.ts';
import type { Server } from './server.ts';
import { startPostgres } from './start.ts';

/** The table of docs/postgresql.md says what each version does; here each version says whether that is so. */
const page = readFileSync(join(import.meta.dirname, '../../../docs/postgresql.md'), 'utf8');
const said = new Map(
  [...page.matchAll(/^\| ([^|`]+) \| (.+) \| (.+) \| (.+) \| (.+) \|$/gm)].map(([, title = '', ...codes]) => [
    title,
    codes,
  ]),
);

const saidOf = (version: number) =>
  Object.fromEntries(Object.keys(differences).map((title) => [title, said.get(title)?.[version - 15]]));

const shown = (code: string | undefined): string => (code === undefined ? 'works' : `\`${code}\``);

/** Each list of statements in a schema of its own, with the first SQLSTATE that one of them ends with. */
async function answersOf(server: Server): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const [at, [title, statements]] of Object.entries(differences).entries()) {
    let first: string | undefined;
    for (const statement of ['ROLLBACK', `CREATE SCHEMA s${at}`, `SET search_path TO s${at}`, ...statements]) {
      await server.exec(statement).catch((error: { code: string }) => {
        first ??= error.code;
      });
    }
    answers[title] = shown(first);
  }
  return answers;
}

describe('docs/postgresql.md says what is so in PostgreSQL', () => {
  const starts: readonly (readonly [number, () => Promise<Server>])[] = [
    [16, async () => (await Sixteen.create()) as unknown as Server],
    [17, async () => (await Seventeen.create()) as unknown as Server],
    [18, () => startPostgres()],
  ];
  test.each(starts)('%i', async (version, start) => {
    const server = await start();
    const { rows } = await server.query<{ server_version_num: string }>('SHOW server_version_num');
    expect(rows[0]?.server_version_num).toMatch(new RegExp(`^${version}`));
    expect(await answersOf(server)).toEqual(saidOf(version));
  });

  const why = fifteen === undefined ? ', which is not installed here (pg_ctl of version 15 was not found)' : '';
  test.skipIf(fifteen === undefined)(`15${why}`, () => {
    const titles = Object.keys(differences);
    const codes = codesOnFifteen(fifteen ?? '', Object.values(differences));
    expect(Object.fromEntries(titles.map((title, at) => [title, shown(codes[at])]))).toEqual(saidOf(15));
  });
});
