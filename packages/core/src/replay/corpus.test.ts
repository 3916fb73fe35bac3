import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sourceOf } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { type Catalog, catalogOf } from '../catalog.ts';
import type { MigrationInput } from '../input.ts';
import { comparable } from '../server/comparable.ts';
import { replayHistory } from './index.ts';

const corpus = process.env['REFINT_CORPUS'] ?? resolve(import.meta.dirname, '../../../../../shared/corpus');

interface Entry {
  readonly dir: string;
  readonly kind: 'prisma' | 'drizzle' | 'typeorm';
  readonly provider: string;
  readonly postgres?: {
    readonly clean: boolean;
    readonly cleanPrefix: { readonly lastMigration: string; readonly count: number } | null;
    readonly failures: readonly { readonly file: string; readonly error: string }[];
  };
}

const read = (...path: string[]): string => readFileSync(join(corpus, ...path), 'utf8');

const listed: readonly Entry[] = existsSync(join(corpus, 'MANIFEST.json')) ? JSON.parse(read('MANIFEST.json')) : [];

/** Projects whose migrations ran on PostgreSQL. */
const entries = listed.filter(({ provider, postgres }) => provider === 'postgresql' && postgres);
const clean = entries.filter(({ postgres }) => postgres?.clean);

function migrationsOf(entry: Entry): MigrationInput[] {
  switch (entry.kind) {
    case 'prisma':
      return prismaMigrations(entry);
    case 'drizzle':
      return drizzleMigrations(entry);
    case 'typeorm':
      return typeormMigrations(entry);
  }
}

/** What the migrations of TypeORM, which are programs, sent to the database. */
function typeormMigrations({ dir }: Entry): MigrationInput[] {
  const files = JSON.parse(read(dir, 'executed-sql.json')) as { file: string; sql: { sql: string }[] }[];
  return files.map(({ file, sql }) => {
    const text = sql.map((statement) => `${statement.sql}\n;\n`).join('');
    return { name: file, source: sourceOf(join(dir, `${file}.sql`), text) };
  });
}

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

const truth = (...path: string[]) => linesOf(comparable(JSON.parse(read(...path)) as Catalog));

