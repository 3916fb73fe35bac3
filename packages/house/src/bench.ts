import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { bundledAnswer } from './bench/bundled.ts';
import { nodeAlone, refint, schemaWasm, squawk, underCertificates } from './bench/contestants.ts';
import { hostile, writeHostile } from './bench/hostile.ts';
import { inEditor } from './bench/in-editor.ts';
import { type Kept, lastStaged, nothingChanged } from './bench/kept.ts';
import { type Contestant, type Measured, median, race, ratio } from './bench/measure.ts';
import type { ReaderSpeed } from './bench/reader.ts';
import { writeSynthetic } from './bench/synthetic.ts';
import { corpus } from './corpus.ts';
import { root } from './root.ts';

const entries = ['triggerdotdev__trigger.dev', 'langfuse__langfuse', 'civitai__civitai'];

/**
 * `pnpm bench [ROUNDS]`: times whole processes, pairwise in one run, and an edit in an editor, and writes docs/benchmarks.md.
 * `pnpm bench editor` times edits alone and writes nothing.
 */
export async function main([rounds = '15']: readonly string[]): Promise<number> {
  const folder = corpus();
  if (folder === undefined) {
    process.stderr.write('bench: the corpus is not there; set REFINT_CORPUS to its folder\n');
    return 2;
  }
  const edits = () => inFolder((into) => inEditor(join(folder, entries[2]!), join(into, 'project')));
  if (rounds === 'editor') {
    process.stdout.write(await edits());
    return 0;
  }
  const sections = [
    ...entries.map((entry) => onEntry(join(folder, entry), entry.replace('__', '/'), Number(rounds))),
    await withCertificates((certificates) => underBoth(join(folder, entries[0]!), certificates, Number(rounds))),
    await onKept('Asked again: triggerdotdev/trigger.dev, nothing changed', Number(rounds), (into) =>
      nothingChanged(join(folder, 'triggerdotdev__trigger.dev'), into),
    ),
    await withCertificates((certificates) => inHook(join(folder, entries[1]!), certificates, Number(rounds))),
    await edits(),
    onSynthetic(Number(rounds)),
    onHostile(Number(rounds)),
    await reader(folder, Number(rounds)),
  ];
  writeFileSync(join(root, 'docs/benchmarks.md'), [header(Number(rounds)), ...sections].join('\n'));
  process.stdout.write(sections.join('\n'));
  return 0;
}

function onEntry(folder: string, name: string, rounds: number): string {
  const schema = join(folder, 'schema.prisma');
  const contestants = [refint(folder), squawk(folder), schemaWasm(folder, schema), nodeAlone(folder)];
  const measured = race(contestants, rounds);
  return `## ${name}\n\n${table(contestants, measured, 1)}`;
}

/** What a variable that many networks set costs every program on Node, with as many certificates as Node itself trusts. */
function underBoth(project: string, certificates: string, rounds: number): string {
  const under = (one: Contestant) => underCertificates(one, certificates);
  const [command, node] = [refint(project), nodeAlone(project)];
  const contestants = [under(command), command, squawk(project), under(node), node];
  const title = `triggerdotdev/trigger.dev, ${ofNetwork}`;
  return `## ${title}\n\n${table(contestants, race(contestants, rounds), 2)}`;
}

const ofNetwork = 'where a network has certificates of its own';

/** As many certificates as Node itself trusts, in a file. */
function withCertificates<T>(act: (file: string) => T | Promise<T>): Promise<T> {
  return inFolder(async (place) => {
    const file = join(place, 'certificates.pem');
    writeFileSync(file, rootCertificates.join('\n'));
    return act(file);
  });
}

/** A hook, in both environments. */
async function inHook(project: string, certificates: string, rounds: number): Promise<string> {
  return inFolder(async (place) => {
    const both = await lastStaged(project, join(place, 'project'), certificates);
    const title = 'In a hook: langfuse/langfuse, one migration staged';
    const sections = both.map(({ contestants, base }, at) => {
      const where = at === 0 ? '' : `, ${ofNetwork}`;
      return `## ${title}${where}\n\n${table(contestants, race(contestants, rounds), base)}`;
    });
    return sections.join('\n');
  });
}

