import type { Writable } from 'node:stream';
import { workOutFixes } from '@refint/core';
import type { Plugin } from '@refint/rule';
import { isWithin } from '@refint/workspace';
import {
  type CodeActionParams,
  type Connection,
  createConnection,
  DocumentDiagnosticReportKind,
  type DocumentSymbol,
  type ExecuteCommandParams,
  type InitializeParams,
  type InitializeResult,
  StreamMessageReader,
  type SymbolInformation,
} from 'vscode-languageserver/node';
import { actionsFor } from './actions.ts';
import type { Analysed, Given } from './analysis.ts';
import { Asking } from './asking.ts';
import { isSchema, type SaidByPrisma, withoutPrismas } from './beside-prisma.ts';
import { capabilities } from './capabilities.ts';
import { type Client, clientOf } from './client.ts';
import { execute } from './commands.ts';
import { type PageUri, sayingsOf } from './diagnostics.ts';
import { DiskKnown } from './disk-known.ts';
import { isOfInterest, OpenDocuments } from './documents.ts';
import { foldersOf } from './folders.ts';
import { listWith } from './known.ts';
import { type FolderOutlook, flat } from './outlooks.ts';
import { pathOf, uriOf } from './places.ts';
import { Published } from './published.ts';
import { Pulled } from './pulled.ts';
import { seated } from './seats.ts';
import { Turns } from './turns.ts';
import { Watching } from './watching.ts';
import { Writer } from './writer.ts';

/** What the server is given by who starts it. */
export interface Hosting {
  readonly input: NodeJS.ReadableStream;
  readonly output: Writable;
  readonly version: string;
  /** The plugins that are there without being named. */
  readonly plugins: readonly Plugin[];
  readonly pageUri: PageUri;
  readonly isSaidByPrisma: SaidByPrisma;
  /** Milliseconds on a clock that only goes forward. */
  now(): number;
  /** Is told when nobody waits for anything, and may put things in order. */
  readonly rest?: (() => void) | undefined;
}

/** Milliseconds after which all that was said is on its way, and before which nobody types the next letter. */
const breath = 8;

/** Serves one editor until it says goodbye; resolves to the exit code that the protocol asks for. */
export function serve(hosting: Hosting): Promise<number> {
  const connection = createConnection(new StreamMessageReader(hosting.input), new Writer(hosting.output));
  return new Server(connection, hosting).run();
}

