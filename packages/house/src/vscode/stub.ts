import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { applied, rangeIn } from '../editor/editor.ts';
import { declaredByVsCode } from './declared.ts';
import * as values from './values.ts';
import { type Diagnostic, Disposable, EventEmitter, type Range, Uri, type WorkspaceEdit } from './values.ts';

interface Circumstances {
  readonly folder: string;
  readonly isTrusted?: boolean;
  /** Extensions that are there, by their ids. */
  readonly extensions?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
}

/**
 * Stands in for VS Code around an extension: documents, settings, commands and what is shown to people. It does what the API says
 * for what a language client uses; the rest is inert.
 */
export class Stub {
  readonly settings: Map<string, unknown>;
  readonly extensions: Set<string>;
  readonly commands = new Map<string, (...words: unknown[]) => unknown>();
  /** Commands of VS Code itself that were run, with what they were given. */
  readonly ran: unknown[][] = [];
  readonly collections = new Set<Map<string, readonly Diagnostic[]>>();
  readonly providers = new Map<string, unknown>();
  /** What people were told, and what was written into the output. */
  readonly told: string[] = [];
  readonly output: string[] = [];
  /** What people answer when they are asked for a text, or to choose. */
  answer: string | undefined;
  readonly asked: unknown[] = [];
  activeTextEditor: unknown;
  isTrusted: boolean;
  readonly trusts = new EventEmitter<void>();
  readonly configures = new EventEmitter<{ affectsConfiguration(name: string): boolean }>();
  readonly extends = new EventEmitter<void>();
  readonly #documents = new Map<string, Document>();
  readonly #opened = new EventEmitter<Document>();
  readonly #edited = new EventEmitter<unknown>();
  readonly #changed = new EventEmitter<void>();
  readonly #folder: string;
  readonly #contents = new Map<string, { provideTextDocumentContent(uri: Uri): string }>();

  constructor({ folder, isTrusted = true, extensions = [], settings = {} }: Circumstances) {
    this.#folder = folder;
    this.isTrusted = isTrusted;
    this.extensions = new Set(extensions);
    this.settings = new Map(Object.entries(settings));
  }

  /** What `require('vscode')` is. */
  api(): object {
    return {
      ...declaredByVsCode(),
      ...values,
      version: '1.101.0',
      env: { language: 'en', appName: 'stub', openExternal: async () => true },
      commands: {
        registerCommand: (name: string, run: () => unknown) => this.#register(name, run),
        executeCommand: async (name: string, ...words: unknown[]) => {
          const run = this.commands.get(name);
          return run ? run(...words) : void this.ran.push([name, ...words]);
        },
      },
      extensions: {
        getExtension: (id: string) => (this.extensions.has(id) ? { id } : undefined),
        onDidChange: this.extends.event,
      },
      languages: this.#languages(),
      window: this.#window(),
      workspace: this.#workspace(),
    };
  }

  set(name: string, value: unknown): void {
    this.settings.set(name, value);
    this.configures.fire({ affectsConfiguration: (asked) => name === asked || name.startsWith(`${asked}.`) });
  }

  uri = (path: string): string => Uri.file(`${this.#folder}/${path}`).toString();

  /** Opens a file as somebody would who clicks on it, with the cursor before a word. */
  open(path: string, word?: string): Document {
    const document = this.#document(Uri.file(`${this.#folder}/${path}`));
    const before = word === undefined ? '' : document.getText().slice(0, document.getText().indexOf(word));
    const lines = before.split('\n');
    const active = { line: lines.length - 1, character: lines.at(-1)!.length };
    this.activeTextEditor = { document, selection: { active } };
    return document;
  }

  type(document: Document, old: string, text: string): void {
    const range = rangeIn(document.text, 0, document.text.length);
    document.text = document.text.replace(old, text);
    document.version++;
    this.#edited.fire({ document, contentChanges: [{ range, text: document.text }], reason: undefined });
  }

  /** The text of a page that is nowhere on the disk. */
  page = (uri: Uri): string | undefined => this.#contents.get(uri.scheme)?.provideTextDocumentContent(uri);

