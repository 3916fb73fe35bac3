import { fileURLToPath, pathToFileURL } from 'node:url';

/** The values of the API of VS Code that are passed round, as far as a language client looks into them. */

export class Disposable {
  readonly #end: () => unknown;
  constructor(end: () => unknown) {
    this.#end = end;
  }
  static from(...all: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => all.map((one) => one.dispose()));
  }
  dispose = (): unknown => this.#end();
}

export class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();
  event = (listener: (value: T) => unknown, self?: unknown, all?: Disposable[]): Disposable => {
    const bound = self === undefined ? listener : listener.bind(self);
    this.#listeners.add(bound);
    const end = new Disposable(() => this.#listeners.delete(bound));
    all?.push(end);
    return end;
  };
  fire = (value: T): void => {
    for (const listener of [...this.#listeners]) listener(value);
  };
  dispose = (): void => this.#listeners.clear();
}

export class Uri {
  readonly #url: URL;
  private constructor(url: URL) {
    this.#url = url;
  }
  static parse = (text: string): Uri => new Uri(new URL(text));
  static file = (path: string): Uri => new Uri(pathToFileURL(path));
  static from = ({ scheme, path }: { scheme: string; path: string }): Uri =>
    new Uri(new URL(`${scheme}:${encodeURI(path)}`));
  get scheme(): string {
    return this.#url.protocol.slice(0, -1);
  }
  get path(): string {
    return decodeURIComponent(this.#url.pathname);
  }
  get fsPath(): string {
    return this.scheme === 'file' ? fileURLToPath(this.#url) : this.path;
  }
  toString = (): string => this.#url.href;
}

export class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(start: Position | number, end: Position | number, line?: number, character?: number) {
    this.start = typeof start === 'number' ? new Position(start, end as number) : start;
    this.end = typeof end === 'number' ? new Position(line ?? 0, character ?? 0) : end;
  }
}

export class Diagnostic {
  code: unknown;
  source: string | undefined;
  readonly range: Range;
  readonly message: string;
  readonly severity: number;
  constructor(range: Range, message: string, severity: number) {
    this.range = range;
    this.message = message;
    this.severity = severity;
  }
}

export class CodeActionKind {
  static readonly Empty = new CodeActionKind('');
  static readonly QuickFix = new CodeActionKind('quickfix');
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
  append = (part: string): CodeActionKind => new CodeActionKind(this.value === '' ? part : `${this.value}.${part}`);
}

export class TextEdit {
  readonly range: Range;
  readonly newText: string;
  constructor(range: Range, newText: string) {
    this.range = range;
    this.newText = newText;
  }
}

/** Notes what is to be done, in order. */
export class WorkspaceEdit {
  readonly made: Uri[] = [];
  readonly edits: [Uri, readonly TextEdit[]][] = [];
  createFile = (uri: Uri): unknown => this.made.push(uri);
  set = (uri: Uri, edits: readonly [TextEdit, unknown][]): unknown =>
    this.edits.push([uri, edits.map(([edit]) => edit)]);
}

export class CancellationTokenSource {
  readonly #cancelled = new EventEmitter<void>();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.#cancelled.event };
  cancel = (): void => {
    this.token.isCancellationRequested = true;
    this.#cancelled.fire();
  };
  dispose = (): void => this.#cancelled.dispose();
}

export class CancellationError extends Error {}
