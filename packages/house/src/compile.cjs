// Runs the command that was just built on a project with what most projects have, and keeps what V8 compiled on the way. A
// process of its own, because V8's flags are those of the command, and nothing else may be loaded.
const { spawnSync } = require('node:child_process');
const { cpSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const root = join(__dirname, '../../..');
const loader = require(join(root, 'packages/cli/bin/load.js'));

const nowhere = { isTerminal: false, width: undefined, write: () => {} };
const world = { env: {}, stdout: nowhere, stderr: nowhere };
const { main } = loader.load(join(root, 'packages/cli/dist/refint.cjs'));

async function run() {
  for (const format of ['lines', 'pretty', 'json']) {
    await main(['check', 'packages/house/src/warm-up', '--format', format], { ...world, cwd: root, keep: () => {} });
  }
  await runStaged();
  loader.keep();
}

/** As in a hook: the last migration is staged. Where git is not there, hooks are not either. */
async function runStaged() {
  const cwd = mkdtempSync(join(tmpdir(), 'refint-build-'));
  try {
    cpSync(join(__dirname, 'warm-up'), cwd, { recursive: true });
    // Git is told by its environment which repository is meant, where this is built in a hook.
    for (const name of Object.keys(process.env)) if (name.startsWith('GIT_')) delete process.env[name];
    const last = 'prisma/migrations/20240701000000_data';
    const who = ['-c', 'user.name=refint', '-c', 'user.email=refint@localhost', '-c', 'commit.gpgSign=false'];
    const isReady = [
      ['init', '--quiet'],
      ['add', '.'],
      ['rm', '--quiet', '--cached', '-r', last],
      [...who, 'commit', '--quiet', '--no-verify', '-m', 'begin'],
      ['add', '.'],
    ].every((words) => spawnSync('git', words, { cwd }).status === 0);
    if (isReady) await main(['check', '--staged'], { ...world, cwd, keep: () => {} });
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

run();
