import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { doing } from '@refint/model';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Io, Output } from './io.ts';
import { withProgress } from './progress.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A world whose clock is turned by hand, and all that is written in it. */
function world({ env = {}, stdout = true, stderr = true, width = 80 as number | undefined } = {}) {
  const clock = { now: 1000 };
  const written: string[] = [];
  const output = (name: string, isTerminal: boolean): Output => ({
    isTerminal,
    width,
    write: (text) => void written.push(`${name}: ${text}`),
  });
  const io: Io = { cwd: '/', env, stdout: output('stdout', stdout), stderr: output('stderr', stderr) };
  const progress = withProgress(io, () => clock.now);
  onTestFinished(progress.end);
  return { ...progress, clock, written };
}

const erased = 'stderr: \r\u001b[2K';

describe('what is being done', () => {
  test('is shown after half a second, not too often, and taken away before anything is written', () => {
    const { io, end, clock, written } = world();
    doing('reading');
    clock.now += 499;
    doing('reading');
    expect(written).toEqual([]);
    clock.now += 1;
    doing('replaying migrations', 3, 12);
    doing('replaying migrations', 4, 12);
    clock.now += 100;
    doing('asking rules');
    io.stdout.write('done\n');
    end();
    expect(written).toEqual([
      `${erased}refint: replaying migrations, 3 of 12 …`,
      `${erased}refint: asking rules …`,
      erased,
      'stdout: done\n',
    ]);
  });

  test('is taken away in the end where nothing is written, and before a complaint', () => {
    const { io, end, clock, written } = world();
    clock.now += 1000;
    doing('reading');
    io.stderr.write('refint: no\n');
    clock.now += 1000;
    doing('reading');
    end();
    doing('reading');
    expect(written.slice(1)).toEqual([erased, 'stderr: refint: no\n', `${erased}refint: reading …`, erased]);
  });

  test('fits on a line', () => {
    const { clock, written } = world({ width: 12 });
    clock.now += 1000;
    doing('replaying migrations');
    expect(written).toEqual([`${erased}refint: rep`]);
  });

  test.each([
    ['a pipeline', { env: { CI: 'true' } }],
    ['a terminal that cannot take anything back', { env: { TERM: 'dumb' } }],
    ['standard error elsewhere', { stderr: false }],
    ['a pager', { stdout: false }],
  ])('is not shown in %s', (_, given) => {
    const { io, end, clock, written } = world(given);
    clock.now += 1000;
    doing('reading');
    io.stdout.write('done\n');
    end();
    expect(written).toEqual(['stdout: done\n']);
  });
});

const command = join(import.meta.dirname, '../bin/refint.js');
const hasTerminal = spawnSync('script', ['--version']).status === 0;
if (!hasTerminal) console.log('skipped: progress on a real terminal, because there is no script of util-linux');

/** What a real terminal is sent while a command runs in a folder, as `script` writes it down. */
function onTerminal(words: string, cwd: string): string {
  const { CI, ...rest } = process.env;
  const { stdout, status, error } = spawnSync(
    'script',
    ['-qec', `${process.execPath} ${command} ${words}`, '/dev/null'],
    {
      cwd,
      encoding: 'utf8',
      env: { ...rest, TERM: 'xterm', SHELL: '/bin/sh' },
    },
  );
  expect({ status, error }).toEqual({ status: 0, error: undefined });
  return stdout;
}

/** A project that takes a while: so many migrations, each with so many statements. */
function project(migrations: number, statements: number): string {
  const cwd = temporaryFolder({}, onTestFinished);
  for (let at = 0; at < migrations; at++) {
    const folder = join(cwd, `prisma/migrations/${20240101000000 + at}_m${at}`);
    mkdirSync(folder, { recursive: true });
    const tables = Array.from(
      { length: statements },
      (_, number) => `CREATE TABLE "t${at}_${number}" ("id" INTEGER PRIMARY KEY, "a" TEXT NOT NULL, "b" TEXT);\n`,
    );
    writeFileSync(join(folder, 'migration.sql'), tables.join(''));
  }
  return cwd;
}

const erase = '\r\u001b[2K';

describe.skipIf(!hasTerminal)('on a real terminal', () => {
  test('a long run shows what it does, and nothing of it is left', () => {
    const said = onTerminal('check', project(200, 150));
    // Behind the last time that it is taken away stands the answer, whole.
    const [before, ...parts] = said.split(erase);
    const answer = parts.pop();
    expect(before).toBe('');
    expect(parts.length).toBeGreaterThan(1);
    for (const one of parts) expect(one).toMatch(/^refint: [a-z ]+(?:, \d+ of \d+)? …$/i);
    expect(parts.join()).toContain('replaying migrations');
    expect(answer).toContain('200 migrations; there are no references');
  });

  // On a machine that does a lot else at the time, half a second may pass.
  test('a short run shows nothing', { retry: 5 }, () => {
    const said = onTerminal('check', project(2, 2));
    expect(said).not.toContain(erase);
    expect(said).toContain('2 migrations; there are no references');
  });

  test('nothing is shown where standard error or the output is piped', () => {
    const cwd = project(200, 150);
    for (const pipe of ['2>&1 | cat', '2> said; cat said', '| cat']) {
      const said = onTerminal(`check --format pretty ${pipe}`, cwd);
      expect(said, pipe).not.toContain('refint: ');
      expect(said, pipe).toContain('200 migrations; there are no references');
    }
  });
});
