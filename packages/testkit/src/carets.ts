import type { Finding } from '@refint/rule';

/** A line that holds an expectation instead of text of the schema or of SQL. */
const expectation = /^\s*(?:\/\/|--)\s*(?:\^|error:|warning:|hint:|note:)/;

/** The text without its expectations. */
export const withoutCarets = (annotated: string): string =>
  annotated
    .split('\n')
    .filter((line) => !expectation.test(line))
    .join('\n');

/**
 * Writes each finding of a file below the line it is about, in that file's comments, so that a failing test shows a
 * readable difference. A place that begins in the first two columns has no room for carets under it: they then begin
 * in the third. A place over several lines is marked to the end of its first one.
 */
export function withCarets(path: string, text: string, findings: readonly Finding[]): string {
  const comment = path.endsWith('.sql') ? '--' : '//';
  const here = findings.filter(({ at }) => at.source.path === path);
  let start = 0;
  return text
    .split('\n')
    .flatMap((line) => {
      const end = start + line.length;
      const inLine = here.filter(({ at }) => at.span.start >= start && at.span.start <= end);
      const marks = inLine.map((finding) => mark(comment, finding, start, end));
      start = end + 1;
      return [line, ...marks.flat()];
    })
    .join('\n');
}

function mark(comment: string, { at, severity, text, notes }: Finding, lineStart: number, lineEnd: number): string[] {
  const from = Math.max(at.span.start - lineStart, comment.length);
  const to = Math.max(Math.min(at.span.end, lineEnd) - lineStart, from + 1);
  const lead = comment + ' '.repeat(from - comment.length);
  return [
    `${lead}${'^'.repeat(to - from)} ${severity}: ${text}`,
    ...notes.map((note) => `${comment} note: ${note.text}`),
  ];
}

/** Takes the common indent away, with the first line if it is empty. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n');
  const margin = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return `${lines.map((line) => line.slice(Number.isFinite(margin) ? margin : 0)).join('\n')}\n`;
}
