import { catalogIn } from '../server/catalog-in.ts';
import { comparable } from '../server/comparable.ts';
import type { Server } from '../server/server.ts';

/** Runs statements one by one, each in a transaction of its own, on an empty database. */
export async function run(postgres: Server, statements: readonly string[]) {
  const { rows } = await postgres.query<{ nspname: string }>(
    `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
  );
  for (const command of [
    'ROLLBACK',
    'RESET ALL',
    'DISCARD TEMP',
    ...rows.map(({ nspname }) => `DROP SCHEMA "${nspname}" CASCADE`),
    'CREATE SCHEMA public',
  ]) {
    await postgres.exec(command);
  }
  const failed: string[] = [];
  for (const statement of statements) {
    try {
      await postgres.exec(statement);
    } catch (error) {
      failed.push(`${(error as { code: string }).code} ${statement}`);
    }
  }
  return { failed, catalog: comparable(await catalogIn(postgres)) };
}
