import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anywhere, printed } from './given.ts';
import { Snapshot } from './snapshot.ts';
import { foreignKeyTypes } from './type-compatibility.ts';

const corpus = process.env['REFINT_CORPUS'] ?? resolve(import.meta.dirname, '../../../../shared/corpus');

interface Catalog {
  readonly enums: readonly { readonly schema: string; readonly name: string }[];
  readonly tables: readonly {
    readonly schema: string;
    readonly name: string;
    readonly columns: readonly { readonly name: string; readonly type: string }[];
    readonly foreignKeys: readonly {
      readonly columns: readonly string[];
      readonly refSchema: string;
      readonly refTable: string;
      readonly refColumns: readonly string[];
    }[];
  }[];
}

const read = (path: string) => JSON.parse(readFileSync(join(corpus, path), 'utf8'));

const entries: readonly string[] = existsSync(join(corpus, 'MANIFEST.json'))
  ? read('MANIFEST.json')
      .map(({ dir }: { dir: string }) => dir)
      .filter((dir: string) => existsSync(join(corpus, dir, 'catalog.pg.json')))
  : [];

/** Every pair of columns that a foreign key of a real server joins, and what is said of their types. */
function pairs({ enums, tables }: Catalog) {
  const types = enums.map(
    ({ schema, name }) => ({ kind: 'enum', schema, name, values: [], origin: anywhere }) as const,
  );
  const state = Snapshot.of('postgresql', { tables: [], types });
  const typeOf = (schema: string, table: string, column: string) =>
    tables.find((one) => one.schema === schema && one.name === table)?.columns.find(({ name }) => name === column)
      ?.type ?? '';
  return tables.flatMap(({ schema, name, foreignKeys }) =>
    foreignKeys.flatMap(({ columns, refSchema, refTable, refColumns }) =>
      columns.map((column, at) => {
        const [from, to] = [typeOf(schema, name, column), typeOf(refSchema, refTable, refColumns[at] ?? '')];
        const { kind } = foreignKeyTypes(parsed(to), parsed(from), state);
        return { kind, pair: [name, column, from, refTable, refColumns[at], to].join(' ') };
      }),
    ),
  );
}

/** Enums are the only types in quotes, and all that stand here are in `public`. */
const parsed = (type: string) => (type.startsWith('"') ? printed(type.replaceAll('"', ''), 'public') : printed(type));

describe.skipIf(entries.length === 0)('foreign keys of real servers', () => {
  test.each(entries)('%s', (dir) => {
    const judged = pairs(read(`${dir}/catalog.pg.json`));
    expect(judged.filter(({ kind }) => kind === 'refused' || kind === 'unknown')).toEqual([]);
    const differing: readonly string[][] = read(`${dir}/facts.json`).fkTypeMismatch;
    expect(
      judged
        .filter(({ kind }) => kind === 'differs')
        .map(({ pair }) => pair)
        .sort(),
    ).toEqual(differing.map((fact) => fact.join(' ')).sort());
  });
});

if (entries.length === 0) console.log(`skipped: 26 catalogs of real servers, because ${corpus} is not there`);
