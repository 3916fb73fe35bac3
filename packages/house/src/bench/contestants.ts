import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from '../root.ts';
import { type Contestant, plain } from './measure.ts';

const require = createRequire(import.meta.url);
const node = process.execPath;
const commandFile = join(root, 'packages/cli/bin/refint.js');

const json = ['--format', 'json', '--fail-on', 'never'];

/** The command on a project, cold, without a word printed to a terminal. */
export const refint = (folder: string): Contestant =>
  command('refint check', folder, ['check', folder, ...json, '--no-cache']);

/** The command where nothing changed since it was asked the last time, as a Node of some version runs it. */
export const refintAgain = (folder: string, version: string, program = node): Contestant => ({
  ...command(`refint check again, Node ${version}`, folder, ['check', ...json]),
  program,
});

/** The same where it was asked for as lines and is wanted as JSON: the report is made anew of what is kept. */
export function refintInAnotherForm(folder: string, version: string, program = node): Contestant {
  const asLines = ['check', '--fail-on', 'never'];
  spawnSync(program, [commandFile, ...asLines], { cwd: folder, stdio: 'ignore', env: plain(process.env) });
  return { ...refintAgain(folder, version, program), name: `refint check again, in another form, Node ${version}` };
}

/** The same when every file was written anew with what it held, as a checkout does. */
export const refintAfterCheckout = (folder: string, version: string, program = node): Contestant => ({
  ...refintAgain(folder, version, program),
  name: `refint check again, after a checkout, Node ${version}`,
  before: () => {
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (path.startsWith('node_modules') || !/\.(?:sql|prisma|toml)$/.test(path)) continue;
      const file = join(folder, path);
      writeFileSync(file, readFileSync(file));
    }
  },
});

/** The command in a hook: with an answer that was kept, or without. */
export const refintStaged = (folder: string, isKept: boolean): Contestant =>
  command(`refint check --staged${isKept ? ' again' : ''}`, folder, [
    'check',
    '--staged',
    ...json,
    ...(isKept ? [] : ['--no-cache']),
  ]);

/** The same where Node is told of certificates of a network, which it reads before it runs a line of any program. */
export const underCertificates = (one: Contestant, certificates: string): Contestant => ({
  ...one,
  name: `${one.name}, NODE_EXTRA_CA_CERTS`,
  env: { NODE_EXTRA_CA_CERTS: certificates },
});

const command = (name: string, folder: string, words: readonly string[]): Contestant => ({
  name,
  program: node,
  args: [commandFile, ...words],
  folder,
  good: [0],
});

/** The squawk binary itself; its npm launcher would start a second process. */
export function squawkBinary(): string {
  const platform = `@squawk-cli/${process.platform}-${process.arch}/package.json`;
  return join(dirname(createRequire(require.resolve('squawk-cli/package.json')).resolve(platform)), 'bin/squawk');
}

/** squawk on the SQL files alone. */
export function squawk(folder: string): Contestant {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.sql'));
  return {
    name: 'squawk',
    program: squawkBinary(),
    args: ['--reporter', 'json', ...files.sort()],
    folder,
    good: [0, 1],
  };
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
export const nodeAlone = (folder: string, name = 'node -e 0', program = node): Contestant => ({
  name,
  program,
  args: ['-e', '0'],
  folder,
  good: [0],
});
