#!/usr/bin/env node
// Gives the answer of an earlier run again, or starts the bundle. Kept small, and kept CommonJS, because each part of a module
// loader that is not needed saves time.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const dist = join(__dirname, '../dist');
if (existsSync(join(dist, 'recall.cjs'))) {
  const words = process.argv.slice(2);
  const told = require('../dist/recall.cjs').recall(words);
  if ('code' in told) end(told.code, told.isWritten);
  else answer(words, told);
} else {
  process.stderr.write('refint: the command is not built yet; run "npm run build" at the root of the repository.\n');
  process.exitCode = 2;
}

/** @param known what was found before, and who takes the answer to give it again the next time */
function answer(words, known) {
  const loader = require('./load.js');
  const { isWritten, main, processIo } = loader.load(join(dist, 'refint.cjs'));
  main(words, processIo(known, loader)).then((code) => {
    if (isWritten() && words[0] === 'check' && code < 2) loader.keep();
    end(code, isWritten());
  });
}

/** Once all is written there is nothing to wait for, and to take the process down in order takes longer. */
function end(code, isWritten) {
  process.exitCode = code;
  if (isWritten) process.exit();
}
