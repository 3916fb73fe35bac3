import { type Place, positionAt, type Source } from '@refint/model';
import { onOneLine } from './safe-text.ts';

/** A place in numbers: lines and columns start at 1, columns are UTF-16 code units, the end is not inside. */
export interface Location {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function locationOf({ source, span }: Place): Location {
  const start = positionAt(source, span.start);
  const end = positionAt(source, Math.max(span.start, span.end));
  return { path: source.path, ...start, endLine: end.line, endColumn: end.column };
}

/** "path:line:column", as editors and terminals open it. The path begins where people stand, or where a way to there begins. */
export function shownPlace(place: Place, wayFromRoot = ''): string {
  const { path, line, column } = locationOf(place);
  const shown = wayFromRoot === '' ? path : pathFromRoot(place.source, wayFromRoot);
  return `${onOneLine(shown)}:${line}:${column}`;
}

/** The path of a source from the root of the repository, which is how a forge knows it. An absolute path stays one. */
export function pathFromRoot({ path }: Source, wayFromRoot: string): string {
  if (/^(?:\/|[A-Za-z]:)/.test(path)) return path;
  const parts: string[] = [];
  for (const part of `${wayFromRoot}${path}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
