import { basename, dirname } from 'node:path';
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
  type FileSystemWatcher,
} from 'vscode-languageserver';
import { isOfInterest } from './documents.ts';
import { uriOf } from './places.ts';

/** Files that may change behind the editor's back: a branch that is checked out, a migration that a tool writes. */
const always: readonly FileSystemWatcher[] = [
  { globPattern: '**/*.prisma' },
  { globPattern: '**/*.sql' },
  { globPattern: '**/{refint.*,.refintrc*,package.json,prisma.config.*,migration_lock.toml,_journal.json}' },
];

/** Asks the editor to tell of files that change on the disk, if it can. */
export class Watching {
  readonly #connection: Connection;
  readonly #knowsFolders: boolean;
  #names = '';
  #more: Promise<Disposable> | undefined;

  /** @param knowsFolders whether a pattern can be one inside of a folder */
  constructor(connection: Connection, knowsFolders: boolean) {
    this.#connection = connection;
    this.#knowsFolders = knowsFolders;
  }

  begin(): void {
    void this.#register(always);
  }

  /** What a configuration is made of may be called anything and lie anywhere: these files, absolute, and no longer those before. */
  async follow(files: readonly string[]): Promise<void> {
    const named = [...new Set(files)].filter((path) => !isOfInterest(path)).sort();
    const names = named.join('\n');
    if (names === this.#names) return;
    this.#names = names;
    const before = this.#more;
    this.#more =
      named.length === 0 ? undefined : this.#register(named.map((path) => ({ globPattern: this.#patternOf(path) })));
    (await before)?.dispose();
  }

  #patternOf = (path: string): FileSystemWatcher['globPattern'] =>
    this.#knowsFolders ? { baseUri: uriOf(dirname(path)), pattern: basename(path) } : path;

  #register = (watchers: readonly FileSystemWatcher[]): Promise<Disposable> =>
    this.#connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...watchers] });
}
