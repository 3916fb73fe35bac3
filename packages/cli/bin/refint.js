#!/usr/bin/env node
// Gives the answer of an earlier run again, tells what was found then in another form, or starts the bundle. Kept small, and kept
// CommonJS, because each part of a module loader that is not needed saves time.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const dist = join(__dirname, '../dist');
if (existsSync(join(dist, 'recall.cjs'))) {
  const words = process.argv.slice(2);
  const told = require('../dist/recall.cjs').recall(words);
  if ('code' in told) end(told);
  else if (told.kept) tellAgain(words, told);
  else answer(words, told.keep);
} else {
  process.stderr.write('refint: the command is not built yet; run "npm run build" at the root of the repository.\n');
  process.exitCode = 2;
}

/** Tells what was found before in another form, and begins anew where that cannot be. */
function tellAgain(words, { kept, keep }) {
  const { again } = require('../dist/again.cjs');
  again(words, kept).then(
    (told) => (told ? end(told) : answer(words, keep)),
    (error) => {
      if (process.env.REFINT_DEBUG) process.stderr.write(`${error?.stack ?? error}\n`);
      answer(words, keep);
    },
  );
}

/** @param keep takes the answer, to give it again the next time; nothing where there is no place to keep it */
function answer(words, keep) {
  const loader = require('./load.js');
  const { isWritten, main, processIo } = loader.load(join(dist, 'refint.cjs'));
  main(words, processIo(keep, loader)).then((code) => {
    if (isWritten() && words[0] === 'check' && code < 2) loader.keep();
    end({ code, isWritten: isWritten() });
  });
}

/** Once all is written there is nothing to wait for, and to take the process down in order takes longer. */
function end({ code, isWritten }) {
  process.exitCode = code;
  if (isWritten) process.exit();
}
