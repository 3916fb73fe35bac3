import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from '@prisma/prisma-schema-wasm';
import { afterAll, expect, test } from 'vitest';
import { writeSynthetic } from './synthetic.ts';

const folder = mkdtempSync(join(tmpdir(), 'synthetic-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the schema that is measured is one that Prisma accepts, with a foreign key for each of its relations', () => {
  writeSynthetic(folder, 50);
  const schema = readFileSync(join(folder, 'prisma/schema.prisma'), 'utf8');
  expect(JSON.parse(lint(JSON.stringify([['schema.prisma', schema]])))).toEqual([]);

  const migrations = join(folder, 'prisma/migrations');
  const sql = readdirSync(migrations).map((name) => readFileSync(join(migrations, name, 'migration.sql'), 'utf8'));
  expect(sql).toHaveLength(3);
  const declared = [...schema.matchAll(/fields: \[/g)].length;
  expect([...sql.join('').matchAll(/ADD CONSTRAINT "\w+_fkey"/g)]).toHaveLength(declared);
});
