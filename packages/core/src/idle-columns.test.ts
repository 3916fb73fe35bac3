import { sourceOf } from '@refint/model';
import { expect, test } from 'vitest';
import { analyze } from './analyze.ts';
import { defaultSettings } from './input.ts';

const sql = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, external_id INTEGER);';

async function problemsOf(...column: readonly string[]): Promise<readonly string[]> {
  const migrations = [{ name: '1', source: sourceOf('1.sql', sql), change: undefined }];
  const project = { name: '.', schema: [], migrations, runner: 'psql', neverRun: [], problems: [] } as const;
  const notReferences = [{ column, because: 'it is an id of another system' }];
  return (await analyze([project], { ...defaultSettings, notReferences }, [])).problems.map(({ text }) => text);
}

test('a column that no table has is said', async () => {
  expect(await problemsOf('posts.external_id', 'posts.externalId')).toEqual([
    'notReferences[0] (posts.externalId) names no column here; names are those of tables and columns in the database',
  ]);
});

test.each(['posts.external_id', 'public.posts.external_id', '*.legacy_id'])('%s is no problem', async (column) => {
  expect(await problemsOf(column)).toEqual([]);
});
