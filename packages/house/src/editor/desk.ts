import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Deed } from './chance.ts';
import { type Editor, rangeIn } from './editor.ts';

/** Whoever sits before an editor and does things with the files of its folder. */
export class Desk {
  readonly #editor: Editor;
  /** The files as they were at first, by their paths. */
  readonly #first: ReadonlyMap<string, string>;
  readonly #before = new Map<string, string[]>();

  constructor(editor: Editor) {
    this.#editor = editor;
    this.#first = new Map(this.files().map((path) => [path, this.#read(path)]));
  }

  /** Makes everything as it was at first, and opens what is named and nothing else. */
  async begin(...paths: readonly string[]): Promise<void> {
    for (const path of this.#editor.opened()) await this.#editor.close(path);
    for (const path of this.files()) if (!this.#first.has(path)) await this.#remove(path);
    const others = [...this.#first].filter(([path, text]) => !this.#is(path, text));
    for (const [path, text] of others) this.#put(path, text);
    // All at once, as an editor tells of a branch that was checked out.
    await this.#editor.watched(...others.map(([path]) => path));
    this.#before.clear();
    for (const path of paths) await this.#editor.open(path);
  }

  async do({ kind, which, at, length, piece, making: [path, text], name }: Deed): Promise<void> {
    const onDisk = this.files();
    const open = this.#editor.opened();
    const [here, there] = [open[Math.floor(which * open.length)], onDisk[Math.floor(which * onDisk.length)]];
    if (kind === 'type' && here !== undefined) return this.#type(here, at, length, piece);
    if (kind === 'undo' && here !== undefined) return this.#undo(here);
    if (kind === 'open' && there !== undefined && !open.includes(there)) return this.#editor.open(there);
    if (kind === 'close' && here !== undefined && open.length > 2) return this.#editor.close(here);
    if (kind === 'save' && here !== undefined) return this.#write(here, this.#editor.text(here));
    if (kind === 'make') return this.#write(path, text);
    if (kind === 'rewrite' && there !== undefined) return this.#write(there, cut(this.#read(there), at, length, piece));
    if (kind === 'remove' && there !== undefined && onDisk.length > 4) return this.#remove(there);
    if (kind === 'move' && there?.endsWith('/migration.sql')) return this.#move(there, name);
  }

  /** All files of the folder, by their paths in it. */
  files(): readonly string[] {
    return readdirSync(this.#editor.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(this.#editor.folder.length + 1))
      .sort();
  }

  async #type(path: string, at: number, length: number, piece: string): Promise<void> {
    const text = this.#editor.text(path);
    const start = whole(text, Math.floor(at * text.length));
    const range = rangeIn(text, start, whole(text, Math.min(text.length, start + length)));
    this.#before.set(path, [...(this.#before.get(path) ?? []), text].slice(-50));
    await this.#editor.change(path, { range, text: piece });
  }

  async #undo(path: string): Promise<void> {
    const text = this.#before.get(path)?.pop();
    const now = this.#editor.text(path);
    if (text !== undefined) await this.#editor.change(path, { range: rangeIn(now, 0, now.length), text });
  }

  async #write(path: string, text: string): Promise<void> {
    this.#put(path, text);
    await this.#editor.watched(path);
  }

  #put(path: string, text: string): void {
    mkdirSync(dirname(this.#absolute(path)), { recursive: true });
    writeFileSync(this.#absolute(path), text);
  }

  #is = (path: string, text: string): boolean => existsSync(this.#absolute(path)) && this.#read(path) === text;

  async #remove(path: string): Promise<void> {
    rmSync(this.#absolute(path));
    await this.#editor.watched(path);
  }

  /** A migration gets another name; an editor that has it open goes on with the old one. */
  async #move(path: string, name: number): Promise<void> {
    const to = join(dirname(dirname(path)), `2024${String(name).padStart(10, '0')}_moved`);
    renameSync(this.#absolute(dirname(path)), this.#absolute(to));
    await this.#editor.watched(path, `${to}/migration.sql`);
  }

  #read = (path: string): string => readFileSync(this.#absolute(path), 'utf8');
  #absolute = (path: string): string => join(this.#editor.folder, path);
}

const cut = (text: string, at: number, length: number, piece: string): string => {
  const start = whole(text, Math.floor(at * text.length));
  return text.slice(0, start) + piece + text.slice(whole(text, Math.min(text.length, start + length)));
};

/** No editor stands in the middle of a letter. */
const whole = (text: string, offset: number): number =>
  /[\uDC00-\uDFFF]/.test(text[offset] ?? '') && /[\uD800-\uDBFF]/.test(text[offset - 1] ?? '') ? offset + 1 : offset;
