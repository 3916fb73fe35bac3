import { SEMICOLON, type TokenWriter } from '../../tokens.ts';

/** psql runs these lines itself. Those that bring in other SQL or choose between lines are not followed. */
export function metaCommand(out: TokenWriter, text: string, start: number, to: number): number {
  const command = /^\\[a-zA-Z_]+/.exec(text.slice(start, start + 32))?.[0] ?? '';
  const end = lineEnd(text, start, to);
  if (/^\\(?:g|gx|gdesc|gexec|gset|watch|crosstabview)$/.test(command)) {
    out.add(SEMICOLON, start, end);
    return end;
  }
  if (!beginsLine(text, start)) {
    return out.stray(start);
  }
  if (/^\\(?:i|ir|include|include_relative|if|elif|else)$/.test(command)) {
    out.faults.push({ start, end, kind: 'not-understood', text: `psql's ${command} is not followed` });
  }
  return end;
}

/** Whether only blanks stand before an offset in its line. */
export function beginsLine(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at--;
  return at < 0 || text.charCodeAt(at) === 10 || text.charCodeAt(at) === 13 || text.charCodeAt(at) === 0xfeff;
}

export function lineEnd(text: string, from: number, to: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 || end > to ? to : end;
}

export function isCopyFromStdin({ words, count, statement }: TokenWriter): boolean {
  if (words[statement] !== 'COPY') return false;
  for (let index = statement + 1; index + 1 < count; index++) {
    if (words[index] === 'FROM') return words[index + 1] === 'STDIN';
  }
  return false;
}

/** The rows of COPY … FROM stdin begin in the next line and end with a line that is `\.`. */
export function afterCopyData(text: string, from: number, to: number): number {
  const end = /(?:^|\n)\\\.[ \t]*\r?(?=\n|$)/g;
  end.lastIndex = lineEnd(text, from, to);
  const found = end.exec(text);
  return found && found.index + found[0].length <= to ? found.index + found[0].length : to;
}
