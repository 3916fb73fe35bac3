// Runs the command that was just built on a project with what most projects have, and keeps what V8 compiled on the way. A
// process of its own, because V8's flags are those of the command, and nothing else may be loaded.
const { join } = require('node:path');

const root = join(__dirname, '../../..');
const loader = require(join(root, 'packages/cli/bin/load.js'));

const nowhere = { isTerminal: false, width: undefined, write: () => {} };
const io = { cwd: root, env: {}, stdout: nowhere, stderr: nowhere };
const { main } = loader.load(join(root, 'packages/cli/dist/refint.cjs'));

async function run() {
  for (const format of ['lines', 'pretty', 'json']) {
    await main(['check', 'packages/house/src/warm-up', '--format', format], io);
  }
  loader.keep();
}

run();
