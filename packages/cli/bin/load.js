// Loads the files of the bundle, with what V8 made of them when they were built: to compile a thousand functions anew
// costs a fifth of a run. It is used by the very Node that made it only; any other compiles the files as usual.
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { constants, Script } = require('node:vm');

// A run is over before most of what V8 would optimise has paid for it: with a larger budget it optimises what is really hot,
// so that large projects lose nothing. It learns what a function works with from its eighth run on, and half of ours run
// less often; nor is a pattern compiled that is asked a few times only. To note where objects are made only pays for what
// runs long. Nobody waits for an answer while it marks: to do so in small steps is only slower; nor does anybody need the
// memory that a collection between two steps, or at the end, would bring back (docs/benchmarks.md). Memory that was used before
// costs less than more of it from the system, so the room for what is new does not grow. What was compiled under
// other flags is not taken, so they stand here. V8 complains of flags that it does not know, so each version gets its own:
// 11 is that of Node 20, 12 of 22, 13 of 24.
const always = [
  '--no-incremental-marking',
  '--no-minor-gc-task',
  '--no-allocation-site-tracking',
  '--regexp-tier-up-ticks=10',
];
const flags = {
  11: [
    '--interrupt-budget=1000000',
    '--interrupt-budget-factor-for-feedback-allocation=4',
    '--semi-space-growth-factor=1',
    ...always,
  ],
  12: always,
  13: always,
};
const version = Number.parseInt(process.versions.v8, 10);
for (const flag of flags[version] ?? []) setFlagsFromString(flag);

/** Where much is read, most of what is new stays, and each collection would look at all of it: the room for it grows as V8 wants. */
exports.expect = (characters) => {
  if (version === 11 && characters > 3_000_000) setFlagsFromString('--semi-space-growth-factor=2');
};

const compiled = join(__dirname, '../dist/compiled', `${process.version}-${process.arch}`);
const modules = new Map();
const scripts = new Map();

/** The exports of a file of the bundle. */
exports.load = (file) => loaded(file).exports;

function loaded(file) {
  const known = modules.get(file);
  if (known) return known;
  const module = { exports: {} };
  modules.set(file, module);
  // The build writes ASCII only: such a text is read without decoding it, and takes half the room. It is a function already.
  const code = readFileSync(file, 'latin1');
  const script = new Script(code, {
    filename: file,
    cachedData: isKept(file, code) ? kept(file) : undefined,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (isKept(file, code)) scripts.set(file, script);
  // All that is not bundled is a part of Node, or lies where the command lies.
  const inside = (id) =>
    id.startsWith('.') && id.endsWith('.cjs') ? loaded(join(dirname(file), id)).exports : require(id);
  script.runInThisContext()(module.exports, inside, module, file, dirname(file));
  return module;
}

/**
 * What is small is compiled faster than it is looked up. V8 compares no more than lengths, so only chunks are kept: their
 * names change with what is in them.
 */
const isKept = (file, code) => code.length > 10_000 && basename(dirname(file)) === 'chunks';

const placeOf = (file) => join(compiled, `${basename(file)}.bin`);

function kept(file) {
  const place = placeOf(file);
  return existsSync(place) ? readFileSync(place) : undefined;
}

/** Keeps what has been compiled so far, functions that ran included. */
exports.keep = () => {
  mkdirSync(compiled, { recursive: true });
  for (const [file, script] of scripts) writeFileSync(placeOf(file), script.createCachedData());
};
