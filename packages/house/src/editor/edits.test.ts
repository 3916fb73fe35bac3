import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import { corpus } from '../corpus.ts';
import { root } from '../root.ts';
import { bursts, type Deed } from './chance.ts';
import { Desk } from './desk.ts';
import { Editor, rangeIn } from './editor.ts';

/** REFINT_EDITS: how many edits, at least; REFINT_EDITS_ON: a project of the corpus, instead of a small one. */
const wanted = Number(process.env['REFINT_EDITS'] ?? 0);
const project = process.env['REFINT_EDITS_ON'];
const seed = Number(process.env['REFINT_SEED'] ?? 20240601);
const most = wanted > 0 ? 80 : 24;
/** So many bursts have as many edits as are wanted, and more: no burst has fewer than one in four of what it may have, on the whole. */
const count = wanted > 0 ? Math.ceil(wanted / (most / 4)) : 25;

test('whatever is done by chance, what is shown is what a fresh start would show', {
  timeout: 60_000 + count * (wanted > 0 ? 60_000 : 10_000),
}, async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'refint-edits-')));
  cpSync(project === undefined ? join(root, 'packages/house/src/editor/usual') : join(corpus()!, project), folder, {
    recursive: true,
  });
  const editor = await Editor.start(folder, { isMeasured: true });
  const desk = new Desk(editor);
  const files = desk.files().filter((path) => /\.(?:prisma|sql)$/.test(path));
  const first = new Set([files.find((path) => path.endsWith('.prisma'))!, files[0]!, files.at(-1)!]);
  const heaps: number[] = [];
  /** What the server's objects take where all is as it was at first: what was edited may need more or less room. */
  const fromTheBeginning = async (): Promise<number> => {
    await desk.begin(...first);
    await editor.connection.sendRequest('workspace/symbol', { query: 'or' });
    return editor.heap();
  };
  let [edits, done] = [0, 0];
  try {
    for (const [at, burst] of bursts(count, most, seed).entries()) {
      if (wanted > 0 && edits >= wanted) break;
      // What was edited often enough is nothing but rubble.
      if (at % 5 === 0) heaps.push(await fromTheBeginning());
      for (const deed of burst) await desk.do(deed);
      edits += burst.length;
      done++;
      if (wanted > 0 && at % 25 === 0) console.log(`${edits} edits in ${done} bursts`);
      const fresh = await Editor.start(folder, { pulls: true });
      try {
        for (const path of editor.opened()) await fresh.open(path, editor.text(path));
        const told = { burst: at, answers: await asked(editor, burst[0]!), shown: sorted(editor.all()) };
        const wanted = { burst: at, answers: await asked(fresh, burst[0]!), shown: sorted(await pulled(fresh)) };
        expect(told).toEqual(wanted);
        expect([editor.complaints, fresh.complaints]).toEqual(['', '']);
      } finally {
        expect(await fresh.stop()).toBe(0);
      }
    }
    heaps.push(await fromTheBeginning());
    expect(await editor.stop()).toBe(0);
    // What is kept of texts that may come again has a limit, which is reached in the first half; what only grows goes on in the second.
    const [before = 0, after = 0] = [heaps[Math.floor(heaps.length / 2)], heaps.at(-1)];
    if (wanted > 0) console.log(`${edits} edits in ${done} bursts; heap in MB: ${heaps.map(megabytes).join(' ')}`);
    // A large project takes some hundred edits until then.
    if (wanted === 0 || wanted >= 1000) expect(after - before).toBeLessThan(4_000_000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

/** What is answered to all that an editor asks, at a place in one of the files. By then all is sent that there is to say. */
async function asked(editor: Editor, { which, at }: Deed): Promise<unknown> {
  const open = editor.opened();
  const path = open[Math.floor(which * open.length)]!;
  const text = editor.text(path);
  const textDocument = { uri: editor.uri(path) };
  const position = rangeIn(text, Math.floor(at * text.length), 0).start;
  const range = rangeIn(text, 0, text.length);
  const ask = (name: string, more: object = {}) =>
    editor.connection.sendRequest(`textDocument/${name}`, { textDocument, ...more });
  return {
    path,
    position,
    hover: await ask('hover', { position }),
    completion: await ask('completion', { position }),
    definition: await ask('definition', { position }),
    references: await ask('references', { position, context: { includeDeclaration: true } }),
    lenses: await ask('codeLens'),
    hints: await ask('inlayHint', { range }),
    symbols: await ask('documentSymbol'),
    actions: ((await ask('codeAction', { range, context: { diagnostics: [] } })) as unknown[]).map(withoutVersions),
    found: await editor.connection.sendRequest('workspace/symbol', { query: 'or' }),
  };
}

/** Versions are counted from when a file was opened. */
const withoutVersions = (action: unknown): unknown =>
  JSON.parse(JSON.stringify(action), (key, value: unknown) => (key === 'version' ? undefined : value));

async function pulled(editor: Editor): Promise<Readonly<Record<string, readonly Diagnostic[]>>> {
  const { items } = (await editor.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] })) as {
    items: { uri: string; items: Diagnostic[] }[];
  };
  return Object.fromEntries(items.map(({ uri, items: all }) => [editor.pathOf(uri), all]));
}

const sorted = (all: Readonly<Record<string, readonly Diagnostic[]>>): unknown =>
  Object.entries(all)
    .filter(([, some]) => some.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
