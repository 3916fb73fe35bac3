// Loads the files of the bundle, with what V8 made of them in an earlier run: to compile a thousand functions anew costs a
// fifth of a run. It is used by the very Node that made it only, under the same flags; any other has its own.
const {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { cachedDataVersionTag, getHeapSpaceStatistics, setFlagsFromString } = require('node:v8');
const { constants, runInNewContext, Script } = require('node:vm');

// A run is over before most of what V8 would optimise has paid for it: with a larger budget it optimises what is really hot,
// so that large projects lose nothing. It learns what a function works with from its eighth run on, and half of ours run
// less often; nor is a pattern compiled that is asked a few times only. To note where objects are made only pays for what
// runs long. Hardly anything that gets old is garbage, so to look through all of it brings nothing back: that is left to
// a moment when nothing else is to be done, which a run seldom has, or until there is far more of it than V8 would take. Nor does
// anybody need the memory that a collection between two steps would bring back (docs/benchmarks.md). Memory that was used before
// costs less than more of it from the system, so the room for what is new does not grow. What was compiled under
// other flags is not taken, so they stand here. V8 complains of flags that it does not know, so each version gets its own:
// 11 is that of Node 20, 12 of 22, 13 of 24.
// Behind each stands what V8 goes by itself.
const growth = ['--semi-space-growth-factor=1', '--semi-space-growth-factor=2'];
const always = [
  ['--incremental-marking-soft-trigger=99', '--incremental-marking-soft-trigger=0'],
  ['--incremental-marking-hard-trigger=1000', '--incremental-marking-hard-trigger=0'],
  ['--no-minor-gc-task', '--minor-gc-task'],
  ['--no-allocation-site-tracking', '--allocation-site-tracking'],
  ['--regexp-tier-up-ticks=10', '--regexp-tier-up-ticks=1'],
];
const flagsOf = {
  11: [
    ['--interrupt-budget=1000000', '--interrupt-budget=67584'],
    ['--interrupt-budget-factor-for-feedback-allocation=4', '--interrupt-budget-factor-for-feedback-allocation=8'],
    growth,
    ...always,
  ],
  12: always,
  13: always,
};
const flags = flagsOf[Number.parseInt(process.versions.v8, 10)] ?? [];
for (const [ours] of flags) setFlagsFromString(ours);

/**
 * Where much is read, most of what is new stays, and each collection would look at all of it: the room for it grows as V8 wants.
 * What has no end, as the work for an editor, does not begin anew each time: it is left to V8, but for how much more than is in
 * use it may take, which would be several times as much; and nearly all of what is read first stays, from which V8 would learn to put
 * the likes of it among what is old ever after, where it is garbage after the next letter.
 */
exports.expect = (characters) => {
  read += characters;
  const isEndless = characters === Number.POSITIVE_INFINITY;
  if (isEndless && flags.length > 0)
    for (const flag of ['--heap-growing-percent=60', '--no-allocation-site-pretenuring']) setFlagsFromString(flag);
  for (const flag of flags) if (isEndless || (flag === growth && characters > 3_000_000)) setFlagsFromString(flag[1]);
};

let collect;

/**
 * For a moment in which nobody waits: collects what is new, if that is as much as an edit leaves behind, so that it need not be done while
 * somebody does. V8 knows of no such moments by itself.
 */
exports.rest = () => {
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  if (!young || young.space_used_size < 4_000_000) return;
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc');
    setFlagsFromString('--no-expose-gc');
  }
  collect({ type: 'minor' });
};

// A hook needs other functions than a run of everything, and what is not needed only takes time.
const kind = process.argv[2] === 'check' && process.argv.includes('--staged') ? 'hook' : 'check';
const everybodys = join(__dirname, '../dist/compiled');
// V8 refuses what was compiled under other flags, and many a shell has NODE_OPTIONS that a window does not have.
const own = join(everybodys, `${process.version}-${process.arch}-${cachedDataVersionTag()}`);
const compiled = join(own, kind);
let read = 0;
let isMissing = false;
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
  // Under others of our flags all that is kept would be refused each time.
  if (script.cachedDataRejected && read === 0) isMissing = true;
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

/** V8 takes whatever has the right length, and would crash with what is damaged: it lies there twice. */
function kept(file) {
  const bytes = readIfThere(placeOf(file)) ?? Buffer.from('-');
  const half = bytes.length >> 1;
  if (bytes.compare(bytes, 0, half, half) === 0) return bytes.subarray(0, half);
  isMissing = true;
  return undefined;
}

/**
 * Keeps what has been compiled so far, functions that ran included, where something is missing: what a much larger project needs
 * is more. It lies where the files lie that it is made of, as with Python, so that it is gone when they are; where nothing can be
 * written, nothing is.
 */
exports.keep = () => {
  const size = join(compiled, 'characters');
  if (!isMissing && Number(readIfThere(size) ?? 0) * 2 >= read) return;
  try {
    if (!existsSync(own)) makeRoom();
    mkdirSync(compiled, { recursive: true });
    put(size, `${read}`);
    // What is kept under other flags than those of the beginning would never be taken.
    for (const [ours] of flags) setFlagsFromString(ours);
    for (const [file, script] of scripts) {
      const data = script.createCachedData();
      put(placeOf(file), Buffer.concat([data, data]));
    }
  } catch {
    // It is compiled anew each time.
  }
};

/** Nobody has so many Nodes, and ways to start them, at a time. */
const most = 4;

function makeRoom() {
  const others = existsSync(everybodys) ? readdirSync(everybodys).map((name) => join(everybodys, name)) : [];
  const byAge = others
    .map((path) => ({ path, since: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.since - a.since);
  for (const { path } of byAge.slice(most - 1)) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // It belongs to somebody else.
    }
  }
}

/** Nothing where it may not be read, either: somebody else may have made it. */
function readIfThere(place) {
  try {
    return existsSync(place) ? readFileSync(place) : undefined;
  } catch {
    return undefined;
  }
}

/** In one move, so that nobody ever reads half of it; what a full disk took of it is taken away. */
function put(place, content) {
  const beside = `${place}.${process.pid}`;
  try {
    writeFileSync(beside, content);
    renameSync(beside, place);
  } finally {
    rmSync(beside, { force: true });
  }
}
