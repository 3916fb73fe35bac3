/** Lines that differ: so many from a line on were taken out, and these stand there now. Lines are counted from 1. */
export interface Hunk {
  /** The first line now; where none is left, the one after which they were. */
  readonly at: number;
  readonly count: number;
  /** The text that was there, with its line ends. */
  readonly removed: string;
}

/** A file that is not what it was. Paths are relative to the top of the repository, with slashes. */
export interface FileChange {
  /** Where it is; nothing when it is gone. */
  readonly now: string | undefined;
  /** Where it was; nothing when it is new. */
  readonly was: string | undefined;
  /** Two sides of a merge have not been put together. */
  readonly isUnmerged: boolean;
  readonly hunks: readonly Hunk[];
}

/** Reads what `git diff-index --raw -p -U0` writes. */
export function readPatch(text: string): readonly FileChange[] {
  const lines = text.split('\n');
  let at = 0;
  const records: Record[] = [];
  for (; lines[at]?.startsWith(':'); at++) records.push(readRecord(lines[at]!));
  const changes: FileChange[] = [];
  for (const { status, first, second } of records) {
    const isUnmerged = status === 'U';
    const hunks: Hunk[] = [];
    // What becomes a link, or was one, is written as one that goes and one that comes.
    for (let sections = isUnmerged ? 0 : status === 'T' ? 2 : 1; sections > 0; sections--) {
      while (at < lines.length && !lines[at]!.startsWith('diff --git ')) at++;
      at = readSection(lines, at + 1, status === 'T' ? [] : hunks);
    }
    changes.push({
      now: status === 'D' ? undefined : (second ?? first),
      was: status === 'A' || isUnmerged ? undefined : first,
      isUnmerged,
      hunks,
    });
  }
  return changes;
}

interface Record {
  readonly status: string;
  readonly first: string;
  readonly second: string | undefined;
}

/** `:100644 100644 1234… 5678… R100`, a tab, the old path, a tab, the new one. */
function readRecord(line: string): Record {
  const [head = '', first = '', second] = line.split('\t');
  return {
    status: head.split(' ').at(-1)?.[0] ?? '',
    first: unquoted(first),
    second: second === undefined ? undefined : unquoted(second),
  };
}

const hunkHead = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** Reads the hunks of one file; the index of the line after them. Lines are counted, so that no text is taken for a head. */
function readSection(lines: readonly string[], from: number, into: Hunk[]): number {
  let at = from;
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    if (line.startsWith('diff --git ')) return at;
    const head = hunkHead.exec(line);
    if (!head) continue;
    const [, before = '1', first = '', after = '1'] = head;
    const removed = lines.slice(at + 1, at + 1 + Number(before)).map((one) => one.slice(1));
    at += Number(before);
    const isWhole = lines[at + 1]?.startsWith('\\') && Number(before) > 0;
    if (isWhole) at++;
    at += Number(after);
    if (lines[at + 1]?.startsWith('\\')) at++;
    const text = removed.length === 0 ? '' : removed.join('\n') + (isWhole ? '' : '\n');
    into.push({ at: Number(first), count: Number(after), removed: text });
  }
  return at;
}

/** The text that a file had, from the one that it has. */
export function textBefore(now: string, hunks: readonly Hunk[]): string {
  const parts: string[] = [];
  let line = 1;
  let at = 0;
  const skip = (to: number): void => {
    for (; line < to && at < now.length; line++) {
      const end = now.indexOf('\n', at);
      at = end < 0 ? now.length : end + 1;
    }
  };
  for (const { at: first, count, removed } of hunks) {
    const from = at;
    skip(count === 0 ? first + 1 : first);
    parts.push(now.slice(from, at));
    skip(line + count);
    parts.push(removed);
  }
  return parts.join('') + now.slice(at);
}

const escapes: Readonly<{ [letter: string]: string }> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** A path that git writes in quotes, as it does with what is not plain: bytes as octal numbers, letters as in C. */
function unquoted(path: string): string {
  if (!path.startsWith('"')) return path;
  const bytes = path.slice(1, -1).replace(/\\(?:([0-7]{3})|(.))/g, (_, octal: string | undefined, letter: string) => {
    return octal === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(octal, 8));
  });
  return Buffer.from(bytes, 'latin1').toString();
}
