// What `npm start` and `npm test` run on a fresh clone, where only Node and npm are there. So it is plain JavaScript
// without dependencies, and it does no step whose result is already on the disk.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const house = join(root, 'packages/house/bin/house.mjs');
const command = join(root, 'packages/cli/bin/refint.js');

const verbs = { start, test: check, check, build, release };

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Node 20.19 or newer is needed; this is ${process.versions.node}`);
}

const [verb = 'start', ...rest] = process.argv.slice(2);
if (!Object.hasOwn(verbs, verb)) {
  fail(`unknown verb "${verb}", known are ${Object.keys(verbs).join(', ')}`);
}
process.exitCode = verbs[verb](rest);

/** Checks fixtures/apms and writes its report, or checks the project that the first word names; whatever follows is handed to `refint check`. */
function start(words) {
  prepare();
  const [first] = words;
  const named = first !== undefined && !first.startsWith('-');
  const flags = named ? words.slice(1) : words;
  // npm changes to the root of the repository, but a relative folder is meant from where the command was typed.
  const from = named && process.env.INIT_CWD ? process.env.INIT_CWD : root;
  const folder = named ? first : 'fixtures/apms';
  const status = run(process.execPath, [command, 'check', folder, '--fail-on', 'never', ...flags], { cwd: from });
  return named || status !== 0 ? status : report(folder);
}

/** Writes the report of a project as a page, in a place that git ignores, and says where. */
function report(folder) {
  const page = '.refint/report.html';
  mkdirSync(join(root, '.refint'), { recursive: true });
  const status = run(process.execPath, [command, 'report', folder, '--format', 'html', '--output', page], {
    cwd: root,
  });
  if (status === 0)
    process.stdout.write(`\nThe report of ${folder} as a page, to be opened in a browser: ${join(root, page)}\n`);
  return status;
}

/** Types, lint, layers, all tests and the freshness of what is generated. */
function check(words) {
  prepare();
  return run(process.execPath, [house, 'check', ...words], { cwd: root });
}

/** Packs what is published, and publishes it unless the words say `--dry-run`. */
function release(words) {
  prepare();
  return run(process.execPath, [house, 'release', ...words], { cwd: root });
}

function build() {
  prepare();
  return 0;
}

function prepare() {
  once('installing what package.json names', installed(), 'node_modules/.installed', 'node_modules/vitest', () =>
    quiet('npx', ['-y', 'pnpm@12', 'install', '--frozen-lockfile']),
  );
  once('building the command', sources(), 'packages/cli/dist/.built', 'packages/cli/dist/refint.cjs', () =>
    quiet(process.execPath, [house, 'build']),
  );
}

/** Does a step unless its product is there and the file `stamp` beside it holds the hash of all that the step reads. */
function once(what, hash, stamp, product, step) {
  const file = join(root, stamp);
  if (isThere(product) && isThere(stamp) && readFileSync(file, 'utf8') === hash) return;
  process.stderr.write(`refint: ${what} …\n`);
  step();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hash);
}

/** Identifies what an installation is made of: the lockfile, the manifests, and the platform that binaries are chosen for. */
function installed() {
  const manifests = rooms().map((room) => join(room, 'package.json'));
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...manifests.filter(isThere)];
  return hashOf(files, `${process.platform} ${process.arch}`);
}

/** Identifies what the bundle is made of: every source of every room that is not a test. */
function sources() {
  const files = rooms().flatMap((room) => walk(join(room, 'src')));
  const read = files.filter((file) => !file.endsWith('.test.ts'));
  return hashOf([...read, 'pnpm-lock.yaml', 'packages/house/bin/house.mjs'], process.version);
}

function rooms() {
  return ['packages', 'plugins'].flatMap((parent) =>
    readdirSync(join(root, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(parent, entry.name)),
  );
}

function walk(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

function isThere(path) {
  return existsSync(join(root, path));
}

function hashOf(files, more) {
  const hash = createHash('sha256').update(more);
  for (const file of files) hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** Runs a step whose output interests nobody unless it fails. */
function quiet(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: root,
    // CI: pnpm may then replace a node_modules of another version without asking a terminal that may not be there.
    env: { ...process.env, CI: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  fail(`"${[program, ...args].join(' ')}" did not succeed${error ? `: ${error.message}` : ''}`);
}

function run(program, args, { cwd }) {
  const { status, error } = spawnSync(program, args, { cwd: resolve(cwd), stdio: 'inherit' });
  if (error) fail(error.message);
  return status ?? 1;
}

function fail(sentence) {
  process.stderr.write(`refint: ${sentence}\n`);
  process.exit(2);
}
