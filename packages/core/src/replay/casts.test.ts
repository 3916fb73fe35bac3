import { dataType } from '@refint/model';
import { startPostgres } from '@refint/postgres';
import { expect, test } from 'vitest';
import { castTypes, isAssignable } from './casts.ts';
import { emptyWorld } from './world.ts';

test('PostgreSQL changes the type of a column by itself exactly where that is said', async () => {
  const postgres = await startPostgres();
  await postgres.exec(`CREATE FUNCTION try(a text, b text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN
    DROP TABLE IF EXISTS t; EXECUTE 'CREATE TABLE t (x ' || a || ')'; EXECUTE 'ALTER TABLE t ALTER x TYPE ' || b;
    RETURN 'fine'; EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE; END $$`);
  const world = emptyWorld('postgresql');
  const wrong: string[] = [];
  const types = castTypes.flatMap((name) => [dataType(name), dataType(name, [], 1)]);
  const shown = ({ name, dimensions }: { name: string; dimensions: number }) => name + '[]'.repeat(dimensions);
  for (const from of types) {
    for (const to of types) {
      const { rows } = await postgres.query<{ code: string }>('SELECT try($1, $2) AS code', [shown(from), shown(to)]);
      const said = isAssignable(world, from, to) === false ? '42804' : 'fine';
      if (rows[0]?.code !== said) wrong.push(`${shown(from)} to ${shown(to)}: ${rows[0]?.code}`);
    }
  }
  expect(wrong).toEqual([]);
}, 60_000);
