import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentEdit,
  type UnregistrationParams,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { root } from '../root.ts';
import { overheardReader, overheardWriter } from './protocol/overhear.ts';
import { Referee } from './protocol/referee.ts';

export interface EditorOptions {
  /** Diagnostics are asked for instead of being sent. */
  readonly pulls?: boolean;
  /** It watches the files of a folder and tells when one has changed; most do. */
  readonly watches?: boolean;
  readonly trusted?: boolean;
  /** What else it says of itself. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly capabilities?: ClientCapabilities;
  /** The server can be asked how much memory it needs. */
  readonly isMeasured?: boolean;
}

/** An editor without a screen: a real client of the command that was built, over its standard input and output. */
export class Editor {
  readonly folder: string;
  readonly connection: ProtocolConnection;
  /** Hears every message and knows what the protocol allows. */
  readonly referee = new Referee();
  readonly #process: ChildProcess;
  readonly #published = new Map<string, PublishDiagnosticsParams>();
  readonly #versions = new Map<string, number>();
  readonly #counted = new Map<string, number>();
  readonly #texts = new Map<string, string>();
  #waiting: (() => void)[] = [];
  /** What the server asked to be told of later, by its own names. */
  readonly registered = new Map<string, unknown>();
  /** How often the server sent diagnostics of a file. */
  publishes = 0;
  /** How often the server said that diagnostics are to be asked for again. */
  refreshes = 0;
  /** What the server wrote to standard error, where nothing is to be seen. */
  complaints = '';

