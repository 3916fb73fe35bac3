import { originOf, sourceOf } from '@refint/model';
import { describe, expect, test } from 'vitest';
import { readFor, readSchema, underlined } from '../testing/read.ts';

const readText = (text: string) => readSchema([sourceOf('schema.prisma', text)]);

describe('the provider', () => {
  test.each([
    ['postgresql', 'postgresql'],
    ['postgres', 'postgresql'],
    ['mysql', 'mysql'],
    ['sqlite', 'sqlite'],
    ['sqlserver', 'sqlserver'],
    ['cockroachdb', 'cockroachdb'],
    ['mongodb', 'mongodb'],
  ])('%s', (provider, dialect) => expect(readFor(provider, '').dialect).toBe(dialect));

  test('is PostgreSQL where there is no datasource, which Prisma takes too', () => {
    const declared = readText('model A {\n  id Int @id\n}\n');
    expect([declared.dialect, declared.datasource.provider]).toEqual(['postgresql', undefined]);
    expect(declared.problems).toEqual([]);
  });
  test('that nobody knows is a fatal problem', () => {
    expect(readFor('oracle', '').problems).toMatchObject([
      { kind: 'not-understood', fatal: true, text: expect.stringContaining('"oracle"') },
    ]);
  });
  test('that is no text is a fatal problem', () => {
    expect(readText('datasource db {\n  provider = env("X")\n}\n').problems).toMatchObject([
      { kind: 'not-understood', fatal: true },
    ]);
  });
});

describe('the relation mode', () => {
  test('is foreign keys unless it is said to be prisma', () => {
    expect(readFor('mysql', '').relationMode).toBe('foreign-keys');
    expect(readFor('mysql', '', 'relationMode = "foreignKeys"').relationMode).toBe('foreign-keys');
    expect(readFor('mysql', '', 'relationMode = "prisma"').relationMode).toBe('prisma');
    expect(readFor('mysql', '', 'referentialIntegrity = "prisma"').relationMode).toBe('prisma');
  });
  test('has a place', () => {
    const { origins } = readFor('mysql', '', 'relationMode = "prisma"').datasource;
    const origin = origins['relationMode'] ?? {
      kind: 'implied',
      by: originOf({ origin: readFor('mysql', '').datasource.origins['dialect']! }),
      because: '',
    };
    expect(underlined({ origin })).toBe('"prisma"');
  });
});

test('preview features of all generators, once each', () => {
  const declared = readText(
    'generator a {\n  provider = "x"\n  previewFeatures = ["views", "metrics"]\n}\ngenerator b {\n  provider = "y"\n  previewFeatures = ["metrics", "typedSql"]\n}\n',
  );
  expect(declared.datasource.previewFeatures).toEqual(['views', 'metrics', 'typedSql']);
});
