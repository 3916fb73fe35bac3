import type { Server } from '@refint/core';
import { marker } from './marker.ts';

/** Takes everything out of a database that migrations may have put there; the schema `public` is there again and empty. */
export async function emptied(server: Server): Promise<void> {
  await server.exec('ROLLBACK');
  // Whatever role or setting a migration has left the session with.
  await server.exec('RESET SESSION AUTHORIZATION');
  await server.exec('DISCARD ALL');
  const names = async (sql: string) => (await server.query<{ name: string }>(sql)).rows.map(({ name }) => name);
  const quoted = `SELECT pg_catalog.quote_ident`;
  for (const name of await names(`${quoted}(evtname) AS name FROM pg_catalog.pg_event_trigger`))
    await server.exec(`DROP EVENT TRIGGER ${name}`);
  for (const name of await names(`${quoted}(pubname) AS name FROM pg_catalog.pg_publication`))
    await server.exec(`DROP PUBLICATION ${name}`);
  for (const name of await names(`${quoted}(extname) AS name FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql'`))
    await server.exec(`DROP EXTENSION IF EXISTS ${name} CASCADE`);
  const schemas = await names(
    `${quoted}(nspname) AS name FROM pg_catalog.pg_namespace
      WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', '${marker}')`,
  );
  for (const name of schemas) await server.exec(`DROP SCHEMA IF EXISTS ${name} CASCADE`);
  await server.exec('CREATE SCHEMA public');
}
