import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sourceOf } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { type Catalog, catalogOf } from '../catalog.ts';
import type { MigrationInput } from '../input.ts';
import { replayHistory } from './index.ts';

const corpus = process.env['REFINT_CORPUS'] ?? resolve(import.meta.dirname, '../../../../../shared/corpus');

interface Entry {
  readonly dir: string;
  readonly kind: 'prisma' | 'drizzle' | 'typeorm';
  readonly provider: string;
  readonly postgres?: {
    readonly clean: boolean;
    readonly cleanPrefix: { readonly lastMigration: string; readonly count: number } | null;
  };
}

const read = (...path: string[]): string => readFileSync(join(corpus, ...path), 'utf8');

const entries: readonly Entry[] = existsSync(join(corpus, 'MANIFEST.json')) ? JSON.parse(read('MANIFEST.json')) : [];

const postgres = entries.filter((entry) => entry.provider === 'postgresql' && entry.postgres);

/** The migrations of a Prisma folder in the order of their names. */
function prismaMigrations({ dir }: Entry): MigrationInput[] {
  return readdirSync(join(corpus, dir, 'migrations'), { withFileTypes: true })
    .filter((found) => found.isDirectory())
    .map(({ name }) => ({ name, path: join('migrations', name, 'migration.sql') }))
    .filter(({ path }) => existsSync(join(corpus, dir, path)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, path }) => ({ name, source: sourceOf(join(dir, path), read(dir, path)) }));
}

/** Those that the journal of drizzle names, in its order. */
function drizzleMigrations({ dir }: Entry): MigrationInput[] {
  const journal = JSON.parse(read(dir, 'migrations/meta/_journal.json')) as { entries: { tag: string }[] };
  return journal.entries.map(({ tag }) => {
    const path = join('migrations', `${tag}.sql`);
    return { name: tag, source: sourceOf(join(dir, path), read(dir, path)) };
  });
}

/** What is compared: the schema without the texts of expressions, which PostgreSQL writes in its own way. */
const comparable = ({ enums, tables }: Catalog) => ({
  enums,
  tables: tables.map(({ schema, name, kind, columns, primaryKey, uniqueConstraints, indexes, checks, foreignKeys }) => ({
    schema,
    name,
    kind,
    columns: columns.map((column) => ({ name: column.name, type: column.type, notNull: column.notNull })),
    primaryKey,
    uniqueConstraints,
    indexes: indexes.map((index) => ({
      name: index.name,
      method: index.method,
      columns: index.expressions ? index.columns.length : index.columns,
      include: index.include,
      unique: index.unique,
      primary: index.primary,
      nullsNotDistinct: index.nullsNotDistinct,
      constraintBacked: index.constraintBacked,
      partial: index.predicate !== null,
    })),
    checks: checks.map(({ name: check, validated }) => ({ check, validated })),
    foreignKeys,
  })),
});

const truth = (...path: string[]) => comparable(JSON.parse(read(...path)) as Catalog);

/** The replay's catalog, in the shape of the truth, with everything in it that went wrong. */
function replayed(migrations: readonly MigrationInput[], runner: 'prisma' | 'drizzle') {
  const { timeline } = replayHistory(migrations, { runner, dialect: 'postgresql' });
  const failures = timeline.moments.flatMap(({ migration, outcome }) =>
    outcome.kind === 'failed' ? [`${migration.name}: ${outcome.failure.code} ${outcome.failure.text}`] : [],
  );
  return { timeline, failures, catalog: comparable(catalogOf(timeline.last)) };
}

describe.skipIf(entries.length === 0)('the replay of a real history ends where PostgreSQL ended', () => {
  for (const entry of postgres.filter(({ kind, postgres: ran }) => kind === 'prisma' && ran?.clean)) {
    test(`${entry.dir} (Prisma)`, () => {
      const { failures, timeline, catalog } = replayed(prismaMigrations(entry), 'prisma');
      expect(failures).toEqual([]);
      expect(catalog).toEqual(truth(entry.dir, 'catalog.pg.json'));
      expect(timeline.incomplete).toBeUndefined();
    });
  }

  for (const entry of postgres.filter(({ kind, postgres: ran }) => kind === 'drizzle' && ran?.clean)) {
    test(`${entry.dir} (drizzle)`, () => {
      const { failures, timeline, catalog } = replayed(drizzleMigrations(entry), 'drizzle');
      expect(failures).toEqual([]);
      expect(catalog).toEqual(truth(entry.dir, 'catalog.pg.json'));
      expect(timeline.incomplete).toBeUndefined();
    });
  }

  for (const entry of postgres.filter(({ postgres: ran }) => ran?.cleanPrefix)) {
    test(`${entry.dir} up to the first file that fails`, () => {
      const { failures, catalog } = replayed(
        prismaMigrations(entry).slice(0, entry.postgres?.cleanPrefix?.count),
        'prisma',
      );
      expect(failures).toEqual([]);
      expect(catalog).toEqual(truth(entry.dir, 'catalog.pg.prefix.json'));
    });
  }
});

if (entries.length === 0) {
  test.skip('truth tests of the replay: the corpus is not there (REFINT_CORPUS or ../shared/corpus), all are skipped', () => {});
}
