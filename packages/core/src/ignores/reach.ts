import type { Place, Source, Span } from '@refint/model';
import type { Finding } from '@refint/rule';
import type { Directive } from './directive.ts';

/**
 * Whether a finding is within the reach of an ignore: where it is shown, or where one of its notes stands, if one of the two is in
 * the schema and the other in a migration. Migrations that were applied are not to be touched any more, so what is found there must be
 * ignorable in the schema; and who drops something on purpose says so in the migration. The ignore of a whole file is about what is
 * shown there only.
 */
export function reaches(directive: Directive, finding: Finding, isSchema: (source: Source) => boolean): boolean {
  if (directive.reach === 'file') return finding.at.source === directive.source;
  if (isWithin(directive, finding.at)) return true;
  const side = isSchema(finding.at.source);
  return finding.notes.some(({ at }) => at && isSchema(at.source) !== side && isWithin(directive, at));
}

function isWithin({ source, comment }: Directive, at: Place): boolean {
  const { about } = comment;
  if (at.source !== source || !about) return false;
  const { start, end } = at.span;
  if (start === about.start || (start > about.start && start < about.end)) return true;
  // A comment behind the last line of something is about it as well.
  return about.start < comment.span.start && end > about.start && end <= about.end;
}

/** What to take out with a comment: its lines where nothing else is on them, or the blanks between it and the rest. */
export function wholeOf({ source: { text }, comment: { span, isAlone } }: Directive): Span {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const before = text.slice(lineStart, span.start);
  if (!isAlone && before.trim() !== '') return { start: lineStart + before.trimEnd().length, end: span.end };
  const newline = text.indexOf('\n', span.end);
  const lineEnd = newline < 0 ? text.length : newline;
  if (isAlone) return { start: lineStart, end: Math.min(lineEnd + 1, text.length) };
  const after = text.slice(span.end, lineEnd);
  return { start: span.start, end: span.end + after.length - after.trimStart().length };
}
