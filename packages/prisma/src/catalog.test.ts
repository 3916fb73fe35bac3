import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionInSql, formatType, sourceOf, type Table } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { readSchema } from './testing/read.ts';

const corpus = process.env['REFINT_CORPUS'] ?? '../shared/corpus';
const having = (file: string) =>
  existsSync(corpus)
    ? readdirSync(corpus).filter(
        (name) => existsSync(join(corpus, name, file)) && existsSync(join(corpus, name, 'schema.prisma')),
      )
    : [];
// civitai writes its migrations by hand and lets them differ from its schema, so it proves nothing about the names and
// types that Prisma makes up.
const entries = having('catalog.pg.json').filter((name) => !name.startsWith('civitai'));
const lite = having('catalog.sqlite.json');
if (entries.length === 0) {
  console.warn(
    `skipped: 100 tests that compare 24 schemas with real databases, because there is no corpus at ${corpus}`,
  );
}
const schemaOf = (name: string) => {
  const path = join(corpus, name, 'schema.prisma');
  return sourceOf(path, readFileSync(path, 'utf8'));
};

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
  for (const name of entries) {
    const { snapshot, dialect } = readSchema([schemaOf(name)]);
    if (dialect !== 'postgresql') continue;
    const real = JSON.parse(readFileSync(join(corpus, name, 'catalog.pg.json'), 'utf8')) as Catalog;
    const both = snapshot.tables
      .filter(({ form }) => form === 'ordinary')
      .map(
        (table) =>
          [table, real.tables.find((each) => each.schema === table.schema && each.name === table.name)] as const,
      );

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
            if (column.type?.dimensions === 0)
              expect(`${where} ${!column.nullable}`).toBe(`${where} ${known?.notNull}`);
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
            const same =
              there?.indexes.filter((each) => each.columns.join() === columns.join() && each.unique === unique) ?? [];
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

interface SqliteCatalog {
  readonly tables: readonly {
    readonly name: string;
    readonly columns: readonly { readonly name: string; readonly type: string; readonly notNull: boolean }[];
    readonly primaryKey: readonly string[];
    readonly indexes: readonly {
      readonly name: string;
      readonly unique: boolean;
      readonly columns: readonly string[];
    }[];
    readonly foreignKeys: readonly {
      readonly columns: readonly string[];
      readonly refTable: string;
      readonly onDelete: string;
      readonly onUpdate: string;
    }[];
  }[];
}

describe.skipIf(lite.length === 0)('tables are declared as Prisma makes them on SQLite', () => {
  for (const name of lite) {
    test(name, () => {
      const { snapshot } = readSchema([schemaOf(name)]);
      const real = new Map(
        (JSON.parse(readFileSync(join(corpus, name, 'catalog.sqlite.json'), 'utf8')) as SqliteCatalog).tables.map(
          (table) => [table.name, table],
        ),
      );
      for (const table of snapshot.tables) {
        const there = real.get(table.name);
        expect(
          table.columns.map((column) => ({
            name: column.name,
            type: column.type && formatType(column.type),
            notNull: !column.nullable,
          })),
        ).toEqual(
          // Columns that were added later stand at the end of the real table.
          table.columns.map(({ name: each }) => {
            const column = there?.columns.find((one) => one.name === each);
            return { name: column?.name, type: column?.type, notNull: column?.notNull };
          }),
        );
        expect(table.primaryKey?.columns ?? []).toEqual(there?.primaryKey);
        for (const { name: index, unique, columns, constraint } of table.indexes) {
          if (constraint) continue;
          expect(there?.indexes).toContainEqual(expect.objectContaining({ name: index, unique, columns }));
        }
        for (const relation of table.relations) {
          expect(there?.foreignKeys).toContainEqual(
            expect.objectContaining({
              columns: relation.columns,
              refTable: snapshot.table(relation.referencedTable)?.name,
              onDelete: actionInSql(relation.onDelete),
              onUpdate: actionInSql(relation.onUpdate),
            }),
          );
        }
      }
    });
  }
});
