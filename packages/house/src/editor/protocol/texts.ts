import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Position, Range } from 'vscode-languageserver-protocol/node';

/** So many texts of a file are kept: what a server says is not older. */
const most = 100;

interface Version {
  readonly version: number | undefined;
  readonly text: string;
  /** Which message brought it, counted from 1. */
  readonly since: number;
}

/** The texts that messages speak of: those that an editor opened, in all their versions, and those on the disk. */
export class Texts {
  readonly #open = new Map<string, Version[]>();
  readonly #seen = new Map<string, Set<string>>();

  opened(uri: string, version: number, text: string, since: number): void {
    this.#open.set(uri, [{ version, text, since }]);
  }

  changed(uri: string, version: number, changes: readonly { range?: Range; text: string }[], since: number): string[] {
    const versions = this.#open.get(uri);
    if (!versions) return [`${uri} is changed and not open`];
    const last = versions.at(-1)!;
    const wrong = version > (last.version ?? 0) ? [] : [`${uri} has the version ${version} after ${last.version}`];
    let { text } = last;
    for (const change of changes) {
      if (change.range) wrong.push(...whatIsWrong(change.range, text));
      text = change.range ? replaced(text, change.range, change.text) : change.text;
    }
    versions.push({ version, text, since });
    return wrong;
  }

  /** What was open may be read once more, so it is kept as one of the texts that were seen. */
  closed(uri: string): void {
    for (const { text } of (this.#open.get(uri) ?? []).slice(-most)) this.#see(uri, text);
    this.#open.delete(uri);
  }

  /** The newest version of a file that is open. */
  versionOf(uri: string): number | undefined {
    return this.#open.get(uri)?.at(-1)?.version;
  }

  /**
   * The texts that a file may have had since a message was sent, or when it had a version; none for what was never there. What is
   * said of no version (since 0) may be about a time when it was not open yet.
   */
  of(uri: string, which: { readonly since: number } | { readonly version: number }): readonly string[] {
    const open = this.#open.get(uri);
    if (!open) return [...this.look(uri)].reverse();
    if ('version' in which) {
      const same = open.filter(({ version }) => version === which.version).map(({ text }) => text);
      // It may have been closed and opened again since then.
      return same.length > 0 ? same : [...this.look(uri)].reverse();
    }
    const { since } = which;
    if (since === 0) return [...this.look(uri), ...open.slice(-most).map(({ text }) => text)].reverse();
    // The last one that was there by then, and all after it.
    return open.filter((_, at) => (open[at + 1]?.since ?? Number.POSITIVE_INFINITY) > since).map(({ text }) => text);
  }

  /** A file on the disk may change between the server's look at it and ours, so each text that it was seen with counts. */
  look(uri: string): ReadonlySet<string> {
    try {
      this.#see(uri, readFileSync(fileURLToPath(uri), 'utf8').replace(/^\uFEFF/, ''));
    } catch {
      // It is not there, or not any more.
    }
    return this.#seen.get(uri) ?? new Set();
  }

  /** The newest is the last one. */
  #see(uri: string, text: string): void {
    const seen = this.#seen.get(uri) ?? new Set();
    this.#seen.set(uri, seen);
    seen.delete(text);
    seen.add(text);
    const [oldest] = seen;
    if (seen.size > most && oldest !== undefined) seen.delete(oldest);
  }
}

/** What is wrong with a range of a text: lines and letters that it does not have, half a letter, an end before its start. */
export function whatIsWrong({ start, end }: Range, text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  const wrong = [start, end].flatMap((one) => wrongPosition(one, lines));
  const isBackwards = start.line > end.line || (start.line === end.line && start.character > end.character);
  return isBackwards ? [...wrong, `${inWords(start)} is behind ${inWords(end)}`] : wrong;
}

function wrongPosition(position: Position, lines: readonly string[]): string[] {
  const line = lines[position.line];
  if (line === undefined) return [`${inWords(position)}: there are ${lines.length} lines`];
  if (position.character > line.length) return [`${inWords(position)}: the line has ${line.length} units`];
  const isHalf =
    /[\uDC00-\uDFFF]/.test(line[position.character] ?? '') &&
    /[\uD800-\uDBFF]/.test(line[position.character - 1] ?? '');
  return isHalf ? [`${inWords(position)} is in the middle of a letter`] : [];
}

const inWords = ({ line, character }: Position): string => `${line}:${character}`;

function replaced(text: string, { start, end }: Range, by: string): string {
  return text.slice(0, offsetIn(text, start)) + by + text.slice(offsetIn(text, end));
}

function offsetIn(text: string, { line, character }: Position): number {
  const ends = [...text.matchAll(/\r\n|\r|\n/g)];
  const before = ends[line - 1];
  return (before ? before.index + before[0].length : 0) + character;
}
