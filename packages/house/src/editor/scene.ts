import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import { Editor } from './editor.ts';
import { files, writeInto } from './project.ts';

/** A folder for each test of a file, and editors that are closed after it and must not have heard anything that is not allowed. */
export class Scene {
  #folder = '';
  readonly #editors: Editor[] = [];

  /** @param first what is in the folder when a test begins */
  constructor(first: Readonly<Record<string, string>> = files) {
    beforeEach(() => {
      this.#folder = realpathSync(mkdtempSync(join(tmpdir(), 'refint-editor-')));
      this.write(first);
    });
    afterEach(async () => {
      for (const editor of this.#editors.splice(0)) {
        expect(await editor.stop()).toBe(0);
        expect(editor.complaints).toBe('');
      }
      rmSync(this.#folder, { recursive: true, force: true });
    });
  }

  get folder(): string {
    return this.#folder;
  }

  write = (all: Readonly<Record<string, string>>): void => writeInto(this.#folder, all);

  read = (path: string): string => readFileSync(join(this.#folder, path), 'utf8');

  remove = (path: string): void => rmSync(join(this.#folder, path));

  async start(options?: Parameters<typeof Editor.start>[1]): Promise<Editor> {
    const editor = await Editor.start(this.#folder, options);
    this.#editors.push(editor);
    return editor;
  }
}

/** Diagnostics as lines: "13:74-13:81 2 deletes/action-differs …", with places as the protocol counts them. */
export const shown = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(
    ({ range: { start, end }, severity, code, message }) =>
      `${start.line}:${start.character}-${end.line}:${end.character} ${severity} ${code ?? ''} ${String(message).split('\n')[0]}`,
  );