class Server {
  readonly #connection: Connection;
  readonly #hosting: Hosting;
  readonly #documents = new OpenDocuments();
  readonly #turns = new Turns(() => this.#analyse());
  readonly #disk = new DiskKnown(() => this.#look());
  readonly #published = new Published();
  #folders: readonly string[] = [];
  #client: Client = {
    isTrusted: true,
    isBesidePrisma: false,
    commands: new Set(),
    appliesEdits: false,
    createsFiles: false,
    knowsVersions: false,
    nestsSymbols: false,
  };
  #pulls = false;
  #asksAgain = false;
  #hasFolders = false;
  #watching: Watching | undefined;
  #latest: readonly Analysed[] = [];
  #isShutDown = false;
  readonly #asking = new Asking(
    () => this.#turns.settled(),
    () => this.#latest,
  );
  readonly #pulled = new Pulled();
  #resting: NodeJS.Timeout | undefined;

  constructor(connection: Connection, hosting: Hosting) {
    this.#connection = connection;
    this.#hosting = hosting;
  }

  run(): Promise<number> {
    const connection = this.#connection;
    const asking = this.#asking;
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(() => this.#begin());
    connection.languages.diagnostics.on(
      asking.answer(({ textDocument: { uri } }) => ({
        kind: DocumentDiagnosticReportKind.Full,
        items: [...(this.#published.all.get(uri) ?? [])],
      })),
    );
    connection.languages.diagnostics.onWorkspace(
      asking.answer(({ previousResultIds }) => {
        // A file about which there is nothing left to say is named once more, so that the editor clears it.
        const uris = new Set([...this.#published.all.keys(), ...previousResultIds.map(({ uri }) => uri)]);
        const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
        return {
          items: [...uris].map((uri) => {
            const version = this.#documents.versionOf(uri) ?? null;
            return this.#pulled.report(uri, version, this.#published.all.get(uri) ?? [], known.get(uri));
          }),
        };
      }),
    );
    connection.onCodeAction(asking.answer((params) => this.#actions(params)));
    connection.onHover(
      asking.ask(null, (outlook, { textDocument: { uri }, position }) => outlook.hover(uri, position)),
    );
    connection.onCompletion(
      asking.ask([], (outlook, { textDocument: { uri }, position }) => outlook.completions(uri, position)),
    );
    connection.onDefinition(
      asking.ask([], (outlook, { textDocument: { uri }, position }) => outlook.definitions(uri, position)),
    );
    connection.onReferences(
      asking.ask([], (outlook, { textDocument: { uri }, position, context }) =>
        outlook.references(uri, position, context.includeDeclaration),
      ),
    );
    connection.onDocumentSymbol(
      // Prisma's server lists the models of a schema, and an editor shows both lists.
      asking.ask([], (outlook, { textDocument: { uri } }) =>
        this.#client.isBesidePrisma && isSchema(uri) ? [] : this.#symbols(outlook, uri),
      ),
    );
    connection.onCodeLens(asking.ask([], (outlook, { textDocument: { uri } }) => outlook.lenses(uri, this.#client)));
    connection.onExecuteCommand(asking.answer((params) => this.#execute(params)));
    connection.languages.inlayHint.on(
      asking.ask([], (outlook, { textDocument: { uri }, range }) => outlook.hints(uri, range)),
    );
    connection.onWorkspaceSymbol(
      asking.answer(({ query }) => this.#latest.flatMap((one) => asking.outlookOf(one)?.found(query) ?? [])),
    );
    connection.onDidChangeWatchedFiles(() => this.#lookAgain());
    this.#documents.all.onDidOpen(() => this.#disk.forget());
    this.#documents.all.onDidChangeContent(({ document }) => this.#changed(document.uri));
    this.#documents.all.onDidClose(({ document }) => {
      this.#disk.forget();
      this.#changed(document.uri);
    });
    this.#documents.all.listen(connection);
    return new Promise((resolve) => {
      connection.onShutdown(() => {
        this.#turns.stop();
        clearTimeout(this.#resting);
        this.#disk.forget();
        this.#isShutDown = true;
      });
      const end = () => resolve(this.#isShutDown ? 0 : 1);
      connection.onExit(end);
      // An editor that is gone says nothing any more.
      for (const gone of ['end', 'close']) this.#hosting.input.on(gone, end);
      connection.listen();
    });
  }

  #initialize(params: InitializeParams): InitializeResult {
    const { textDocument, workspace } = params.capabilities;
    this.#folders = foldersOf(params);
    this.#client = clientOf(params);
    this.#pulls = textDocument?.diagnostic !== undefined;
    this.#asksAgain = workspace?.diagnostics?.refreshSupport === true;
    this.#hasFolders = workspace?.workspaceFolders === true;
    const watched = workspace?.didChangeWatchedFiles;
    if (watched?.dynamicRegistration) {
      this.#watching = new Watching(this.#connection, watched.relativePatternSupport === true);
      this.#disk.isWatched = true;
    }
    return { capabilities, serverInfo: { name: 'refint', version: this.#hosting.version } };
  }

  #begin(): void {
    this.#watching?.begin();
    if (this.#hasFolders)
      this.#connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => pathOf(uri)));
        const more = added.map(({ uri }) => pathOf(uri)).filter((path) => path !== undefined);
        this.#folders = [...this.#folders.filter((folder) => !gone.has(folder)), ...more];
        this.#lookAgain();
      });
    this.#look();
  }

  #changed(uri: string): void {
    const path = pathOf(uri);
    if (path !== undefined && this.#matters(path)) this.#look();
  }

  /** Other files may be open without a new analysis, but for those that a configuration is made of, wherever they are. */
  #matters(path: string): boolean {
    if (isOfInterest(path) && this.#folders.some((folder) => isWithin(folder, path))) return true;
    return this.#latest.some(({ configFiles, refusals }) => refusals.length > 0 || configFiles.includes(path));
  }

  #lookAgain(): void {
    this.#disk.forget();
    this.#look();
  }

  #look(): void {
    clearTimeout(this.#resting);
    this.#turns.ask(this.#hosting.now());
  }

  async #analyse(): Promise<void> {
    const { pageUri } = this.#hosting;
    const given = { ...this.#given(), disk: this.#disk.take() };
    const versions = this.#documents.versions();
    const answers = await seated(this.#folders, given, this.#latest);
    this.#latest = answers;
    void this.#watching?.follow(answers.flatMap(({ configFiles }) => configFiles));
    const told = answers.map((one) => this.#told(one));
    const news = this.#published.news((only) => sayingsOf(told, pageUri, only), versions);
    if (!this.#pulls) for (const params of news) void this.#connection.sendDiagnostics(params);
    else if ([...news].length > 0 && this.#asksAgain) this.#connection.languages.diagnostics.refresh();
    // Most were asked for to tell other files of them. The next letter must find none that is left.
    for (const { report } of answers) if (report) workOutFixes(report);
    const { rest } = this.#hosting;
    if (rest) this.#resting = setTimeout(rest, breath);
  }

  /** What is to be said of a folder in this editor. */
  #told(one: Analysed): Analysed {
    if (!one.report || !this.#client.isBesidePrisma) return one;
    return { ...one, report: withoutPrismas(one.report, this.#hosting.isSaidByPrisma) };
  }

  async #actions(params: CodeActionParams) {
    const one = this.#asking.about(params.textDocument.uri);
    return one ? actionsFor(params, one, this.#client, (uri) => this.#documents.versionOf(uri)) : [];
  }

  #execute(params: ExecuteCommandParams): Promise<unknown> {
    return execute(params, {
      versionOf: (uri) => this.#documents.versionOf(uri),
      impact: async (uri, position) => {
        const one = this.#asking.about(uri);
        return one && this.#asking.outlookOf(one)?.impact(uri, position);
      },
      list: async (toKnow) => {
        const one = this.#asking.about(uriOf(toKnow.path));
        return one && { folder: one.folder, list: await listWith(one.folder, this.#given(), toKnow) };
      },
      apply: async (edit, label) => (await this.#connection.workspace.applyEdit({ label, edit })).applied,
    });
  }

  #given(): Given {
    const { plugins } = this.#hosting;
    return { texts: this.#documents.texts(), plugins, isTrusted: this.#client.isTrusted };
  }

  #symbols(outlook: FolderOutlook, uri: string): DocumentSymbol[] | SymbolInformation[] {
    const symbols = outlook.symbols(uri);
    return this.#client.nestsSymbols ? symbols : flat(symbols, uri);
  }
}