  /** What is wrong with a file, once something is that suits. */
  async diagnostics(path: string, suits: (all: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    for (;;) {
      const all = [...this.collections].flatMap((one) => one.get(this.uri(path)) ?? []);
      if (suits(all)) return all;
      await new Promise<void>((done) => {
        const { dispose } = this.#changed.event(() => {
          dispose();
          done();
        });
      });
    }
  }

  #register(name: string, run: (...words: unknown[]) => unknown): Disposable {
    if (this.commands.has(name)) throw new Error(`command '${name}' already exists`);
    this.commands.set(name, run);
    return new Disposable(() => this.commands.delete(name));
  }

  #languages() {
    const register = (name: string) => (_: unknown, provider: unknown) => {
      this.providers.set(name, provider);
      return new Disposable(() => this.providers.delete(name));
    };
    const known: Record<string, unknown> = {
      match: (selector: readonly { scheme?: string; pattern?: string }[], { uri }: Document) =>
        [selector]
          .flat()
          .some(({ scheme = uri.scheme, pattern = '**' }) => scheme === uri.scheme && globOf(pattern).test(uri.fsPath))
          ? 10
          : 0,
      createDiagnosticCollection: () => this.#collection(),
    };
    return new Proxy(known, { get: (_, name: string) => known[name] ?? register(name) });
  }

  #collection() {
    const found = new Map<string, readonly Diagnostic[]>();
    this.collections.add(found);
    return {
      set: (uri: Uri, all: readonly Diagnostic[] = []) => {
        found.set(uri.toString(), all);
        this.#changed.fire();
      },
      delete: (uri: Uri) => found.delete(uri.toString()),
      clear: () => found.clear(),
      dispose: () => void this.collections.delete(found),
    };
  }

  #window() {
    const say = async (sentence: string) => void this.told.push(sentence);
    const write = (line: string) => void this.output.push(line);
    const asks = async (about: unknown) => {
      this.asked.push(about);
      return Array.isArray(about) ? about.find(({ label }) => label === this.answer) : this.answer;
    };
    const stub = this;
    return {
      get activeTextEditor() {
        return stub.activeTextEditor;
      },
      visibleTextEditors: [],
      tabGroups: { all: [], onDidChangeTabs: inert, onDidChangeTabGroups: inert },
      onDidChangeActiveTextEditor: inert,
      onDidChangeVisibleTextEditors: inert,
      showInformationMessage: say,
      showWarningMessage: say,
      showErrorMessage: say,
      showInputBox: asks,
      showQuickPick: asks,
      createOutputChannel: () => ({
        ...Object.fromEntries(
          ['trace', 'debug', 'info', 'warn', 'error', 'append', 'appendLine'].map((name) => [name, write]),
        ),
        logLevel: 3,
        onDidChangeLogLevel: inert,
        show: () => write('shown'),
        dispose: () => {},
      }),
    };
  }

  #workspace() {
    const stub = this;
    return {
      get isTrusted() {
        return stub.isTrusted;
      },
      get textDocuments() {
        return [...stub.#documents.values()];
      },
      workspaceFolders: [{ uri: Uri.file(this.#folder), name: 'project', index: 0 }],
      notebookDocuments: [],
      getWorkspaceFolder: () => undefined,
      getConfiguration: (section: string) => ({
        get: (name: string, otherwise: unknown) => this.settings.get(`${section}.${name}`) ?? otherwise,
      }),
      createFileSystemWatcher: () => ({
        onDidCreate: inert,
        onDidChange: inert,
        onDidDelete: inert,
        dispose: () => {},
      }),
      registerTextDocumentContentProvider: (scheme: string, provider: never) => {
        this.#contents.set(scheme, provider);
        return new Disposable(() => this.#contents.delete(scheme));
      },
      openTextDocument: async (uri: Uri) => this.#document(uri),
      applyEdit: async (edit: WorkspaceEdit) => this.#apply(edit),
      onDidGrantWorkspaceTrust: this.trusts.event,
      onDidChangeConfiguration: this.configures.event,
      onDidOpenTextDocument: this.#opened.event,
      onDidChangeTextDocument: this.#edited.event,
      ...Object.fromEntries(
        ['DidCloseTextDocument', 'DidSaveTextDocument', 'WillSaveTextDocument', 'DidChangeWorkspaceFolders'].map(
          (name) => [`on${name}`, inert],
        ),
      ),
    };
  }

  #document(uri: Uri): Document {
    const known = this.#documents.get(uri.toString());
    if (known) return known;
    const document = new Document(uri);
    this.#documents.set(uri.toString(), document);
    this.#opened.fire(document);
    return document;
  }

  #apply({ edits }: WorkspaceEdit): boolean {
    for (const [uri, changes] of edits) {
      const document = this.#document(uri);
      const after = applied(document.text, changes as readonly { range: Range; newText: string }[]);
      this.type(document, document.text, after);
    }
    return true;
  }
}

/** The paths that a pattern of VS Code means, as far as ours say something. */
const globOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern.replace(/\*\*\/|\*\*|[*.{},]/g, (part) => ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '.': '\\.', '{': '(?:', '}': ')', ',': '|' })[part] ?? part)}$`,
  );

const inert = (): Disposable => new Disposable(() => {});

/** A text in the editor, saved or not. */
export class Document {
  readonly uri: Uri;
  readonly languageId: string;
  text: string;
  version = 1;
  isClosed = false;

  constructor(uri: Uri) {
    this.uri = uri;
    this.languageId = uri.path.endsWith('.prisma') ? 'prisma' : 'plaintext';
    this.text = existsSync(uri.fsPath) ? readFileSync(uri.fsPath, 'utf8') : '';
  }

  getText = (): string => this.text;

  async save(): Promise<boolean> {
    writeFileSync(this.uri.fsPath, this.text);
    return true;
  }
}
