import type { Server } from '@refint/core';
import { type ServerVersion, serverVersions } from '@refint/model';
import { Refused } from '../ask.ts';
import { emptied } from './emptied.ts';
import { mark, whatIsIn } from './marker.ts';
import type { Session } from './session.ts';
import { versionIn } from './version.ts';

/**
 * A database that somebody named. It has to be empty, or to carry the mark of an earlier rehearsal: anything else is refused
 * after it was looked at in a transaction that can write nothing.
 *
 * @param wanted the version that the server has to be; any that refint knows when left out
 */
export async function atUrl(url: string, wanted: ServerVersion | undefined): Promise<Session> {
  const { default: pg } = await import('pg');
  let client: InstanceType<typeof pg.Client>;
  try {
    client = new pg.Client({ connectionString: url });
    // A connection that breaks is told by the query that runs.
    client.on('error', () => {});
    await client.connect();
  } catch (error) {
    throw new Refused(`the database of --database-url cannot be reached: ${said(error, url)}`);
  }
  const server: Server = {
    exec: (sql) => client.query(sql),
    query: async <Row>(sql: string) => ({ rows: (await client.query(sql)).rows as Row[] }),
  };
  try {
    const version = await checked(server, wanted);
    return {
      ...server,
      all: async (sql) => [await client.query(sql)].flat().map(({ rows }) => rows),
      about: { version: await versionIn(server), where: 'named' },
      version,
      empty: () => emptied(server),
      close: () => client.end(),
    };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** The version of a server whose database may be used; it carries the mark from then on. */
async function checked(server: Server, wanted: ServerVersion | undefined): Promise<ServerVersion> {
  await server.exec('BEGIN TRANSACTION READ ONLY');
  const { rows } = await server.query<{ name: string }>('SELECT current_database() AS name');
  const name = rows[0]?.name ?? '';
  const shown = await versionIn(server);
  const version = serverVersions.find((one) => one === Number.parseInt(shown, 10));
  const inside = await whatIsIn(server);
  await server.exec('ROLLBACK');
  if (version === undefined) throw new Refused(`the server is PostgreSQL ${shown}, and refint knows 15 to 18`);
  if (wanted !== undefined && wanted !== version)
    throw new Refused(`the server is PostgreSQL ${shown}, and --postgres asks for ${wanted}`);
  if (inside === 'ours') return version;
  const [first] = inside;
  if (first !== undefined) {
    const more = inside.length === 1 ? '' : ` and ${inside.length - 1} more`;
    throw new Refused(
      `the database ${name} is not empty: it holds ${first}${more}; a rehearsal needs an empty database, or one of an earlier rehearsal`,
    );
  }
  await mark(server);
  return version;
}

/** What went wrong, without what the URL may hold of secrets. */
function said(error: unknown, url: string): string {
  const text = error instanceof Error ? error.message || String((error as { code?: unknown }).code) : String(error);
  return text.replaceAll(url, 'URL');
}
