import { actionInSql, formatType, type Table } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { readPrisma } from './index.ts';
import { corpusEntries } from './testing/corpus.ts';

// civitai writes its migrations by hand and lets them differ from its schema, so it proves nothing about the names and
// types that Prisma makes up.
const entries = corpusEntries('the comparison of 16 schemas with real databases').filter(
  ({ name, catalog }) => catalog !== undefined && !name.startsWith('civitai'),
);

interface Catalog {
  readonly tables: readonly {
    readonly schema: string;
    readonly name: string;
    readonly columns: readonly { readonly name: string; readonly type: string; readonly notNull: boolean }[];
    readonly primaryKey: { readonly name: string; readonly columns: readonly string[] } | null;
    readonly indexes: readonly {
      readonly name: string;
      readonly columns: readonly string[];
      readonly unique: boolean;
      readonly method: string;
    }[];
    readonly foreignKeys: readonly {
      readonly name: string;
      readonly columns: readonly string[];
      readonly refTable: string;
      readonly refColumns: readonly string[];
      readonly onDelete: string;
      readonly onUpdate: string;
    }[];
  }[];
  readonly enums: readonly { readonly schema: string; readonly name: string; readonly values: readonly string[] }[];
}

describe.skipIf(entries.length === 0)('tables are declared as Prisma makes them on PostgreSQL', () => {
  for (const { name, sources, catalog } of entries) {
    const { snapshot, dialect } = readPrisma(sources);
    if (dialect !== 'postgresql') continue;
    const real = JSON.parse(catalog ?? '{}') as Catalog;
    const both = snapshot.tables
      .filter(({ form }) => form === 'ordinary')
      .map((table) => [table, real.tables.find((each) => each.schema === table.schema && each.name === table.name)] as const);

    describe(name, () => {
      test('every table is there', () => expect(both.filter(([, there]) => !there)).toEqual([]));
      test('columns', () => {
        for (const [table, there] of both) {
          const types = new Map(there?.columns.map((column) => [column.name, column]));
          for (const column of table.columns) {
            const known = types.get(column.name);
            const where = `${table.name}.${column.name}`;
            expect(`${where} ${column.type && formatType(column.type)}`).toBe(`${where} ${known?.type}`);
            // People add NOT NULL to lists by hand, which Prisma neither does nor minds.
            if (column.type?.dimensions === 0) expect(`${where} ${!column.nullable}`).toBe(`${where} ${known?.notNull}`);
          }
        }
      });
      test('keys and indexes', () => {
        let missing = 0;
        for (const [table, there] of both) {
          if (isJoin(table)) {
            const names = there?.indexes.map((index) => index.name) ?? [];
            const old = table.primaryKey?.name.replace('_pkey', '_unique') ?? '';
            expect(names.some((each) => each === table.primaryKey?.name || each === old)).toBe(true);
            expect(names).toContain(table.indexes[1]?.name);
            continue;
          }
          expect(table.primaryKey?.name).toBe(there?.primaryKey?.name);
          expect(table.primaryKey?.columns).toEqual(there?.primaryKey?.columns);
          for (const { name: index, columns, unique, method } of table.indexes) {
            // Some were dropped or replaced by hand; those that are there must be named and made as we say.
            const same = there?.indexes.filter((each) => each.columns.join() === columns.join() && each.unique === unique) ?? [];
            if (byHand.has(index)) continue;
            if (same.length > 0) expect(same).toContainEqual(expect.objectContaining({ name: index, method }));
            else missing++;
          }
        }
        expect(missing).toBeLessThanOrEqual(4);
      });
      test('relations that have a foreign key agree with it', () => {
        for (const [table, there] of both) {
          for (const relation of table.relations) {
            const referenced = snapshot.table(relation.referencedTable)?.name;
            const key = there?.foreignKeys.find(
              (each) => each.columns.join() === relation.columns.join() && each.refTable === referenced,
            );
            if (!key) continue;
            expect(key).toMatchObject({
              name: relation.constraint,
              refColumns: relation.referencedColumns,
              onDelete: actionInSql(relation.onDelete),
              onUpdate: actionInSql(relation.onUpdate),
            });
          }
        }
      });
      test('enums', () => {
        for (const type of snapshot.types) {
          const there = real.enums.find((each) => each.schema === type.schema && each.name === type.name);
          expect([...(type.kind === 'enum' ? type.values : [])].sort()).toEqual([...(there?.values ?? [])].sort());
        }
      });
    });
  }
});

/** An index whose name was too long in a migration written by hand, so that PostgreSQL cut it, at its end. */
const byHand = new Set(['BackgroundWorkerTask_runtimeEnvironmentId_slug_triggerSourc_idx']);

const isJoin = (table: Table) => table.relations.some(({ implicitManyToMany }) => implicitManyToMany);