/** What answers that are kept are worth. */
async function onKept(title: string, rounds: number, prepare: (into: string) => Promise<Kept>): Promise<string> {
  return inFolder(async (place) => {
    const { contestants, base } = await prepare(join(place, 'project'));
    return `## ${title}\n\n${table(contestants, race(contestants, rounds), base)}`;
  });
}

async function inFolder<T>(act: (place: string) => Promise<T>): Promise<T> {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'refint-bench-')));
  try {
    return await act(place);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** The SQL reader by itself. */
async function reader(folder: string, rounds: number): Promise<string> {
  const module = join(root, 'packages/house/src/bench/reader.ts');
  const answer = await bundledAnswer(module, 'readerSpeed', [folder, rounds]);
  const { files, megabytes, statements, megabytesPerSecond } = answer as ReaderSpeed;
  const read = `${files.toLocaleString('en')} files, ${megabytes.toFixed(2)} MB, ${statements.toLocaleString('en')} statements`;
  return `## The SQL reader alone, warm\n\nEvery PostgreSQL migration of the corpus (${read}), read into statements and changes: **${Math.round(megabytesPerSecond)} MB/s**.\n`;
}

/** How the time grows with the input: ten times the tables. */
function onSynthetic(rounds: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'refint-bench-'));
  try {
    const contestants = [1000, 10_000].map((tables) => {
      const project = join(folder, String(tables));
      writeSynthetic(project, tables);
      return { ...refint(project), name: `refint check, ${tables.toLocaleString('en')} tables` };
    });
    const measured = race(contestants, Math.max(5, Math.round(rounds / 3)));
    return `## Ten times the tables\n\n${table(contestants, measured, 0)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How long it takes to see that a text is nonsense. */
function onHostile(rounds: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'refint-bench-'));
  try {
    const contestants = Object.entries(hostile).map(([name, text], at) => {
      const project = join(folder, String(at));
      writeHostile(project, text());
      return { ...refint(project), name };
    });
    const all = [...contestants, nodeAlone(folder)];
    return `## What nobody writes\n\n${table(all, race(all, Math.max(3, Math.round(rounds / 3))), all.length - 1)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param base the contestant that all others are compared with. */
function table(contestants: readonly Contestant[], measured: readonly Measured[], base: number): string {
  const rows = contestants.map(({ name }, at) => {
    const one = measured[at]!;
    const peak = one.peak === undefined ? '' : `${Math.round(one.peak)} MB`;
    return `| ${name} | ${Math.round(median(one.times))} ms | ${ratio(one, measured[base]!).toFixed(2)} | ${peak} |\n`;
  });
  return `| whole process | median | ÷ ${contestants[base]?.name} | peak memory |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}

function header(rounds: number): string {
  return `# Benchmarks

Written by \`pnpm bench\`. Whole processes from start to end. Unless a row says "again", refint finds each answer anew (\`--no-cache\`) and uses nothing but what V8 compiled in earlier runs, as every run after the first one does (docs/cache.md). All programs of a table ran in turn
(A B C A B C …), ${rounds} rounds after one that is not counted, so a slow moment of the machine hits all of them; a ratio is the median of
the ratios of each round. **Read the ratios**: the times are those of one machine (Node ${process.versions.node}, ${cpus().length} cores, ${process.platform} ${process.arch}).
Peak memory is the resident set of one more run, as GNU time tells it.

- \`refint check\` reads schema and migrations, folds both into one graph, runs all rules and writes JSON.
- \`squawk\` is the binary of squawk-cli (\`--reporter json\`), without its launcher, on the same SQL files; it reads no schema.
- \`prisma-schema-wasm\` is Prisma's validator on the schema, called directly; it reads no SQL.
- In an editor all servers get the same letters in turn, but peers only those in the migration, which they can read. A time is that from an
  edit to the diagnostics of the text as it then is; squawk's server has to be asked for them, the others send them.
- \`again\` is an answer that was kept (docs/cache.md), told again; \`in another form\` it is made anew of what is kept of the report, here as JSON after lines.
- \`node -e 0\` is Node that does nothing.
- Variables whose names begin with \`NODE_\` are not passed on, because some change how Node starts. With NODE_EXTRA_CA_CERTS Node 20
  reads every certificate of that file before it runs a line of any program; tables of their own show what that costs.

To repeat: \`npm run build && npm run bench\`, with the corpus at \`../shared/corpus\` or where \`REFINT_CORPUS\` says; \`npm run bench -- 31\` for more rounds.
`;
}
