import type { PGlite } from '@electric-sql/pglite';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto';
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp';
import type { Source } from '@refint/model';
import { emptied, type Server, startPostgres } from '@refint/postgres';
import { type Database, migrationByPrisma, type Written } from './prisma-engine.ts';

/** A PostgreSQL that Prisma's engine can look at. Migrations are run by PostgreSQL itself: the engine splits them at `;`. */
export interface Looked {
  /** Takes out all that is there and runs these files, each as Prisma's runner does: as one query. Gives what failed. */
  holding(files: readonly string[]): Promise<readonly string[]>;
  /** Runs one more statement, and says why where it fails. */
  also(statement: string): Promise<string | undefined>;
  /** What Prisma would write as the next migration, given tables and enums that it leaves to others. */
  migrationTo(schema: readonly Source[], external?: readonly string[]): Promise<Written>;
  /** The PostgreSQL itself. */
  readonly server: Server;
  close(): Promise<void>;
}

export async function startLooked(): Promise<Looked> {
  const postgres = await startPostgres({ extensions: { citext, pg_trgm, pgcrypto, uuid_ossp } });
  return {
    holding: async (files) => {
      await emptied(postgres);
      const failed: string[] = [];
      for (const sql of files) {
        try {
          await postgres.exec(withoutModdatetime(sql));
        } catch (error) {
          failed.push((error as Error).message);
          await postgres.exec('ROLLBACK');
        }
      }
      await postgres.exec('RESET ALL');
      return failed;
    },
    also: async (statement) => {
      try {
        await postgres.exec(statement);
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    },
    migrationTo: (schema, external) => migrationByPrisma(schema, lookingInto(postgres), 'database', external),
    server: postgres,
    close: () => postgres.close(),
  };
}

const lookingInto = (postgres: PGlite): Database => ({
  query: async (sql, values) => {
    const { fields, rows } = await postgres.query<unknown[]>(sql, values, { rowMode: 'array' });
    return { names: fields.map(({ name }) => name), types: fields.map(({ dataTypeID }) => dataTypeID), rows };
  },
});

/** An extension that PGlite does not have; all that anybody uses of it is one function for triggers. */
const withoutModdatetime = (sql: string): string =>
  sql.replace(
    /CREATE EXTENSION (?:IF NOT EXISTS )?"?moddatetime"?[^;]*;/gi,
    `CREATE FUNCTION moddatetime() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';`,
  );
