import type { Server } from './server.ts';

/** Takes everything out of a database that a script may have put there; the schema `public` is there again and empty. */
export async function emptied(server: Server): Promise<void> {
  await server.exec('ROLLBACK');
  await server.exec('RESET ALL');
  await server.exec('DISCARD TEMP');
  const { rows } = await server.query<{ name: string }>(
    `SELECT quote_ident(nspname) AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
  );
  for (const { name } of rows) await server.exec(`DROP SCHEMA ${name} CASCADE`);
  await server.exec('CREATE SCHEMA public');
}
