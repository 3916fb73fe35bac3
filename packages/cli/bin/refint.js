#!/usr/bin/env node
// Starts the bundle. Kept small, because nothing can be slow that is not there.
import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

// A run is over before most of what V8 would optimise has paid for it. With a larger budget it optimises what is really
// hot, so that large projects lose nothing (docs/benchmarks.md).
setFlagsFromString('--interrupt-budget=1000000');

const bundle = new URL('../dist/refint.js', import.meta.url);
if (existsSync(bundle)) {
  const { main } = await import(bundle.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write('refint: the command is not built yet; run "npm run build" at the root of the repository.\n');
  process.exitCode = 2;
}
