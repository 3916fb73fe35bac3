import type { PGlite, PGliteOptions } from '@electric-sql/pglite';
import type { Server } from '@refint/core';
import type { ServerVersion } from '@refint/model';
import { Refused } from '../ask.ts';
import { emptied } from './emptied.ts';
import type { Session } from './session.ts';
import { versionIn } from './version.ts';

type Make = (options: PGliteOptions) => Promise<PGlite>;

/** The PostgreSQL that can be had in process: each release of PGlite is one version of it, and there is none of 15. */
const makers: Readonly<Partial<Record<ServerVersion, () => Promise<Make>>>> = {
  16: async () => (await import('pglite-16')).PGlite.create as unknown as Make,
  17: async () => (await import('pglite-17')).PGlite.create as unknown as Make,
  18: async () => (await import('@electric-sql/pglite')).PGlite.create,
};

type Extensions = (path: string) => Promise<Readonly<Record<string, unknown>>>;

/** By version, where its extensions are. Only those that a history needs are loaded. */
const extensionsOf: Readonly<Partial<Record<ServerVersion, Extensions>>> = {
  16: (path) => import(`pglite-16/${path}`),
  17: (path) => import(`pglite-17/${path}`),
  18: (path) => import(`@electric-sql/pglite/${path}`),
};

/**
 * A PostgreSQL in this process, with nothing in it.
 *
 * @param extensions the names of those that migrations make, as PostgreSQL knows them
 */
export async function inProcess(version: ServerVersion, extensions: readonly string[]): Promise<Session> {
  const make = await makers[version]?.();
  if (!make) {
    const there = Object.keys(makers).join(', ');
    throw new Refused(
      `PostgreSQL ${version} does not run in this process (${there} do); name a database on such a server with --database-url, or another version with --postgres`,
    );
  }
  const loaded = await Promise.all(extensions.filter((name) => name !== 'plpgsql').map((name) => load(version, name)));
  const database = await make({ extensions: Object.fromEntries(loaded) as never });
  return sessionWith(database, version);
}

/** A database in this process as one that is ours. */
export async function sessionWith(database: PGlite, version: ServerVersion): Promise<Session> {
  const server: Server = {
    exec: (sql) => database.exec(sql),
    query: <Row>(sql: string) => database.query<Row>(sql),
  };
  return {
    ...server,
    all: async (sql) => (await database.exec(sql)).map(({ rows }) => rows as Readonly<Record<string, unknown>>[]),
    about: { version: await versionIn(server), where: 'in-process' },
    version,
    empty: async () => {
      await emptied(server);
      // Where a server in process goes back to by itself is not what others have.
      await server.exec('SET search_path TO "$user", public');
    },
    close: () => database.close(),
  };
}

async function load(version: ServerVersion, name: string): Promise<readonly [string, unknown]> {
  const found = await extension(version, name);
  if (found !== undefined) return [name, found];
  const others: ServerVersion[] = [];
  for (const other of [18, 17, 16] as const) if ((await extension(other, name)) !== undefined) others.push(other);
  const [newest] = others;
  const instead = newest === undefined ? '' : `rehearse with --postgres ${newest}, which has it, or `;
  throw new Refused(
    `the migrations need the extension ${name}, which PostgreSQL ${version} in this process does not have; ${instead}name a database on a server that has it with --database-url`,
  );
}

/** What PGlite has of PostgreSQL itself lies in one folder, and what others made beside it. */
async function extension(version: ServerVersion, name: string): Promise<unknown> {
  const module = name.replaceAll('-', '_');
  if (!/^[a-z0-9_]+$/.test(module)) return undefined;
  for (const path of [`contrib/${module}`, module]) {
    try {
      const all = await extensionsOf[version]?.(path);
      if (all?.[module] !== undefined) return all[module];
    } catch {
      // There is no such module.
    }
  }
  return undefined;
}
