#!/usr/bin/env node
// Starts the bundle. Kept small, and kept CommonJS, because each part of a module loader that is not needed saves time.
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { load } = require('./load.js');

const bundle = join(__dirname, '../dist/refint.cjs');
if (existsSync(bundle)) {
  load(bundle)
    .main(process.argv.slice(2))
    .then((code) => {
      process.exitCode = code;
      // Once all is written there is nothing to wait for, and to take the process down in order takes longer.
      if (process.stdout.writableLength === 0) process.exit();
    });
} else {
  process.stderr.write('refint: the command is not built yet; run "npm run build" at the root of the repository.\n');
  process.exitCode = 2;
}