/** A catalog as lines, one for each fact, so that two of them differ in lines that a person can read. */
function linesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path} ${value}`];
  if (!Array.isArray(value)) return Object.entries(value).flatMap(([key, part]) => linesOf(part, `${path} ${key}`));
  if (value.length === 0 || typeof value[0] === 'string') return [`${path} (${value.join(', ')})`];
  const inOrder = path.endsWith(' columns') ? [`${path} (${value.map(({ name }) => name).join(', ')})`] : [];
  return [...inOrder, ...value.flatMap((part) => linesOf(part, `${path} ${part.name}`))];
}

/** What no migration says, or PostgreSQL says in words of its own: all that may differ, in all projects. */
const named: readonly { readonly dir: string; readonly begins: string; readonly because: string }[] = [
  {
    dir: 'Fallenbagel__jellyseerr--postgres',
    begins: 'extensions',
    because: 'TypeORM makes uuid-ossp when it connects, outside of all migrations',
  },
  {
    dir: 'FlowiseAI__Flowise--postgres',
    begins: 'extensions',
    because: 'TypeORM makes uuid-ossp when it connects, outside of all migrations',
  },
  {
    dir: 'simstudioai__sim',
    begins: 'tables document triggers document_secret_provenance_demote def',
    because: 'PostgreSQL takes a comparison of rows apart into one of each column',
  },
  {
    dir: 'simstudioai__sim',
    begins: 'tables embedding triggers embedding_secret_provenance_demote def',
    because: 'PostgreSQL takes a comparison of rows apart into one of each column',
  },
];

/** The lines that only one side has: `+` what the replay says, `-` what PostgreSQL said. */
function differences(dir: string, ours: readonly string[], theirs: readonly string[]): string[] {
  const said = new Set(ours);
  const truly = new Set(theirs);
  return [
    ...ours.filter((line) => !truly.has(line)).map((line) => `+${line}`),
    ...theirs.filter((line) => !said.has(line)).map((line) => `-${line}`),
  ]
    .filter((line) => !named.some((one) => one.dir === dir && line.slice(2).startsWith(one.begins)))
    .sort((a, b) => (a.slice(1) < b.slice(1) ? -1 : 1));
}

/** The replay's catalog, in the shape of the truth, with everything in it that went wrong. */
function replayed(migrations: readonly MigrationInput[], kind: Entry['kind']) {
  // TypeORM and drizzle both put all files into one transaction.
  const { timeline } = replayHistory(migrations, {
    runner: kind === 'typeorm' ? 'drizzle' : kind,
    dialect: 'postgresql',
    // The server that was asked.
    version: 15,
  });
  const failures = timeline.moments.flatMap(({ migration, outcome }) =>
    outcome.kind === 'failed' ? [`${migration.name}: ${outcome.failure.code} ${outcome.failure.text}`] : [],
  );
  return { timeline, failures, catalog: linesOf(comparable(catalogOf(timeline.last))) };
}

describe.skipIf(entries.length === 0)('the replay of a real history ends where PostgreSQL ended', () => {
  for (const entry of clean) {
    test(`${entry.dir} (${entry.kind})`, () => {
      const { failures, timeline, catalog } = replayed(migrationsOf(entry), entry.kind);
      expect(failures).toEqual([]);
      expect(differences(entry.dir, catalog, truth(entry.dir, 'catalog.pg.json'))).toEqual([]);
      expect(timeline.incomplete).toBeUndefined();
      expect(timeline.doubt).toBeUndefined();
      expect(timeline.last.tables.filter(({ doubt }) => doubt)).toEqual([]);
    });
  }

  for (const entry of entries.filter(({ postgres }) => postgres && !postgres.clean && !postgres.cleanPrefix)) {
    test(`${entry.dir} without what failed`, () => {
      // TypeORM took back the migration in which a query over rows failed, and went on with the next one.
      const failed = new Set(entry.postgres?.failures.map(({ file }) => file));
      const migrations = migrationsOf(entry).filter(({ name }) => !failed.has(name));
      const { failures, catalog } = replayed(migrations, entry.kind);
      expect(failures).toEqual([]);
      expect(differences(entry.dir, catalog, truth(entry.dir, 'catalog.pg.json'))).toEqual([]);
    });
  }

  for (const entry of entries.filter(({ postgres }) => postgres?.cleanPrefix)) {
    test(`${entry.dir} up to the first file that fails`, () => {
      const migrations = migrationsOf(entry).slice(0, entry.postgres?.cleanPrefix?.count);
      const { failures, timeline, catalog } = replayed(migrations, entry.kind);
      expect(failures).toEqual([]);
      expect(timeline.last.tables.filter(({ doubt }) => doubt)).toEqual([]);
      expect(differences(entry.dir, catalog, truth(entry.dir, 'catalog.pg.prefix.json'))).toEqual([]);
    });
  }
});

describe.skipIf(clean.length === 0)('whether a real history starts from an empty database', () => {
  for (const entry of clean) {
    const all = migrationsOf(entry);
    const cuts = new Set([1, ...[0.1, 0.25, 0.5].map((part) => Math.floor(all.length * part))]);
    for (const cut of [...cuts].filter((at) => at > 0 && at < all.length)) {
      test(`${entry.dir} without its first ${cut}: it does not, and so nothing in it is said to fail`, () => {
        const { failures, timeline } = replayed(all.slice(cut), entry.kind);
        expect(timeline.incomplete).toBeDefined();
        expect(failures).toEqual([]);
      });
    }

    const misspelt = misspell(all);
    test.skipIf(!misspelt)(
      `${entry.dir} with a slip in the last table that it references: it does, and that fails`,
      () => {
        const { failures, timeline } = replayed(misspelt?.migrations ?? [], entry.kind);
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