  private constructor(folder: string, isMeasured: boolean) {
    this.folder = folder;
    const words = [join(root, 'packages/cli/bin/refint.js'), 'lsp', '--stdio'];
    const probe = join(root, 'packages/house/src/editor/heap.cjs');
    this.#process = spawn(process.execPath, isMeasured ? ['--require', probe, ...words] : words, {
      cwd: folder,
      stdio: isMeasured ? ['pipe', 'pipe', 'pipe', 'ipc'] : 'pipe',
    });
    this.#process.stderr?.on('data', (data) => (this.complaints += String(data)));
    this.connection = createProtocolConnection(
      overheardReader(new StreamMessageReader(this.#process.stdout!), (message) =>
        this.referee.hear('server', message),
      ),
      overheardWriter(new StreamMessageWriter(this.#process.stdin!), (message) => this.referee.hear('client', message)),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.#published.set(params.uri, params);
      this.publishes++;
      for (const wake of this.#waiting.splice(0)) wake();
    });
    this.connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
      for (const { id, registerOptions } of registrations) this.registered.set(id, registerOptions);
      return null;
    });
    this.connection.onRequest('client/unregisterCapability', ({ unregisterations }: UnregistrationParams) => {
      for (const { id } of unregisterations) this.registered.delete(id);
      return null;
    });
    this.connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      return null;
    });
    this.connection.listen();
  }

  static async start(
    folder: string,
    { pulls = false, watches = true, trusted, options, capabilities, isMeasured = false }: EditorOptions = {},
  ): Promise<Editor> {
    const editor = new Editor(folder, isMeasured);
    const uri = pathToFileURL(folder).href;
    const result = await editor.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'project' }],
      capabilities: capabilities ?? {
        textDocument: {
          documentSymbol: { hierarchicalDocumentSymbolSupport: true },
          ...(pulls ? { diagnostic: {} } : { publishDiagnostics: { relatedInformation: true } }),
        },
        workspace: {
          workspaceEdit: { documentChanges: true },
          workspaceFolders: true,
          diagnostics: { refreshSupport: true },
          didChangeWatchedFiles: { dynamicRegistration: watches, relativePatternSupport: true },
        },
      },
      ...(trusted === undefined && !options ? {} : { initializationOptions: { ...options, trusted } }),
    });
    editor.initialized = result;
    await editor.connection.sendNotification('initialized', {});
    return editor;
  }

  initialized: unknown;

  uri = (path: string): string => pathToFileURL(join(this.folder, path)).href;

  pathOf = (uri: string): string => decodeURIComponent(uri.slice(pathToFileURL(this.folder).href.length + 1));

  text = (path: string): string => this.#texts.get(path) ?? readFileSync(join(this.folder, path), 'utf8');

  async open(path: string, text = readFileSync(join(this.folder, path), 'utf8')): Promise<void> {
    this.#texts.set(path, text);
    // Who opens a file once more counts on: what is still said of it as it was then is not about what it is now.
    const version = (this.#counted.get(path) ?? 0) + 1;
    this.#counted.set(path, version);
    this.#versions.set(path, version);
    const languageId = path.endsWith('.prisma') ? 'prisma' : path.endsWith('.sql') ? 'sql' : 'json';
    const textDocument = { uri: this.uri(path), languageId, version, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** Replaces the first place where a text stands, as somebody who types would. */
  async replace(path: string, old: string, text: string): Promise<void> {
    const before = this.text(path);
    const at = before.indexOf(old);
    if (at < 0) throw new Error(`${path} has no ${JSON.stringify(old)}`);
    await this.change(path, { range: rangeIn(before, at, at + old.length), text });
  }

  async change(path: string, change: { readonly range: Range; readonly text: string }): Promise<void> {
    const version = (this.#versions.get(path) ?? 0) + 1;
    this.#versions.set(path, version);
    this.#counted.set(path, version);
    this.#texts.set(path, applied(this.text(path), [{ range: change.range, newText: change.text }]));
    const textDocument = { uri: this.uri(path), version };
    await this.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [change] });
  }

  async close(path: string): Promise<void> {
    this.#texts.delete(path);
    this.#versions.delete(path);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri(path) } });
  }

  /** The paths of what is open. */
  opened = (): readonly string[] => [...this.#texts.keys()];

  async watched(...paths: readonly string[]): Promise<void> {
    const changes = paths.map((path) => ({ uri: this.uri(path), type: 2 }));
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  /** What was sent about an open file once it is about its newest text, and all that was then to be said of other files. */
  async diagnostics(path: string): Promise<readonly Diagnostic[]> {
    for (;;) {
      const known = this.#published.get(this.uri(path));
      if (known && known.version === this.#versions.get(path)) break;
      await this.#anything();
    }
    // The file that was edited comes first. What is asked is answered after all of them.
    await this.pull(path);
    return this.#published.get(this.uri(path))?.diagnostics ?? [];
  }

  /** What there is to say of a file, asked for. */
  async pull(path: string): Promise<readonly Diagnostic[]> {
    const textDocument = { uri: this.uri(path) };
    const { items } = (await this.connection.sendRequest('textDocument/diagnostic', { textDocument })) as {
      items: Diagnostic[];
    };
    return items;
  }

  /** What is sent about a file the next time. */
  async next(path: string): Promise<readonly Diagnostic[]> {
    const before = this.#published.get(this.uri(path));
    for (;;) {
      const known = this.#published.get(this.uri(path));
      if (known && known !== before) return known.diagnostics;
      await this.#anything();
    }
  }

  /** All that was sent so far, by the paths of the files, in the order in which people read it. */
  all(): Readonly<Record<string, readonly Diagnostic[]>> {
    const shown = [...this.#published.values()].map(({ uri, diagnostics }) => {
      return [this.pathOf(uri), diagnostics] as const;
    });
    return Object.fromEntries(shown.filter(([, { length }]) => length > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  async actions(path: string, range: Range, diagnostics: readonly Diagnostic[] = [], only?: readonly string[]) {
    const context = { diagnostics, ...(only ? { only } : {}) };
    const params = { textDocument: { uri: this.uri(path) }, range, context };
    return (await this.connection.sendRequest('textDocument/codeAction', params)) as CodeAction[];
  }

  /** The texts of the files that an action changes, after it. */
  after({ edit }: CodeAction): Readonly<Record<string, string>> {
    const changes = (edit?.documentChanges ?? []) as TextDocumentEdit[];
    return Object.fromEntries(
      changes.map(({ textDocument: { uri }, edits }) => {
        const path = this.pathOf(uri);
        return [path, applied(this.text(path), edits as { range: Range; newText: string }[])];
      }),
    );
  }

  /** Does in the open files what an action says. */
  async take(action: CodeAction): Promise<void> {
    for (const [path, text] of Object.entries(this.after(action)))
      await this.change(path, { range: rangeIn(this.text(path), 0, this.text(path).length), text });
  }

  /** The bytes that the server's objects take, without those that nobody needs any more. */
  heap(): Promise<number> {
    return new Promise((resolve) => {
      this.#process.once('message', (bytes) => resolve(Number(bytes)));
      this.#process.send('heap');
    });
  }

  /** Says goodbye and resolves to the exit code. Throws if a message was not as the protocol wants it. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#process.on('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const status = await ended;
    this.referee.end();
    const { breaches } = this.referee;
    if (breaches.length > 0) throw new Error(`against the protocol:\n${[...new Set(breaches)].join('\n')}`);
    return status;
  }

  #anything(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

export function rangeIn(text: string, start: number, end: number): Range {
  return { start: positionIn(text, start), end: positionIn(text, end) };
}

export const positionIn = (text: string, offset: number) => TextDocument.create('', '', 0, text).positionAt(offset);
const offsetIn = (text: string, at: Range['start']): number => TextDocument.create('', '', 0, text).offsetAt(at);

export function applied(text: string, edits: readonly { readonly range: Range; readonly newText: string }[]): string {
  return edits
    .map(({ range, newText }) => ({ start: offsetIn(text, range.start), end: offsetIn(text, range.end), newText }))
    .sort((a, b) => b.start - a.start)
    .reduce((made, { start, end, newText }) => made.slice(0, start) + newText + made.slice(end), text);
}
