import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { corpus } from './corpus.ts';
import { root } from './root.ts';

const command = join(root, 'packages/cli/bin/refint.js');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'refint-identity-')));
afterAll(() => rmSync(folder, { recursive: true }));

/** Everything that a run of the command can write, and how it is asked for. Names of files are put behind. */
const checks = ['lines', 'pretty', 'json', 'github', 'gitlab', 'junit', 'sarif', 'markdown', 'pull-request'];
const others = [
  ...['html', 'markdown', 'json'].map((format) => ['report', '--format', format]),
  ...['svg', 'mermaid', 'dot', 'json'].map((format) => ['graph', '--format', format]),
  ...['table', 'json', 'markdown'].map((format) => ['references', '--inferred', '--format', format]),
  ...['text', 'json'].map((format) => ['timeline', '--format', format]),
];

/** Where somebody may work: how deep, in which order the files came there, and what the environment says. */
interface Place {
  readonly at: string;
  readonly order: 1 | -1;
  readonly env: Readonly<Record<string, string>>;
}

const here: Place = { at: 'a', order: 1, env: { TZ: 'UTC', LANG: 'C', LC_ALL: 'C', HOME: '/nowhere' } };
const elsewhere: Place = {
  at: 'some where/ünd/deeper/b',
  order: -1,
  env: { TZ: 'Asia/Kolkata', LANG: 'tr_TR.UTF-8', LC_ALL: 'lt_LT.UTF-8', HOME: '/', USER: 'x', COLUMNS: '40' },
};

/** All that the command says of a project that lies somewhere: outputs by what was asked for, and how each run ended. */
function saidAt({ at, order, env }: Place, project: string, kinds: readonly (readonly string[])[]) {
  const cwd = join(folder, at, 'project');
  rmSync(join(folder, at), { recursive: true, force: true });
  copy(project, cwd, order);
  const { CI, GITHUB_ACTIONS, GITHUB_WORKSPACE, ...rest } = process.env;
  const run = (words: readonly string[]) => {
    const options = { cwd, encoding: 'utf8', env: { ...rest, ...env }, maxBuffer: 1 << 28 } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], options);
    return { status, stdout, stderr };
  };
  const said: Record<string, unknown> = {};
  const out = (name: string) => join('..', name);
  said['check'] = run(['check', ...checks.flatMap((format) => ['--format', `${format}:${out(format)}`])]);
  for (const format of checks) said[`check --format ${format}`] = readFileSync(join(cwd, out(format)), 'utf8');
  for (const words of kinds) said[words.join(' ')] = run(words);
  return { cwd, said };
}

/** Copies files one after the other, so that a file system may list them in another order. */
function copy(from: string, to: string, order: 1 | -1): void {
  const files = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => (a < b ? -order : order));
  for (const file of files) {
    const target = join(to, file.slice(from.length));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(file, target);
  }
}

const entries = corpus();
const names = [
  'spliit-app__spliit',
  'umami-software__umami--pg-v2',
  'vercel__ai-chatbot',
  'freeCodeCamp__chapter',
  'langfuse__langfuse',
];
if (!entries) console.log(`skipped: ${names.length} projects of the corpus, which is not there (REFINT_CORPUS)`);
const projects = [
  ['fixtures/apms', join(root, 'fixtures/apms')],
  ['fixtures/midway', join(root, 'fixtures/midway')],
  ...(entries ? names.map((name) => [name, join(entries, name)] as const) : []),
] as const;

test.each(projects)(
  'every output about %s has the same bytes each time and in every place, and names none',
  (_, project) => {
    const reports = others.filter(([verb]) => verb === 'report');
    const again = saidAt(here, project, reports);
    const one = saidAt(here, project, others);
    const other = saidAt(elsewhere, project, others);
    for (const [what, text] of Object.entries(one.said)) {
      const bytes = typeof text === 'string' ? text : JSON.stringify(text);
      expect(bytes.length, what).toBeGreaterThan(2);
      for (const place of [one.cwd, folder, root, homedir()]) {
        if (place !== '/') expect(bytes.includes(place), `${what} names ${place}`).toBe(false);
      }
      expect(other.said[what], what).toEqual(text);
      if (what in again.said) expect(again.said[what], what).toEqual(text);
    }
  },
);
