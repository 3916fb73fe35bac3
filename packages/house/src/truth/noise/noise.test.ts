import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze, defaultSettings, type ProjectInput, type Settings } from '@refint/core';
import { sourceOf } from '@refint/model';
import deletes from '@refint/plugin-deletes';
import indexes from '@refint/plugin-indexes';
import migrations from '@refint/plugin-migrations';
import relations from '@refint/plugin-relations';
import { emptied, startPostgres } from '@refint/postgres';
import type { Finding } from '@refint/rule';
import { openWorkspace, Refusal } from '@refint/workspace';
import { describe, expect, test } from 'vitest';
import { squawk } from '../../bench/contestants.ts';
import { type Entry, entriesWith } from '../entries.ts';
import { planted, project } from './planted.ts';

const plugins = [relations, deletes, indexes, migrations];
const ofRunning = new Set<string>(migrations.rules.filter(({ on }) => on === 'migration').map(({ id }) => id));

/** Projects that Prisma migrates on PostgreSQL. */
const entries = entriesWith('LICENSE', 'migrations/migration_lock.toml').filter(({ folder }) =>
  readFileSync(join(folder, 'migrations/migration_lock.toml'), 'utf8').includes('postgresql'),
);

/** What `recommended` says in the SQL of a project when all of its history speaks, and what squawk says of the same files. */
async function saidOf({ folder }: Entry): Promise<{ ours: readonly Finding[]; theirs: number; first: string }> {
  const opened = await openWorkspace(['.'], { cwd: folder, plugins });
  if (opened instanceof Refusal) throw new Error(opened.sentence);
  const settings: Settings = { ...opened.settings, since: { kind: 'beginning' } };
  const { findings } = await analyze(opened.projects, settings, opened.plugins);
  const files = opened.projects.flatMap(({ migrations = [] }) => migrations.map(({ source }) => source.path));
  const { program, args } = squawk(folder);
  const options = args.slice(
    0,
    args.findIndex((arg) => arg.endsWith('.sql')),
  );
  const { stdout } = spawnSync(program, [...options, ...files], { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
  const theirs = (JSON.parse(stdout) as readonly unknown[]).length;
  return { ours: findings.filter(({ at }) => at.source.path.endsWith('.sql')), theirs, first: files[0] ?? '' };
}

if (entries.length === 0)
  console.log('skipped: 20 histories that are not compared with squawk: the corpus is not there (REFINT_CORPUS)');

/** Read with a tenth of what squawk says in mind; a change of a number means reading what changed. */
test.skipIf(entries.length === 0)('a whole history is told at most a tenth of what squawk says of it', async () => {
  const counts: Record<string, Record<string, number>> = {};
  let [ours, told, theirs] = [0, 0, 0];
  for (const entry of entries) {
    const said = await saidOf(entry);
    ours += said.ours.length;
    theirs += said.theirs;
    const running = said.ours.filter(({ rule }) => ofRunning.has(rule));
    expect(running.filter(({ at }) => at.source.path === said.first).map(({ text }) => text)).toEqual([]);
    told += running.length;
    const found: Record<string, number> = {};
    for (const { rule } of running) found[rule] = (found[rule] ?? 0) + 1;
    counts[entry.name] = Object.fromEntries(Object.entries({ ...found, squawk: said.theirs }).sort());
  }
  counts['all of them'] = { refint: told, squawk: theirs };
  expect(theirs).toBeGreaterThan(10_000);
  expect(ours * 10).toBeLessThanOrEqual(theirs);
  await expect(`${JSON.stringify(counts, undefined, 2)}\n`).toMatchFileSnapshot('whole-histories.json');
});

describe('an unsafe statement in a new migration is found', () => {
  const old = Object.entries(project).map(([name, sql]) => ({ name, source: sourceOf(`${name}/migration.sql`, sql) }));
  const last = old.at(-1)!.name;

  test.each(planted.map(({ rule, sql }) => [rule, sql] as const))('%s: %s', async (rule, sql) => {
    const name = '20240101000000_planted';
    const source = sourceOf(`${name}/migration.sql`, `${sql}\n`);
    const input: ProjectInput = {
      name: '.',
      schema: [],
      migrations: [...old, { name, source }],
      runner: 'prisma',
      neverRun: [],
      problems: [],
    };
    const since = { kind: 'migration', name: last } as const;
    const { findings, problems } = await analyze([input], { ...defaultSettings, since }, plugins);
    expect(problems).toEqual([]);
    const here = findings.filter(({ at }) => at.source === source).map((finding) => finding.rule);
    expect(here).toContain(rule);
  });

  test('and runs on PostgreSQL, but for what cannot run in a transaction', async () => {
    const server = await startPostgres();
    const refused: string[] = [];
    for (const { rule, sql } of planted) {
      await emptied(server);
      for (const text of Object.values(project)) await server.exec(text);
      const code = await server.exec(sql).then(
        () => undefined,
        (error: { code: string }) => error.code,
      );
      const expected = rule === 'migrations/concurrently-in-transaction' ? '25001' : undefined;
      if (code !== expected) refused.push(`${code}: ${sql}`);
    }
    await server.close();
    expect(refused).toEqual([]);
  }, 120_000);

  test('there are enough of them', () => {
    expect(planted.length).toBeGreaterThanOrEqual(60);
    expect(new Set(planted.map(({ sql }) => sql)).size).toBe(planted.length);
  });
});
