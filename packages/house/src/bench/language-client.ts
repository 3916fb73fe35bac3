import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { positionIn } from '../editor/editor.ts';

/** A language server as it is started. */
export interface ServerCommand {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** It waits until it is asked for diagnostics, and so it is asked after each edit. */
  readonly isAsked?: boolean;
  /** It only passes on what another process answers. */
  readonly hasDaemon?: boolean;
}

/** Text that stands at an offset and is replaced. */
export interface Typed {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

/** An editor that takes the time: of any language server, over its standard input and output. */
export class LanguageClient {
  readonly #folder: string;
  readonly #isAsked: boolean;
  readonly #hasDaemon: boolean;
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #texts = new Map<string, { text: string; version: number }>();
  #heard: (params: PublishDiagnosticsParams) => void = () => {};

  constructor({ program, args, isAsked = false, hasDaemon = false }: ServerCommand, folder: string) {
    this.#folder = folder;
    this.#isAsked = isAsked;
    this.#hasDaemon = hasDaemon;
    this.#process = spawn(program, args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
    this.#connection = createProtocolConnection(
      new StreamMessageReader(this.#process.stdout!),
      new StreamMessageWriter(this.#process.stdin!),
    );
    this.#connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) =>
      this.#heard(params),
    );
    this.#connection.onRequest('client/registerCapability', () => null);
    this.#connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) =>
      items.map(() => null),
    );
    this.#connection.listen();
  }

  /** Begins a session as an editor does that watches files. */
  async initialize(): Promise<void> {
    const uri = pathToFileURL(this.#folder).href;
    await this.#connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'project' }],
      capabilities: {
        textDocument: {
          publishDiagnostics: { relatedInformation: true, versionSupport: true },
          ...(this.#isAsked ? { diagnostic: {} } : {}),
        },
        workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
      },
    });
    await this.#connection.sendNotification('initialized', {});
  }

  /** Resolves when diagnostics of any file were sent, or of one in its newest version. */
  async diagnostics(path?: string): Promise<void> {
    if (this.#isAsked && path !== undefined) {
      await this.#connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: this.#uri(path) } });
      return;
    }
    await new Promise<void>((resolve) => {
      this.#heard = ({ uri, version }) => {
        const isMeant = path === undefined || (uri === this.#uri(path) && version === this.#texts.get(path)?.version);
        if (isMeant) resolve();
      };
    });
  }

  text = (path: string): string => this.#texts.get(path)?.text ?? readFileSync(join(this.#folder, path), 'utf8');

  async open(path: string): Promise<void> {
    const text = this.text(path);
    this.#texts.set(path, { text, version: 1 });
    const languageId = path.endsWith('.prisma') ? 'prisma' : 'sql';
    const textDocument = { uri: this.#uri(path), languageId, version: 1, text };
    void this.#connection.sendNotification('textDocument/didOpen', { textDocument });
    await this.diagnostics(path);
  }

  /** Types, and resolves to the milliseconds until there are diagnostics of the text as it then is. */
  async type(path: string, { at, length, text }: Typed): Promise<number> {
    const before = this.text(path);
    const version = (this.#texts.get(path)?.version ?? 0) + 1;
    const range = { start: positionIn(before, at), end: positionIn(before, at + length) };
    this.#texts.set(path, { text: before.slice(0, at) + text + before.slice(at + length), version });
    const textDocument = { uri: this.#uri(path), version };
    const start = performance.now();
    void this.#connection.sendNotification('textDocument/didChange', {
      textDocument,
      contentChanges: [{ range, text }],
    });
    await this.diagnostics(path);
    return performance.now() - start;
  }

  /** Asks about a place, and resolves to the milliseconds that an answer took. */
  async ask(method: string, path: string, offset: number): Promise<number> {
    const params = { textDocument: { uri: this.#uri(path) }, position: positionIn(this.text(path), offset) };
    const start = performance.now();
    await this.#connection.sendRequest(method, params);
    return performance.now() - start;
  }

  /** The resident set in MiB; nothing where the system does not tell. */
  get memory(): number | undefined {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(this.#told('status') ?? '')?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  }

  /** Milliseconds of the processor that were used so far; nothing where the system does not tell. */
  get cpu(): number | undefined {
    const [, after] = this.#told('stat')?.split(') ') ?? [];
    const [user, system] = after?.split(' ').slice(11, 13).map(Number) ?? [];
    // Linux counts in hundredths of a second.
    return user === undefined || system === undefined ? undefined : (user + system) * 10;
  }

  #told(file: string): string | undefined {
    try {
      return this.#hasDaemon ? undefined : readFileSync(`/proc/${this.#process.pid}/${file}`, 'utf8');
    } catch {
      return undefined;
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.on('exit', resolve));
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    // Not every server goes when it is told to.
    const late = setTimeout(() => this.#process.kill(), 2000);
    await ended;
    clearTimeout(late);
    this.#connection.dispose();
  }

  #uri = (path: string): string => pathToFileURL(join(this.#folder, path)).href;
}
