import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { holds, type Place, positionAt, type Source, type Span } from '@refint/model';
import type { Fix } from '@refint/rule';
import { shownPath } from '@refint/workspace';
import type { Location, Position, Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** The path of a file that an editor names; nothing for what is no file, as a text that was never saved. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    // It may name a host, or hold what no path can hold.
    return undefined;
  }
}

export const uriOf = (path: string): string => pathToFileURL(path).href;

const known = new Map<string, Map<string, string>>();
const enough = 10_000;

/** A file by the path that people know it by, which is relative to the folder that was opened. Each is named in many diagnostics. */
export function uriIn(folder: string, shown: string): string {
  let inFolder = known.get(folder);
  if (!inFolder) known.set(folder, (inFolder = new Map()));
  let uri = inFolder.get(shown);
  if (uri === undefined) {
    if (inFolder.size >= enough) inFolder.clear();
    inFolder.set(shown, (uri = uriOf(resolve(folder, shown))));
  }
  return uri;
}

/** The path by which people know a file, from its URI: the other way round. */
export const shownIn = (folder: string, uri: string): string => shownPath(folder, pathOf(uri) ?? folder);

/** The offset of a place that an editor names. One behind the end of its line is that end. */
export const offsetOf = (source: Source, position: Position): number => documentOf(source).offsetAt(position);

/** A place in a text as the protocol says it: both numbers from 0, in UTF-16 code units, and none behind the end of a line. */
function positionOf(source: Source, offset: number): Position {
  if (!endsLinesPlainly(source)) return documentOf(source).positionAt(offset);
  const { line, column } = positionAt(source, offset);
  return { line: line - 1, character: column - 1 };
}

/** Whether lines end at line feeds only, which are found in a tenth of the time. */
const endsLinesPlainly = (source: Source): boolean => !holds(source, '\r');

const documents = new WeakMap<Source, TextDocument>();

/** For the protocol a line ends also at a carriage return that stands alone, and not only at a line feed. */
function documentOf(source: Source): TextDocument {
  let known = documents.get(source);
  if (!known) documents.set(source, (known = TextDocument.create(source.path, '', 0, source.text)));
  return known;
}

export const rangeOf = (source: Source, { start, end }: Span): Range => ({
  start: positionOf(source, start),
  end: positionOf(source, end),
});

export const locationIn = (folder: string, { source, span }: Place): Location => ({
  uri: uriIn(folder, source.path),
  range: rangeOf(source, span),
});

/** Whether two ranges have a point in common; where one ends and the other begins is one. */
export const meet = (one: Range, other: Range): boolean =>
  !isBefore(one.end, other.start) && !isBefore(other.end, one.start);

const isBefore = (one: Position, other: Position): boolean =>
  one.line < other.line || (one.line === other.line && one.character < other.character);

/** The texts that a fix changes, each once. */
export const sourcesOf = ({ edits }: Pick<Fix, 'edits'>): readonly Source[] => [
  ...new Set(edits.map(({ source }) => source)),
];
