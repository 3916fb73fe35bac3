import { type Edit, edited, type Source } from '@refint/model';

/** Lines of a text before and after, and where they begin; lines keep what ends them. */
interface Region {
  readonly from: number;
  readonly old: readonly string[];
  readonly now: readonly string[];
}

const context = 3;

/** Edits of a text as a patch that `git apply` and `patch -p1` take. Empty where they change nothing. */
export function unifiedDiff(source: Source, edits: readonly Edit[]): string {
  const lines = linesOf(source.text);
  const regions = regionsOf(source, edits, lines);
  if (regions.length === 0) return '';
  const hunks: Region[][] = [];
  for (const region of regions) {
    const last = hunks.at(-1)?.at(-1);
    if (last && region.from - (last.from + last.old.length) <= 2 * context) hunks.at(-1)!.push(region);
    else hunks.push([region]);
  }
  let shift = 0;
  const written = hunks.map((hunk) => {
    const text = hunkOf(hunk, lines, shift);
    for (const { old, now } of hunk) shift += now.length - old.length;
    return text;
  });
  return `--- a/${source.path}\n+++ b/${source.path}\n${written.join('')}`;
}

function hunkOf(hunk: readonly Region[], lines: readonly string[], shift: number): string {
  const [first, last] = [hunk[0]!, hunk.at(-1)!];
  const start = Math.max(0, first.from - context);
  const end = Math.min(lines.length, last.from + last.old.length + context);
  const out: string[] = [];
  let at = start;
  let grown = 0;
  for (const { from, old, now } of hunk) {
    out.push(...lines.slice(at, from).map((line) => ` ${line}`));
    out.push(...old.map((line) => `-${line}`), ...now.map((line) => `+${line}`));
    at = from + old.length;
    grown += now.length - old.length;
  }
  out.push(...lines.slice(at, end).map((line) => ` ${line}`));
  const [size, newSize] = [end - start, end - start + grown];
  const place = (from: number, count: number): string => `${count === 0 ? from : from + 1},${count}`;
  return `@@ -${place(start, size)} +${place(start + shift, newSize)} @@\n${out.map(ended).join('')}`;
}

const ended = (line: string): string => (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`);

const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** The lines that edits touch, where they are not the same afterwards. */
function regionsOf(source: Source, edits: readonly Edit[], lines: readonly string[]): readonly Region[] {
  const starts: number[] = [0];
  for (const line of lines) starts.push(starts.at(-1)! + line.length);
  const lineAt = (offset: number): number => {
    let line = 0;
    while (line + 1 < lines.length && starts[line + 1]! <= offset) line++;
    return line;
  };
  const touched: { from: number; to: number; edits: Edit[] }[] = [];
  const own = edits.filter((edit) => edit.source === source);
  for (const edit of [...own].sort((a, b) => a.span.start - b.span.start)) {
    const [from, to] = [lineAt(edit.span.start), lineAt(edit.span.end) + 1];
    const last = touched.at(-1);
    if (last && from < last.to) {
      last.to = Math.max(last.to, to);
      last.edits.push(edit);
    } else touched.push({ from, to, edits: [edit] });
  }
  return touched.flatMap(({ from, to, edits }) => {
    const [start, end] = [starts[from]!, starts[Math.min(to, lines.length)]!];
    const behind = source.text.length - end;
    const all = edited(source, edits);
    return trimmed({ from, old: lines.slice(from, to), now: linesOf(all.slice(start, all.length - behind)) });
  });
}

/** Without the lines at both ends that stay as they are. */
function trimmed({ from, old, now }: Region): readonly Region[] {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const region = {
    from: from + head,
    old: old.slice(head, old.length - tail),
    now: now.slice(head, now.length - tail),
  };
  return region.old.length === 0 && region.now.length === 0 ? [] : [region];
}
