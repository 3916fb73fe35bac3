import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from '../root.ts';
import type { Contestant } from './measure.ts';

const require = createRequire(import.meta.url);
const node = process.execPath;

/** The command on a project, cold, without a word printed to a terminal. */
export const refint = (folder: string): Contestant => ({
  name: 'refint check',
  program: node,
  args: [join(root, 'packages/cli/bin/refint.js'), 'check', folder, '--format', 'json', '--fail-on', 'never'],
  folder,
  good: [0],
});

/** The squawk binary itself, on the SQL files alone; its npm launcher would start a second process. */
export function squawk(folder: string): Contestant {
  const platform = `@squawk-cli/${process.platform}-${process.arch}/package.json`;
  const binary = join(
    dirname(createRequire(require.resolve('squawk-cli/package.json')).resolve(platform)),
    'bin/squawk',
  );
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.sql'));
  return { name: 'squawk', program: binary, args: ['--reporter', 'json', ...files.sort()], folder, good: [0, 1] };
}

/** Prisma's own validator, on the schema alone, without the Prisma command around it. */
export function schemaWasm(folder: string, schema: string): Contestant {
  const script = `
    const { validate } = require(process.argv[1]);
    const text = require('node:fs').readFileSync(process.argv[2], 'utf8');
    try { validate(JSON.stringify({ prismaSchema: [['schema.prisma', text]], noColor: true })); } catch {}
  `;
  const wasm = require.resolve('@prisma/prisma-schema-wasm');
  return { name: 'prisma-schema-wasm', program: node, args: ['-e', script, wasm, schema], folder, good: [0] };
}

/** Node alone: what no command that runs on it can be faster than. */
export const nodeAlone = (folder: string): Contestant => ({
  name: 'node -e 0',
  program: node,
  args: ['-e', '0'],
  folder,
  good: [0],
});
