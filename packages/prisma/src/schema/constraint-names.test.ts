import { describe, expect, test } from 'vitest';
import { read, readFor, tableFor } from '../testing/read.ts';
import { constraintName, joinTableName, joinTableNames, primaryKeyName } from './constraint-names.ts';

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

describe('primary keys', () => {
  const schema = 'model A {\n  id Int @id\n}\n';
  test('are all called PRIMARY on MySQL', () =>
    expect(tableFor(readFor('mysql', schema), 'A').primaryKey?.name).toBe('PRIMARY'));
  test('have no name on SQLite', () => expect(tableFor(readFor('sqlite', schema), 'A').primaryKey?.name).toBe(''));
  test('are named after the table elsewhere', () =>
    expect(tableFor(read(schema), 'A').primaryKey?.name).toBe('A_pkey'));
});
