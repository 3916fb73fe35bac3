import type { Snapshot } from '@refint/model';
import { projectFrom } from '../../testing/given.ts';
import { type SeedOptions, seedOf } from '../seed.ts';

/** A database that is empty. */
interface Server {
  exec(sql: string): Promise<unknown>;
  query<Row>(sql: string): Promise<{ readonly rows: Row[] }>;
}

/** The state that a migration makes. */
export async function stateOf(sql: string): Promise<Snapshot> {
  const { timeline } = await projectFrom({ sql: [sql] });
  if (!timeline) throw new Error('no migrations were read');
  return timeline.last;
}

/** Makes the state in a database and fills it. Gives what is said of the tables, in lines, with what PostgreSQL refused. */
export async function filled(postgres: Server, sql: string, options: SeedOptions): Promise<string[]> {
  await postgres.exec(sql);
  const { statements, unfillable, limited } = seedOf(await stateOf(sql), options);
  const said: string[] = [];
  for (const statement of statements) {
    const names = statement.tables.map(({ table }) => table.replace('public.', ''));
    try {
      await postgres.exec(statement.sql);
      for (const name of names) {
        const { rows } = await postgres.query<{ n: number }>(`SELECT count(*)::int AS n FROM "${name}"`);
        said.push(`${name}: ${rows[0]?.n}`);
      }
    } catch (error) {
      said.push(`${names}: REFUSED ${(error as Error).message} by ${statement.sql}`);
    }
  }
  for (const { table, because } of limited) said.push(`${table.replace('public.', '')} limited: ${because}`);
  for (const { table, because } of unfillable) said.push(`${table.replace('public.', '')} not: ${because}`);
  return said.sort();
}
