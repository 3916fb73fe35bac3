import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Texts that nobody writes, by what is strange about them: each ten times as large as the one before it, or without end. */
export const hostile: Readonly<Record<string, () => string>> = {
  'a line of 5 MB': () => line(5),
  'a line of 50 MB': () => line(49),
  '10,000 parentheses in one another': () => nested(10_000),
  '100,000 parentheses in one another': () => nested(100_000),
  '1,000 broken statements': () => 'hello;\n'.repeat(1000),
  '10,000 broken statements': () => 'hello;\n'.repeat(10_000),
  'loops in loops, a million million rounds': () =>
    `DO $$ DECLARE t text; BEGIN ${"FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP ".repeat(40)} ALTER TABLE a ADD IF NOT EXISTS b int; ${'END LOOP; '.repeat(40)} END $$;`,
};

const line = (megabytes: number): string => `SELECT '${'x'.repeat(megabytes * 1024 * 1024)}';`;

const nested = (depth: number): string => `SELECT ${'('.repeat(depth)}1${')'.repeat(depth)};`;

/** Writes a project of one migration that holds such a text, between a table and its foreign key. */
export function writeHostile(folder: string, text: string): void {
  const migrations = join(folder, 'prisma/migrations');
  const migration = join(migrations, '20240101000000_hostile');
  mkdirSync(migration, { recursive: true });
  writeFileSync(join(migrations, 'migration_lock.toml'), 'provider = "postgresql"\n');
  const before = 'CREATE TABLE a (id int PRIMARY KEY, a_id int);\n';
  const after = '\nALTER TABLE a ADD FOREIGN KEY (a_id) REFERENCES a (id);\n';
  writeFileSync(join(migration, 'migration.sql'), before + text + after);
}
