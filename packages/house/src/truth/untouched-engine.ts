import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { Source } from '@refint/model';

/** What Prisma answers when it is asked for a migration: the SQL, or why there is none. */
export type Written = { readonly sql: string } | { readonly refused: string };

let engine: Promise<typeof Engine> | undefined;

/**
 * The SQL with which Prisma makes an empty PostgreSQL database into what the schema asks for, letter by letter what
 * `prisma migrate diff --from-empty --to-schema … --script` prints. It needs no database: all that the engine asks of one
 * is whether its schema exists and what version it is.
 */
export async function writtenByPrisma(files: readonly Source[]): Promise<Written> {
  const { SchemaEngine } = await (engine ??= load());
  const readable = files.map(({ path, text }) => ({ path, content: asOfToday(text) }));
  try {
    const asked = await SchemaEngine.new(
      { datamodels: readable.map(({ path, content }) => [path, content]) },
      () => {},
      database(),
    );
    const { stdout } = await asked.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: readable },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    asked.free();
    return stdout === null ? { refused: 'it wrote nothing' } : { sql: stdout };
  } catch (cause) {
    return { refused: cause instanceof Error ? cause.message : String(cause) };
  }
}

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
const asOfToday = (text: string): string =>
  text
    .replace(/^[ \t]*(url|directUrl|shadowDatabaseUrl)[ \t]*=.*$/gm, '')
    .replace(/^[ \t]*previewFeatures[ \t]*=.*$/gm, (line) => line.replace(/"metrics"\s*,|,\s*"metrics"|"metrics"/, ''));

/** A driver adapter whose database is empty. */
function database(): object {
  const done = <T>(value: T) => ({
    ok: true,
    value,
    map: (change: (of: T) => unknown) => done(change(value)),
    flatMap: (change: (of: T) => unknown) => change(value),
  });
  const errorRegistry = { consumeError: () => undefined };
  const [boolean, text, integer] = [5, 7, 0];
  const who = { provider: 'postgres', adapterName: 'none', errorRegistry };
  const connection = {
    ...who,
    queryRaw: async () =>
      done({
        columnNames: ['exists', 'version', 'numeric_version'],
        columnTypes: [boolean, text, integer],
        rows: [[true, 'PostgreSQL 16.4', 160_004]],
      }),
    getConnectionInfo: () => done({ schemaName: 'public', supportsRelationJoins: true }),
    dispose: async () => done(undefined),
  };
  return { ...who, connect: async () => done(connection), connectToShadowDb: async () => done(connection) };
}
