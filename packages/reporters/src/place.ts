import { type Place, positionAt } from '@refint/model';
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

/** "path:line:column", as editors and terminals open it. */
export function shownPlace(place: Place): string {
  const { path, line, column } = locationOf(place);
  return `${onOneLine(path)}:${line}:${column}`;
}
