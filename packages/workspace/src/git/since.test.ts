import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openWorkspace } from '../open-workspace.ts';
import { Refusal } from '../refusal.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = 'app/prisma/migrations';
const file = (name: string) => `${folder}/${name}/migration.sql`;

/** A repository with a project in it, whose migrations `1` and `2` are in the first commit, which has the branch `main`. */
function repository(): { cwd: string; git: (...args: string[]) => void; write: (name: string, text: string) => void } {
  const files = {
    [`${folder}/migration_lock.toml`]: 'provider = "postgresql"',
    [file('1')]: 'SELECT 1;',
    [file('2')]: 'SELECT 2;',
  };
  const cwd = temporaryFolder(files, onTestFinished);
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...args: string[]) =>
    void execFileSync('git', ['-C', cwd, ...who, ...args], { stdio: ['ignore', 'ignore', 'ignore'] });
  git('init', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '-m', 'first');
  const write = (name: string, text: string): void => {
    execFileSync('mkdir', ['-p', join(cwd, folder, name)]);
    writeFileSync(join(cwd, file(name)), text);
  };
  return { cwd, git, write };
}

async function since(ref: string, cwd: string, path = 'app'): Promise<string | Record<string, string | undefined>> {
  const opened = await openWorkspace([path], { cwd, since: ref, plugins: [] });
  if (opened instanceof Refusal) return opened.sentence;
  const marked = opened.projects.flatMap(({ migrations = [] }) => migrations).filter(({ change }) => change);
  return Object.fromEntries(marked.map(({ name, change }) => [name, change?.was?.text]));
}

test('what is new or changed since a commit, committed or not', async () => {
  const { cwd, git, write } = repository();
  git('checkout', '-b', 'feature');
  write('2', 'SELECT 22;');
  write('3', 'SELECT 3;');
  git('add', '.');
  git('commit', '-m', 'second');
  write('4', 'SELECT 4;');
  git('add', '.');
  write('5 ü', 'SELECT 5;');
  const expected = { 2: 'SELECT 2;', 3: undefined, 4: undefined, '5 ü': undefined };
  expect(await since('main', cwd)).toEqual(expected);
  expect(await since('main', join(cwd, 'app/prisma'), '.')).toEqual(expected);
  expect(await since('HEAD', cwd)).toEqual({ 4: undefined, '5 ü': undefined });
});

test('what came to the other branch since is not changed here', async () => {
  const { cwd, git, write } = repository();
  git('checkout', '-b', 'feature');
  git('checkout', 'main');
  write('2', 'SELECT 222;');
  git('commit', '-am', 'on main');
  git('checkout', 'feature');
  write('3', 'SELECT 3;');
  expect(await since('main', cwd)).toEqual({ 3: undefined });
});

test('what is gone, with its place among the others', async () => {
  const { cwd, git, write } = repository();
  write('4', 'SELECT 4;');
  writeFileSync(join(cwd, 'notes.md'), 'a');
  git('add', '.');
  git('commit', '-m', 'second');
  git('rm', '-r', `${folder}/1`, `${folder}/4`, 'notes.md');
  write('3', 'SELECT 4;');
  const opened = await openWorkspace(['app'], { cwd, since: 'main', plugins: [] });
  const [project] = opened instanceof Refusal ? [] : opened.projects;
  expect(project?.removed?.map(({ name, source, at }) => [name, source.text, at])).toEqual([
    ['1', 'SELECT 1;', 0],
    ['4', 'SELECT 4;', 2],
  ]);
});

test('in a hook, where git says where it is', async () => {
  const { cwd, write } = repository();
  write('3', 'SELECT 3;');
  process.env['GIT_DIR'] = '.git';
  onTestFinished(() => void delete process.env['GIT_DIR']);
  expect(await since('main', cwd)).toEqual({ 3: undefined });
});

test('without a repository or without that commit nothing is checked', async () => {
  const { cwd } = repository();
  const unknown = 'git knows no such commit here; in a checkout of one commit, fetch it first';
  expect(await since('origin/main', cwd)).toBe(`--since origin/main: ${unknown}`);
  expect(await since('--all', cwd)).toBe(`--since --all: ${unknown}`);
  const plain = temporaryFolder({ [file('20240101000000_a')]: 'SELECT 1;' }, onTestFinished);
  expect(await since('main', plain)).toBe(
    `--since main: ${folder} is in no git repository, so it is not known what is new there`,
  );
});

test('without git nothing is checked', async () => {
  const { cwd } = repository();
  const { PATH } = process.env;
  process.env['PATH'] = '';
  onTestFinished(() => void (process.env['PATH'] = PATH));
  expect(await since('main', cwd)).toBe('--since main: git is not installed');
});
