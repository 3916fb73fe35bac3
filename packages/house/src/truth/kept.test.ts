import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formats } from '@refint/reporters';
import { expect, test } from 'vitest';
import { root } from '../root.ts';
import { entriesWith } from './entries.ts';

const command = join(root, 'packages/cli/bin/refint.js');
const entries = entriesWith();

/** Says on standard error that the answer had to be found. */
const watch = `const fs = require('node:fs');
const read = fs.readFileSync;
fs.readFileSync = (file, ...how) => {
  if (/refint\\.cjs$/.test(String(file))) process.stderr.write('found anew');
  return read(file, ...how);
};`;

/** They have migrations of a tool that is not read. */
const refused = new Set([
  'Fallenbagel__jellyseerr--postgres',
  'Fallenbagel__jellyseerr--sqlite',
  'FlowiseAI__Flowise--mariadb',
  'FlowiseAI__Flowise--mysql',
  'FlowiseAI__Flowise--postgres',
  'FlowiseAI__Flowise--sqlite',
  'sct__overseerr',
]);

test.for(entries)('$name: what is kept of an answer is the answer, in every format', ({ name, folder }) => {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'refint-')));
  try {
    const project = join(place, 'project');
    cpSync(folder, project, { recursive: true });
    for (const name of ['project/node_modules', 'project/.git', 'out'])
      mkdirSync(join(place, name), { recursive: true });
    writeFileSync(join(place, 'watch.cjs'), watch);
    const outputs = formats.flatMap((format) => [
      '--format',
      format === 'pretty' ? format : `${format}:../out/${format}`,
    ]);
    const run = (...words: readonly string[]) => {
      for (const name of readdirSync(join(place, 'out'))) rmSync(join(place, 'out', name));
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['--require', '../watch.cjs', command, 'check', ...outputs, ...words],
        { cwd: project, encoding: 'utf8', maxBuffer: 1 << 30 },
      );
      const written = readdirSync(join(place, 'out')).map((name) => [
        name,
        readFileSync(join(place, 'out', name), 'utf8'),
      ]);
      return { answer: { status, stdout, written }, stderr };
    };
    const anew = run('--no-cache');
    const isRefused = anew.stderr.includes('refint: ');
    expect([anew.stderr.slice(0, 10), anew.answer.written.length]).toEqual(['found anew', formats.length - 1]);
    expect(run()).toEqual(anew);
    // What is refused is not kept.
    expect(run()).toEqual(isRefused ? anew : { answer: anew.answer, stderr: '' });
    expect(isRefused).toBe(refused.has(name));
    // Nobody has as many, so nothing else is to be said.
    const again = run('--max-warnings=999999999');
    expect(again).toEqual(isRefused ? anew : { answer: anew.answer, stderr: '' });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});

if (entries.length === 0) console.log('skipped: what is kept of 41 projects: the corpus is not there (REFINT_CORPUS)');
