import type { Edit } from '@refint/model';
import type { Finding, Fix } from '@refint/rule';

/**
 * Asks for silence about a finding, where it stands. The reason is left to whoever knows it: without one nothing is ignored,
 * and the comment says so itself. Nothing for findings about such comments.
 */
export function ignoring({ rule, at: { source, span } }: Finding): Fix | undefined {
  if (rule.startsWith('refint/')) return undefined;
  const start = source.text.lastIndexOf('\n', span.start - 1) + 1;
  const [indent = ''] = /^[ \t]*/.exec(source.text.slice(start)) ?? [];
  const ending = source.text.includes('\r\n') ? '\r\n' : '\n';
  const comment = `${source.path.endsWith('.prisma') ? '//' : '--'} refint-ignore ${rule}: `;
  const edit = { source, span: { start, end: start }, text: `${indent}${comment}${ending}` };
  return { title: `ignore ${rule} here; say why in the comment`, safe: false, edits: [edit] };
}

/** What writing a finding into the list of known ones is called. */
export const knowing = ({ rule }: Finding): string => `write ${rule} here into the baseline, with a reason`;

/**
 * One fix for all that can be mended in a file without changing anything else: the safe fixes of its findings that do not get
 * into each other's way, the first of two that do. Nothing where there is none.
 */
export function mendingAll(findings: readonly Finding[], path: string): Fix | undefined {
  const taken: Edit[] = [];
  let count = 0;
  for (const { fix, at } of findings) {
    if (!fix?.safe || !(at.source.path === path || fix.edits.some(({ source }) => source.path === path))) continue;
    const more = fix.edits.filter((edit) => !taken.some((other) => isSame(edit, other)));
    if (more.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    taken.push(...more);
    count++;
  }
  if (count === 0) return undefined;
  return {
    title: `mend ${count === 1 ? 'what' : `all ${count} things`} refint can mend safely`,
    safe: true,
    edits: taken,
  };
}

const isSame = (one: Edit, other: Edit): boolean =>
  one.source === other.source &&
  one.text === other.text &&
  one.span.start === other.span.start &&
  one.span.end === other.span.end;

/** Two that only put something in at one place stand one behind the other. */
const overlap = (one: Edit, other: Edit): boolean =>
  one.source === other.source && one.span.start < other.span.end && other.span.start < one.span.end;
