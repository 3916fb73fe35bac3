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

const listed: readonly Entry[] = existsSync(join(corpus, 'MANIFEST.json')) ? JSON.parse(read('MANIFEST.json')) : [];

/** Projects whose migrations are files of SQL for PostgreSQL. */
const entries = listed.flatMap((entry) =>
  entry.provider === 'postgresql' && entry.postgres && entry.kind !== 'typeorm'
    ? [{ ...entry, runner: entry.kind }]
    : [],
);
const clean = entries.filter(({ postgres }) => postgres?.clean);

const migrationsOf = (entry: Entry): MigrationInput[] =>
  entry.kind === 'prisma' ? prismaMigrations(entry) : drizzleMigrations(entry);

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
  tables: tables.map(
    ({ schema, name, kind, columns, primaryKey, uniqueConstraints, indexes, checks, foreignKeys }) => ({
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
    }),
  ),
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
  for (const entry of clean) {
    test(`${entry.dir} (${entry.kind})`, () => {
      const { failures, timeline, catalog } = replayed(migrationsOf(entry), entry.runner);
      expect(failures).toEqual([]);
      expect(catalog).toEqual(truth(entry.dir, 'catalog.pg.json'));
      expect(timeline.incomplete).toBeUndefined();
      expect(timeline.doubt).toBeUndefined();
      expect(timeline.last.tables.filter(({ doubt }) => doubt)).toEqual([]);
    });
  }

  for (const entry of entries.filter(({ postgres }) => postgres?.cleanPrefix)) {
    test(`${entry.dir} up to the first file that fails`, () => {
      const migrations = migrationsOf(entry).slice(0, entry.postgres?.cleanPrefix?.count);
      const { failures, timeline, catalog } = replayed(migrations, entry.runner);
      expect(failures).toEqual([]);
      // The columns of CREATE TABLE AS come from a query, and the replay says that it does not know them.
      const doubtful = timeline.last.tables.filter(({ doubt }) => doubt);
      expect(new Set(doubtful.map(({ doubt }) => doubt?.because))).toEqual(new Set(['its columns come from a query']));
      const names = new Set(doubtful.map(({ name }) => name));
      const known = ({ tables, ...rest }: typeof catalog) => ({
        ...rest,
        tables: tables.filter(({ name }) => !names.has(name)),
      });
      expect(known(catalog)).toEqual(known(truth(entry.dir, 'catalog.pg.prefix.json')));
    });
  }
});

describe.skipIf(clean.length === 0)('whether a real history starts from an empty database', () => {
  for (const entry of clean) {
    const all = migrationsOf(entry);
    const cuts = new Set([1, ...[0.1, 0.25, 0.5].map((part) => Math.floor(all.length * part))]);
    for (const cut of [...cuts].filter((at) => at > 0 && at < all.length)) {
      test(`${entry.dir} without its first ${cut}: it does not, and so nothing in it is said to fail`, () => {
        const { failures, timeline } = replayed(all.slice(cut), entry.runner);
        expect(timeline.incomplete).toBeDefined();
        expect(failures).toEqual([]);
      });
    }

    const misspelt = misspell(all);
    test.skipIf(!misspelt)(
      `${entry.dir} with a slip in the last table that it references: it does, and that fails`,
      () => {
        const { failures, timeline } = replayed(misspelt?.migrations ?? [], entry.runner);
        expect(timeline.incomplete).toBeUndefined();
        expect(failures).toContainEqual(`${misspelt?.name}: 42P01 relation "${misspelt?.table}" does not exist`);
      },
    );
  }
});

/** The history with one letter missing in the name of the table that its last REFERENCES is about. */
function misspell(migrations: readonly MigrationInput[]) {
  const last = migrations.findLastIndex(({ source }) => /REFERENCES/.test(source.text));
  const migration = migrations[last];
  const match = [...(migration?.source.text ?? '').matchAll(/REFERENCES\s+((?:"public"\.)?)"(\w+)"/g)].at(-1);
  if (!migration || !match) return undefined;
  const [written = '', schema = '', table = ''] = match;
  const slip = table.slice(0, 1) + table.slice(2);
  const at = match.index;
  const text =
    migration.source.text.slice(0, at) +
    `REFERENCES ${schema}"${slip}"` +
    migration.source.text.slice(at + written.length);
  return {
    migrations: migrations.with(last, { ...migration, source: sourceOf(migration.source.path, text) }),
    name: migration.name,
    table: schema ? `public.${slip}` : slip,
  };
}

if (entries.length === 0) {
  test.skip('truth tests of the replay: the corpus is not there (../shared/corpus or REFINT_CORPUS), all are skipped', () => {});
}
