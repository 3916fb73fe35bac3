import type { ChildProcess } from 'node:child_process';
import { type ExtensionContext, extensions, type LogOutputChannel, window, workspace } from 'vscode';
import { CloseAction, ErrorAction, type ErrorHandler, LanguageClient, State } from 'vscode-languageclient/node';
import { ended, serverFor, startServer } from './server.ts';

/** Files that the server wants to know of while they are open: what it reads, and what it is configured by. */
const documentSelector = ['**/*.prisma', '**/*.sql', '**/{refint.*,.refintrc*,package.json,prisma.config.*}'].map(
  (pattern) => ({ scheme: 'file', pattern }),
);

/** A server that was asked to end and did not is ended after so many milliseconds. */
const patience = 2000;

/** The client and its server, one at a time, through starts and stops. */
export class Session {
  readonly output: LogOutputChannel = window.createOutputChannel('refint', { log: true });
  readonly #context: ExtensionContext;
  #client: LanguageClient | undefined;
  #process: ChildProcess | undefined;
  /** The server that was started and has not answered yet. */
  #starting: ChildProcess | undefined;
  #isBesidePrisma = false;
  /** What was asked for last: starts and stops wait for each other. */
  #last: Promise<void> = Promise.resolve();

  constructor(context: ExtensionContext) {
    this.#context = context;
  }

  /** Stops what runs, and starts the server that is to serve now, if there is to be one. */
  restart(): Promise<void> {
    this.#hurry();
    return this.#then(async () => {
      await this.#end();
      await this.#begin();
    });
  }

  /** Starts anew where Prisma's extension has come or gone since. */
  restartIfBesidesChanged(): void {
    if (this.#client && this.#isBesidePrisma !== isBesidePrisma()) void this.restart();
  }

  stop(): Promise<void> {
    this.#hurry();
    return this.#then(() => this.#end());
  }

  /** Asks the server something; nothing where none runs or it refuses, which people are told. */
  async ask<T>(method: string, params: unknown): Promise<T | undefined> {
    await this.#last;
    if (!this.#client) {
      void window.showInformationMessage('refint does not run here; the setting refint.enable may be off.');
      return undefined;
    }
    try {
      return await this.#client.sendRequest<T>(method, params);
    } catch (error) {
      void window.showErrorMessage(`refint: ${messageOf(error)}`);
      return undefined;
    }
  }

  /** Tells the server that a file is another one than before. */
  async changed(uri: string): Promise<void> {
    await this.#client?.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
  }

  /** What is asked for now waits for what is being started; a server that never answers would hold it up for ever. */
  #hurry(): void {
    const slow = this.#starting;
    setTimeout(() => slow && slow === this.#starting && slow.kill('SIGKILL'), patience).unref();
  }

  #then(act: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(act).catch((error: unknown) => {
      this.output.error(messageOf(error));
      void window.showErrorMessage(`refint: ${messageOf(error)}`);
    });
    return this.#last;
  }

  async #begin(): Promise<void> {
    const settings = workspace.getConfiguration('refint');
    if (!settings.get('enable', true)) return this.output.info('off, by the setting refint.enable');
    const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const { isTrusted } = workspace;
    const server = serverFor({
      named: settings.get('server.path', ''),
      folders: folders.map(({ uri }) => uri.fsPath),
      isTrusted,
      bundled: this.#context.asAbsolutePath('bin/refint.js'),
    });
    if ('why' in server) throw new Error(server.why);
    this.#isBesidePrisma = isBesidePrisma();
    const nodeOptions = settings.get<string[]>('server.nodeOptions', []);
    const { output } = this;
    output.info(`${server.whose} server: ${server.file}${isTrusted ? '' : ' (the workspace is not trusted)'}`);
    const start = async (): Promise<ChildProcess> => {
      this.#process = startServer(server.file, nodeOptions, folders[0]?.uri.fsPath);
      this.#starting = this.#process;
      return this.#process;
    };
    let usual: ErrorHandler | undefined;
    const client: LanguageClient = new QuietClient('refint', 'refint', start, {
      documentSelector,
      outputChannel: output,
      initializationOptions: {
        trusted: isTrusted,
        besidePrisma: this.#isBesidePrisma,
        commands: ['refint.showImpact', 'refint.writeBaselineEntry'],
      },
      errorHandler: {
        // A message that does not get through is no reason to give up: where the server has crashed, that is told next.
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        // Whoever ends before it answers would do so again.
        closed: async () => {
          if (this.#starting) return { action: CloseAction.DoNotRestart };
          const answer = await (usual ??= client.createDefaultErrorHandler()).closed();
          if (answer.message !== undefined) void window.showErrorMessage(answer.message);
          return answer;
        },
      },
      initializationFailedHandler: () => false,
    });
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) this.#starting = undefined;
    });
    this.#client = client;
    await client.start().catch((error: unknown) => output.error(messageOf(error)));
    if (client.state !== State.Running)
      throw new Error(`${server.file} did not begin to serve; the output may say why`);
  }

  async #end(): Promise<void> {
    const [client, process] = [this.#client, this.#process];
    this.#client = undefined;
    this.#process = undefined;
    this.#starting = undefined;
    await client?.dispose(patience).catch((error: unknown) => this.output.warn(messageOf(error)));
    if (process) await ended(process, patience);
  }
}

/** Writes down what goes wrong, and leaves it to whoever started it to tell people, once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  /** What has not begun cannot be stopped, and the library asks for it where nobody hears that it fails. */
  override async stop(timeout?: number): Promise<void> {
    if (this.state !== State.Starting) await super.stop(timeout);
  }
}

/** Whether Prisma's extension says what it has to say of a schema, and people have not asked to hear it twice. */
const isBesidePrisma = (): boolean =>
  extensions.getExtension('Prisma.prisma') !== undefined &&
  !workspace.getConfiguration('refint').get('repeatPrisma', false);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
