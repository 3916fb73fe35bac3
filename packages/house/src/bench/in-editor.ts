import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../root.ts';
import { squawkBinary } from './contestants.ts';
import { LanguageClient, type ServerCommand } from './language-client.ts';
import { median } from './measure.ts';

const require = createRequire(import.meta.url);

const refint: ServerCommand = {
  name: 'refint',
  program: process.execPath,
  args: [join(root, 'packages/cli/bin/refint.js'), 'lsp', '--stdio'],
};

/** Somebody who types quickly. */
const pause = 40;
const warmUp = 60;
const counted = 200;

/** What somebody types letter by letter at a place, and takes away again. */
interface Typing {
  readonly name: string;
  readonly path: string;
  readonly at: number;
  readonly text: string;
}

/** How long an edit takes in an editor, on a copy of a project, as a section of the page. */
export async function inEditor(project: string, into: string): Promise<string> {
  cpSync(project, into, { recursive: true });
  // Without a configuration it says nothing at all.
  writeFileSync(join(into, 'postgres-language-server.jsonc'), '{}');
  const [last, schema] = [lastMigration(into), 'schema.prisma'];
  const starts = [];
  for (let at = 0; at < 5; at++) starts.push(await firstDiagnostics(into));
  const peers = [squawkServer(), postgresLanguageServer()].filter((peer) => peer !== undefined);
  const clients: Named[] = [];
  for (const command of [refint, ...peers]) clients.push(await started(command, into, last));
  const [own] = clients as [Named];
  await own.client.open(schema);
  const middle = own.client.text(schema).indexOf('\n}\n', own.client.text(schema).length / 2) + 1;
  const field: Typing = { name: 'the schema', path: schema, at: middle, text: '  reviewerId Int?\n' };
  const end = own.client.text(last).length;
  const statement: Typing = {
    name: 'the last migration',
    path: last,
    at: end,
    text: '\nALTER TABLE "User" ADD COLUMN "zz" INTEGER;\n',
  };
  const rows = [
    ...rowsOf(field.name, [own], await typed([own], field)),
    ...rowsOf(statement.name, clients, await typed(clients, statement)),
    ...(await asked(own, schema)),
  ];
  const memory = own.client.memory;
  for (const { client } of clients) await client.stop();
  const lines = rows.map((row) => `| ${row.join(' | ')} |\n`);
  return `## In an editor: civitai/civitai, letter by letter

First diagnostics ${Math.round(median(starts))} ms after the start of the server (median of ${starts.length}); resident memory after all edits ${Math.round(memory ?? Number.NaN)} MB.
On average ${loadavg()[0]?.toFixed(1)} processes were at work on ${cpus().length} cores.${missing(peers)}

| what | server | p50 | p95 | p50 ÷ refint | processor, per edit |
| --- | --- | --- | --- | --- | --- |
${lines.join('')}`;
}

interface Named {
  readonly name: string;
  readonly client: LanguageClient;
}

/** What a client measured, in milliseconds. */
interface Times {
  readonly each: number[];
  /** Of the processor, on average; nothing where it is not known. */
  cpu: number | undefined;
}

async function firstDiagnostics(folder: string): Promise<number> {
  const start = performance.now();
  const client = new LanguageClient(refint, folder);
  const sent = client.diagnostics();
  await client.initialize();
  await sent;
  const time = performance.now() - start;
  await client.stop();
  return time;
}

async function started(command: ServerCommand, folder: string, path: string): Promise<Named> {
  const client = new LanguageClient(command, folder);
  await client.initialize();
  await client.open(path);
  return { name: command.name, client };
}

/** The times of each client; all take each letter in turn, so that a slow moment of the machine hits all of them. */
async function typed(clients: readonly Named[], { path, at, text }: Typing): Promise<Times[]> {
  const times = clients.map((): Times => ({ each: [], cpu: undefined }));
  let before: readonly (number | undefined)[] = [];
  for (let edit = -warmUp; edit < counted; edit++) {
    if (edit === 0) before = clients.map(({ client }) => client.cpu);
    const letter = (edit + warmUp) % (text.length + 1);
    const change =
      letter < text.length
        ? { at: at + letter, length: 0, text: text[letter]! }
        : { at, length: text.length, text: '' };
    for (const [index, { client }] of clients.entries()) {
      const time = await client.type(path, change);
      if (edit >= 0) times[index]!.each.push(time);
    }
    await wait(pause);
  }
  for (const [index, { client }] of clients.entries()) {
    const [from, to] = [before[index], client.cpu];
    if (from !== undefined && to !== undefined) times[index]!.cpu = (to - from) / counted;
  }
  return times;
}

/** Hover and definition at many places of the schema. */
async function asked(own: Named, path: string): Promise<string[][]> {
  const text = own.client.text(path);
  const places = [...text.matchAll(/^ {2}\w+ +\w+|@relation/gm)].map(({ index }) => index + 3);
  const rows: string[][] = [];
  for (const method of ['hover', 'definition']) {
    const times: number[] = [];
    for (let at = -warmUp; at < counted; at++) {
      const place = places[((at + warmUp) * 37) % places.length] ?? 0;
      const time = await own.client.ask(`textDocument/${method}`, path, place);
      if (at >= 0) times.push(time);
    }
    rows.push(...rowsOf(`${method}, in the schema`, [own], [{ each: times, cpu: undefined }]));
  }
  return rows;
}

function rowsOf(what: string, clients: readonly Named[], times: readonly Times[]): string[][] {
  return clients.map(({ name }, at) => {
    const { each, cpu } = times[at]!;
    const ratio = median(each) / median(times[0]!.each);
    const all = [shown(median(each)), shown(percentile(each, 0.95)), ratio.toFixed(2)];
    return [what, name, ...all, cpu === undefined ? '' : shown(cpu)];
  });
}

const shown = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`;

const percentile = (numbers: readonly number[], part: number): number =>
  [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))] ?? Number.NaN;

function lastMigration(folder: string): string {
  const names = readdirSync(join(folder, 'migrations')).filter((name) => /^\d/.test(name));
  return `migrations/${names.sort().at(-1)}/migration.sql`;
}

/** Its diagnostics have to be asked for. */
const squawkServer = (): ServerCommand => ({
  name: 'squawk server',
  program: squawkBinary(),
  args: ['server'],
  isAsked: true,
});

function postgresLanguageServer(): ServerCommand | undefined {
  const name = '@postgres-language-server/cli';
  try {
    const own = createRequire(require.resolve(`${name}/package.json`));
    const system = process.platform === 'linux' ? 'linux-gnu' : 'apple-darwin';
    const packed = `${name}-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-${system}`;
    const program = join(dirname(own.resolve(`${packed}/package.json`)), 'postgres-language-server');
    return { name: 'postgres-language-server', program, args: ['lsp-proxy'], hasDaemon: true };
  } catch {
    return undefined;
  }
}

const missing = (peers: readonly ServerCommand[]): string =>
  peers.some(({ name }) => name === 'postgres-language-server')
    ? ''
    : ' postgres-language-server could not be had for this machine.';
