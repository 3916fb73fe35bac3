import { actionInSql, formatType } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { readPrisma } from './index.ts';
import { corpusEntries } from './testing/corpus.ts';

const entries = corpusEntries('the comparison of 5 schemas with real SQLite databases').filter(({ sqlite }) => sqlite !== undefined);

interface Catalog {
  readonly tables: readonly {
    readonly name: string;
    readonly columns: readonly { readonly name: string; readonly type: string; readonly notNull: boolean }[];
    readonly primaryKey: readonly string[];
    readonly indexes: readonly { readonly name: string; readonly unique: boolean; readonly columns: readonly string[] }[];
    readonly foreignKeys: readonly {
      readonly columns: readonly string[];
      readonly refTable: string;
      readonly onDelete: string;
      readonly onUpdate: string;
    }[];
  }[];
}

describe.skipIf(entries.length === 0)('tables are declared as Prisma makes them on SQLite', () => {
  for (const { name, sources, sqlite } of entries) {
    test(name, () => {
      const { snapshot } = readPrisma(sources);
      const real = new Map((JSON.parse(sqlite ?? '{}') as Catalog).tables.map((table) => [table.name, table]));
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
