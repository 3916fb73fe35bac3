import { sourceOf } from '@refint/model';
import type { TenancySettings } from '@refint/rule';
import { expect, test } from 'vitest';
import { analyze } from './analyze.ts';
import { defaultSettings } from './input.ts';

const sql = `
  CREATE SCHEMA audit;
  CREATE TABLE workspaces (id int PRIMARY KEY);
  CREATE TABLE audit.logs (workspace_id int REFERENCES workspaces);
`;

async function problems(tenancy: Partial<TenancySettings>, text = sql): Promise<readonly string[]> {
  const migrations = [{ name: '1', source: sourceOf('1.sql', text) }];
  const input = { name: '.', schema: [], migrations, runner: 'psql', neverRun: [], problems: [] } as const;
  const whole = { root: 'workspaces', column: 'workspace_id', except: [], ...tenancy };
  const report = await analyze([input], { ...defaultSettings, tenancy: whole }, []);
  return report.problems.map((problem) => problem.text);
}

test.each<[Partial<TenancySettings>, readonly string[]]>([
  [{}, []],
  [{ root: 'public.workspaces', except: ['logs', 'audit.logs', 'nobody_*'] }, []],
  [{ root: 'workspace' }, ['tenancy.root: no table is called "workspace"; did you mean workspaces?']],
  [{ root: 'Tenant' }, ['tenancy.root: no table is called "Tenant"; names are those of the database']],
  [{ column: 'workspaceId' }, ['tenancy.column: no column is called "workspaceId"; did you mean workspace_id?']],
  [{ except: ['*', 'log'] }, ['tenancy.except[1]: no table is called "log"; names are those of the database']],
])('%j', async (tenancy, said) => expect(await problems(tenancy)).toEqual(said));

test('where there are no tables nothing is missed', async () => {
  expect(await problems({ root: 'x' }, '')).toEqual([]);
});
