import { digestOfHistory, loadKeptRehearsal, type Rehearsal } from '@refint/core';
import { sourceOf } from '@refint/model';
import { jsonText, loadRehearsalViews, plainColors } from '@refint/reporters';
import { describe, expect, onTestFinished, test } from 'vitest';
import { main } from './main.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { fullRehearsal } from './testing/rehearsed.ts';

const sql =
  'CREATE TABLE users (id INTEGER PRIMARY KEY);\nCREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER);\n';
const path = 'prisma/migrations/1_init/migration.sql';
const project = { 'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n', [path]: sql };
const rehearsal = fullRehearsal(digestOfHistory([{ name: '1_init', source: sourceOf(path, sql) }]));

async function report(words: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const cwd = temporaryFolder({ ...project, 'out.json': jsonText(rehearsal), ...files }, onTestFinished);
  const said = { stdout: '', stderr: '' };
  const output = (to: 'stdout' | 'stderr') => ({
    isTerminal: false,
    width: undefined,
    write: (text: string) => void (said[to] += text),
  });
  const code = await main(['report', ...words], { cwd, env: {}, stdout: output('stdout'), stderr: output('stderr') });
  return { code, ...said };
}

/** What a report with a rehearsal has that one without has not. */
async function added(...words: readonly string[]): Promise<string> {
  const without = (await report(words)).stdout.split('\n');
  const { stdout } = await report([...words, '--rehearsed', 'out.json']);
  const lines = stdout.split('\n');
  const start = lines.findIndex((line, at) => line !== without[at]);
  return lines.slice(start, start + lines.length - without.length).join('\n');
}

test('a rehearsal for people', async () => {
  const { rehearsalText } = await loadRehearsalViews();
  await expect(rehearsalText(rehearsal, plainColors)).toMatchFileSnapshot('__snapshots__/rehearsal.txt');
});

test('a report has it as a section of its own, and is what it is otherwise', async () => {
  await expect(await added()).toMatchFileSnapshot('__snapshots__/rehearsed.md');
  const page = await added('--format', 'html');
  expect(page).toContain('Rehearsed');
  const html = (await report(['--format', 'html', '--rehearsed', 'out.json'])).stdout;
  for (const part of [
    'a check &lt;b&gt; is not understood',
    'posts.author → users.id',
    'Not all was well',
    'href="#rehearsed"',
  ])
    expect(html).toContain(part);
});

test('the JSON form has all of it, and not even its name where there is none', async () => {
  const told = JSON.parse((await report(['--format', 'json', '--rehearsed', 'out.json'])).stdout);
  expect(told.rehearsed).toEqual({ rehearsal: JSON.parse(jsonText(rehearsal)), isCurrent: true });
  expect(Object.keys(JSON.parse((await report(['--format', 'json'])).stdout))).not.toContain('rehearsed');
});

test('a target for writes is measured by a rehearsal of these migrations, and by no other', async () => {
  const config = { 'refint.config.json': '{ "targets": { "writeMilliseconds": 30 } }' };
  const verdict = async (...words: readonly string[]) => {
    const { stdout } = await report(['--format', 'json', ...words], config);
    return JSON.parse(stdout).verdict;
  };
  const named = ['--rehearsed', 'out.json'];
  expect(await verdict(...named)).toMatchObject({ verdict: 'go', lines: [{ figure: 18.2, met: true }] });
  expect(await verdict()).toMatchObject({ verdict: 'unknown', lines: [{ figure: null, met: null }] });
  const other = { ...config, 'out.json': jsonText({ ...rehearsal, digest: 'another' }) };
  const { stdout } = await report(named, other);
  expect(stdout).toContain('**The migrations have changed since then.**');
  expect(stdout).toContain('not known');
});

describe('a file that is no rehearsal is refused', () => {
  const but = (change: (one: Record<string, unknown>) => void): string => {
    const copy = JSON.parse(jsonText(rehearsal)) as Record<string, unknown>;
    change(copy);
    return JSON.stringify(copy);
  };
  test.each([
    ['none', {}, ['none'], 'none does not exist'],
    ['no JSON', { 'out.json': 'what' }, ['out.json'], 'out.json is no JSON'],
    ['a list', { 'out.json': '[]' }, ['out.json'], 'out.json is no rehearsal: it is no object'],
    [
      'a newer one',
      { 'out.json': '{ "version": 2 }' },
      ['out.json'],
      'out.json was written by another version of refint',
    ],
    [
      'a broken one',
      { 'out.json': but((one) => void (one['plan'] = { steps: 1 })) },
      ['out.json'],
      'out.json is no rehearsal: plan.migrations is no number',
    ],
    [
      'one with a hole',
      { 'out.json': but((one) => void ((one['history'] as { disagreements: unknown[] }).disagreements = [{}])) },
      ['out.json'],
      'out.json is no rehearsal: history.disagreements[0].about is no string',
    ],
  ])('%s', async (_, files, words, sentence) => {
    const { code, stdout, stderr } = await report(['--rehearsed', ...words], files as Record<string, string>);
    expect([code, stdout, stderr]).toEqual([2, '', `refint: ${sentence}\n`]);
  });

  test('and what was written is read as it was', async () => {
    const { readRehearsal } = await loadKeptRehearsal();
    expect(readRehearsal(jsonText(rehearsal))).toEqual(JSON.parse(jsonText(rehearsal)) as Rehearsal);
    const bare = { ...rehearsal, rows: undefined, plan: undefined, costs: undefined };
    expect(typeof readRehearsal(jsonText(bare))).toBe('object');
  });
});
