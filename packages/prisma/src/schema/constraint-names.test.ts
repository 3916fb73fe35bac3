import { describe, expect, test } from 'vitest';
import { read, readFor, tableFor } from '../testing/read.ts';
import { constraintName, joinTableName, joinTableNames, keptName, primaryKeyName } from './constraint-names.ts';

describe('a name that is too long is cut so that its end survives', () => {
  const table = 'a'.repeat(60);

  test('to 63 bytes on PostgreSQL', () => {
    expect(constraintName('postgresql', table, ['column'], '_fkey')).toBe(`${'a'.repeat(58)}_fkey`);
    expect(constraintName('postgresql', 'a'.repeat(50), ['column'], '_idx')).toBe(`${'a'.repeat(50)}_column_idx`);
    expect(primaryKeyName('postgresql', table)).toBe(`${'a'.repeat(58)}_pkey`);
  });
  test('to 64 on MySQL, 128 on SQL Server and not on SQLite', () => {
    expect(constraintName('mysql', table, ['column'], '_key')).toHaveLength(64);
    expect(constraintName('sqlserver', table.repeat(3), ['column'], '_key')).toHaveLength(128);
    expect(constraintName('sqlite', table.repeat(3), ['column'], '_key')).toHaveLength(191);
  });
  test('never inside a letter', () => {
    // Each of these letters is two bytes: 58 bytes are 29 of them, and one byte more is none.
    expect(constraintName('postgresql', 'ä'.repeat(40), ['c'], '_fkey')).toBe(`${'ä'.repeat(29)}_fkey`);
    expect(constraintName('postgresql', `x${'ä'.repeat(40)}`, ['c'], '_fkey')).toBe(`x${'ä'.repeat(28)}_fkey`);
    expect(constraintName('postgresql', '名'.repeat(40), ['c'], '_key')).toBe(`${'名'.repeat(19)}_key`);
  });
  test('in join tables too', () => {
    const join = joinTableName('postgresql', 'a'.repeat(80));
    expect(join).toBe(`_${'a'.repeat(62)}`);
    expect(joinTableNames('postgresql', join)).toMatchObject({
      both: `_${'a'.repeat(54)}_AB_pkey`,
      second: `_${'a'.repeat(54)}_B_index`,
      foreignKeys: { A: `_${'a'.repeat(55)}_A_fkey`, B: `_${'a'.repeat(55)}_B_fkey` },
    });
  });
});

describe('a table, column or enum with a name that is too long', () => {
  test('is kept by PostgreSQL under the first 63 bytes of it', () => {
    expect(keptName('postgresql', 'a'.repeat(63))).toBe('a'.repeat(63));
    expect(keptName('postgresql', 'a'.repeat(64))).toBe('a'.repeat(63));
    expect(keptName('postgresql', '名'.repeat(22))).toBe('名'.repeat(21));
    expect(keptName('sqlite', 'a'.repeat(64))).toBe('a'.repeat(64));
  });
  test('is known by that shorter name, and in the schema by the one that is written', () => {
    const [table, column, type] = ['t'.repeat(70), 'c'.repeat(70), 'e'.repeat(70)];
    const { snapshot, models, problems } = read(
      `model A {\n  id Int @id @map("${column}")\n  kind E\n  @@map("${table}")\n}\nenum E {\n  one\n  @@map("${type}")\n}\n`,
    );
    expect(problems).toEqual([]);
    const found = snapshot.tableNamed('public', 't'.repeat(63));
    expect(found?.columns.map(({ name, type: of }) => [name, of?.name])).toEqual([
      ['c'.repeat(63), 'integer'],
      ['kind', 'e'.repeat(63)],
    ]);
    expect(snapshot.typeNamed('public', 'e'.repeat(63))?.kind).toBe('enum');
    expect(models[0]?.databaseName).toBe(table);
  });
});

describe('primary keys', () => {
  const schema = 'model A {\n  id Int @id\n}\n';
  test('are all called PRIMARY on MySQL', () =>
    expect(tableFor(readFor('mysql', schema), 'A').primaryKey?.name).toBe('PRIMARY'));
  test('have no name on SQLite', () => expect(tableFor(readFor('sqlite', schema), 'A').primaryKey?.name).toBe(''));
  test('are named after the table elsewhere', () =>
    expect(tableFor(read(schema), 'A').primaryKey?.name).toBe('A_pkey'));
});
