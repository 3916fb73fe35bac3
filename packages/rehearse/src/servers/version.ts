import type { Server } from '@refint/core';

/** The version of a server in its own words, without what the packager adds: `15.18`. */
export async function versionIn(server: Server): Promise<string> {
  const { rows } = await server.query<{ server_version: string }>('SHOW server_version');
  return /^[\d.]+/.exec(rows[0]?.server_version ?? '')?.[0] ?? '';
}
