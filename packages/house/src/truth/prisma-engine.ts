import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { Source } from '@refint/model';

/** What Prisma answers when it is asked for a migration: the SQL, or why there is none. */
export type Written = { readonly sql: string } | { readonly refused: string };

/** What the engine asks of a database. Its own adapters cannot bring some of that: they have no type for `"char"`. */
export interface Database {
  query(sql: string, values: unknown[]): Promise<Answer>;
}

export interface Answer {
  readonly names: readonly string[];
  /** The oid of each column's type. */
  readonly types: readonly number[];
  readonly rows: readonly (readonly unknown[])[];
}

/** The SQL with which Prisma's schema engine leads from what a database holds, or from nothing, to what a schema asks for. */
export async function migrationByPrisma(
  files: readonly Source[],
  database: Database,
  from: 'empty' | 'database',
  external: readonly string[] = [],
): Promise<Written> {
  const { SchemaEngine } = await (engine ??= load());
  const readable = files.map(({ path, text }) => ({ path, content: asOfToday(text) }));
  try {
    const asked = await SchemaEngine.new(
      { datamodels: readable.map(({ path, content }) => [path, content]) },
      () => {},
      adapterOf(database),
    );
    const { stdout } = await asked.diff({
      from: from === 'empty' ? { tag: 'empty' } : { tag: 'schemaDatasource', files: readable, configDir: '.' },
      to: { tag: 'schemaDatamodel', files: readable },
      script: true,
      exitCode: null,
      filters: { externalTables: [...external], externalEnums: [...external] },
    });
    asked.free();
    return stdout === null ? { refused: 'it wrote nothing' } : { sql: stdout };
  } catch (cause) {
    return { refused: cause instanceof Error ? cause.message : String(cause) };
  }
}

let engine: Promise<typeof Engine> | undefined;

/** What is used of it: its types come with those of browsers only. */
const { WebAssembly: webAssembly } = globalThis as unknown as {
  readonly WebAssembly: {
    instantiate(
      bytes: Uint8Array,
      imports: object,
    ): Promise<{ readonly instance: { readonly exports: { __wbindgen_start(): void } } }>;
  };
};

/** Node runs no WebAssembly modules by import yet, so it is put together by hand. */
async function load(): Promise<typeof Engine> {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const bytes = readFileSync(entry.replace(/\.js$/, '_bg.wasm'));
  const { instance } = await webAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...bindings } });
  const { exports } = instance;
  (bindings as typeof bindings & { __wbg_set_wasm: (of: unknown) => void }).__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return bindings;
}

/**
 * Prisma 7 refuses two things that older schemas have and that no table depends on: where the database is, and the preview
 * feature "metrics".
 */
export const asOfToday = (text: string): string =>
  text
    .replace(/^[ \t]*(url|directUrl|shadowDatabaseUrl)[ \t]*=.*$/gm, '')
    .replace(/^[ \t]*previewFeatures[ \t]*=.*$/gm, (line) => line.replace(/"metrics"\s*,|,\s*"metrics"|"metrics"/, ''));

/** How the engine calls the types of columns, by their oid; everything else comes as text. */
const typesOfColumns: Readonly<Record<number, number>> = {
  16: 5, // boolean
  18: 6, // "char"
  20: 1, // int8
  21: 0, // int2
  23: 0, // int4
  26: 1, // oid
  1000: 69, // boolean[]
  1002: 72, // "char"[]
  1003: 72, // name[]
  1005: 64, // int2[]
  1007: 64, // int4[]
  1009: 72, // text[]
};
const [text, bigInteger] = [7, 1];

/** A driver adapter over a database. */
function adapterOf(database: Database): object {
  const done = <T>(value: T) => ({
    ok: true,
    value,
    map: (change: (of: T) => unknown) => done(change(value)),
    flatMap: (change: (of: T) => unknown) => change(value),
  });
  const errorRegistry = { consumeError: () => undefined };
  const who = { provider: 'postgres', adapterName: 'refint', errorRegistry };
  const connection = {
    ...who,
    queryRaw: async ({ sql, args }: { readonly sql: string; readonly args: unknown[] }) => {
      const { names, types, rows } = await database.query(sql, args);
      const columnTypes = types.map((oid) => typesOfColumns[oid] ?? text);
      const shown = (value: unknown, at: number) =>
        value !== null && columnTypes[at] === bigInteger ? String(value) : value;
      return done({ columnNames: names, columnTypes, rows: rows.map((row) => row.map(shown)) });
    },
    getConnectionInfo: () => done({ schemaName: 'public', supportsRelationJoins: true }),
    dispose: async () => done(undefined),
  };
  return { ...who, connect: async () => done(connection), connectToShadowDb: async () => done(connection) };
}
