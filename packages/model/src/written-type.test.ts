import { expect, test } from 'vitest';
import { dataType } from './data-type.ts';
import type { Declared, ModelField } from './declared.ts';
import { anywhere, column, table } from './given.ts';
import { Snapshot } from './snapshot.ts';
import { writtenType } from './written-type.ts';

const id = column('users', 'id', dataType('character varying', ['36']));

function declared(more: Partial<ModelField>): Declared {
  const field: ModelField = {
    name: 'id',
    kind: 'scalar',
    type: 'String',
    isList: false,
    isRequired: true,
    isId: true,
    isUnique: false,
    ignored: false,
    databaseName: undefined,
    default: undefined,
    nativeType: undefined,
    relation: undefined,
    origin: anywhere,
    ...more,
  };
  return {
    snapshot: Snapshot.of('postgresql', { tables: [table('users', { columns: [id] })] }),
    dialect: 'postgresql',
    relationMode: 'foreign-keys',
    datasource: { provider: 'postgresql', schemas: [], previewFeatures: [], origins: {} },
    models: [
      {
        kind: 'model',
        name: 'User',
        databaseName: 'users',
        table: 'public.users',
        ignored: false,
        fields: [field],
        primaryKey: undefined,
        uniques: [],
        indexes: [],
        origin: anywhere,
      },
    ],
    modelCount: 1,
    enums: [],
    writer: {
      addIndexes: () => undefined,
      declareIndex: () => undefined,
      removeIndex: () => undefined,
      writeActions: () => undefined,
      changeAction: () => undefined,
      matchType: () => undefined,
      widenRelation: () => undefined,
      addRelations: () => [],
    },
    problems: [],
  };
}

test.each<[Partial<ModelField>, string]>([
  [{}, 'String'],
  [{ isList: true }, 'String[]'],
  [{ nativeType: { name: 'Uuid', arguments: [] } }, 'String @db.Uuid'],
  [{ nativeType: { name: 'VarChar', arguments: ['36'] } }, 'String @db.VarChar(36)'],
  [{ type: 'Decimal', nativeType: { name: 'Decimal', arguments: ['10', '2'] } }, 'Decimal @db.Decimal(10, 2)'],
  [{ kind: 'enum', type: 'Role' }, 'Role'],
  [{ kind: 'unsupported', type: 'geohash' }, 'Unsupported("geohash")'],
])('a field with %j is written as %s', (field, written) => {
  expect(writtenType(id, declared(field))).toBe(written);
});

test('a column that the schema does not declare has the name that the database prints', () => {
  expect(writtenType(id, undefined)).toBe('character varying(36)');
  expect(writtenType({ ...id, type: dataType('uuid') }, declared({}))).toBe('uuid');
  expect(writtenType(id, declared({ name: 'key' }))).toBe('character varying(36)');
  expect(writtenType({ ...id, type: undefined }, undefined)).toBeUndefined();
});
